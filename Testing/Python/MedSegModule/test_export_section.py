"""The result in files."""

import csv
import json
from typing import ClassVar

import numpy as np
import pytest

from medseg.io import read_segmentation

slicer = pytest.importorskip("slicer", reason="needs the package slicer-core")


NAMES = ("Right lung", "Left lung", "Heart")


@pytest.fixture
def made(panel, chest, phantom, tmp_path):
    """A part of the phantom's truth as the result, and a folder to write into."""
    from medseg.mrml import segmentation_to_node

    node = panel.parameterNode
    node.inputVolume = chest
    node.outputSegmentation = segmentation_to_node(
        phantom[1].selected(NAMES), slicer.mrmlScene, slicer.modules.segmentations.logic(), chest, surface=False
    )
    panel.export.ui.exportSectionButton.collapsed = False
    panel.export.ui.folderEdit.currentPath = str(tmp_path)
    panel.export.ui.fileNameEdit.text = "case"
    panel.export.ui.formatSelector.currentIndex = 0
    panel.refresh()
    return node


@pytest.fixture
def scores(made, panel, scene):
    """Scores of the truth against itself."""
    from medseg.metrics import evaluate
    from medseg.mrml import evaluation_to_table, node_to_segmentation

    truth = node_to_segmentation(made.outputSegmentation)
    made.scores = evaluation_to_table(evaluate(truth, truth), scene)
    panel.refresh()
    return made.scores


@pytest.mark.parametrize("suffix", [".seg.nrrd", ".nii.gz", ".nrrd", ".mha"])
def test_a_segmentation_is_written_and_read_back(panel, made, click, phantom, tmp_path, suffix):
    from MedSegModuleLib.Sections.ExportSection import FORMATS

    panel.export.ui.formatSelector.currentIndex = FORMATS.index(suffix)
    click(panel.export.ui.saveSegmentationButton)
    read = read_segmentation(tmp_path / f"case{suffix}", phantom[0].geometry)
    assert np.array_equal(read.union(), phantom[1].selected(NAMES).union())
    if suffix in (".seg.nrrd", ".nii.gz"):
        assert read.names == NAMES
    assert panel.export.ui.exportStatusLabel.text == f"Saved case{suffix}."


def test_scores_are_written_as_a_table(panel, scores, click, tmp_path):
    click(panel.export.ui.saveScoresButton)
    with (tmp_path / "case-scores.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[-1]["segment"] == "overall"
    assert float(rows[-1]["dice"]) == 1.0


def test_a_report_holds_measures_provenance_scores_and_a_picture(panel, scores, made, click, phantom, tmp_path):
    click(panel.export.ui.saveReportButton)
    report = json.loads((tmp_path / "case-report.json").read_text())
    assert [row["segment"] for row in report["measures"]] == list(NAMES)
    name = NAMES[0]
    expected_ml = np.count_nonzero(phantom[1].mask(name)) * phantom[0].geometry.voxel_volume_ml
    assert report["measures"][0]["volume_ml"] == pytest.approx(expected_ml)
    assert report["scores"]["rows"][-1]["dice"] == 1.0
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["case-report.json", *report["files"]])
    assert (tmp_path / "case.png").read_bytes().startswith(b"\x89PNG")


def test_files_are_replaced_only_after_asking(panel, made, click, tmp_path, monkeypatch):
    path = tmp_path / "case.seg.nrrd"
    path.write_text("mine")
    monkeypatch.setattr(slicer.util, "confirmOkCancelDisplay", lambda *_arguments, **_more: False)
    click(panel.export.ui.saveSegmentationButton)
    assert path.read_text() == "mine"
    monkeypatch.setattr(slicer.util, "confirmOkCancelDisplay", lambda *_arguments, **_more: True)
    click(panel.export.ui.saveSegmentationButton)
    assert path.read_bytes().startswith(b"NRRD")


def test_what_cannot_be_written_is_told(panel, made, click, tmp_path, monkeypatch):
    shown = []
    monkeypatch.setattr(slicer.util, "errorDisplay", lambda text, *_arguments, **_more: shown.append(text))
    (tmp_path / "file").write_text("")
    panel.export.ui.folderEdit.currentPath = str(tmp_path / "file")
    click(panel.export.ui.saveSegmentationButton)
    assert len(shown) == 1
    assert panel.export.ui.exportStatusLabel.text == shown[0]


def test_segments_that_overlap_are_not_squeezed_into_labels(panel, made, click, phantom, chest, tmp_path, monkeypatch):
    from medseg.mrml import segmentation_to_node

    shown = []
    monkeypatch.setattr(slicer.util, "errorDisplay", lambda text, *_arguments, **_more: shown.append(text))
    logic = slicer.modules.segmentations.logic()
    made.outputSegmentation = segmentation_to_node(phantom[1], slicer.mrmlScene, logic, chest, surface=False)
    panel.export.ui.formatSelector.currentIndex = 1
    click(panel.export.ui.saveSegmentationButton)
    assert ".seg.nrrd" in shown[0]
    assert not any(tmp_path.iterdir())


def test_without_a_result_nothing_can_be_saved(panel):
    panel.refresh()
    buttons = ("saveSegmentationButton", "saveScoresButton", "saveReportButton", "dicomButton")
    assert not any(getattr(panel.export.ui, name).enabled for name in buttons)


@pytest.mark.parametrize("name", ["", "a/b", "..", ".hidden", 'a"b'])
def test_a_name_that_is_none_is_refused(panel, made, name):
    panel.export.ui.fileNameEdit.text = name
    assert not panel.export.ui.saveSegmentationButton.enabled


def test_the_folder_is_remembered(panel, made, tmp_path):
    from MedSegModuleLib.Preferences import Preferences

    assert Preferences().exportFolder == tmp_path


class Dialog:
    """What Slicer's DICOM export dialog offers to scripts."""

    opened: ClassVar[list] = []

    def __init__(self, parent):
        self.scene = None

    def setMRMLScene(self, scene):
        self.scene = scene

    def execDialog(self, item):
        self.opened.append((self.scene, item))
        return True


def test_dicom_export_says_step_by_step_what_it_needs(panel, made, chest, monkeypatch):
    reasons = []

    def reason():
        panel.refresh()
        assert panel.export.ui.dicomButton.enabled == (panel.export.ui.dicomReasonLabel.text == "")
        return panel.export.ui.dicomReasonLabel.text

    monkeypatch.delattr(slicer, "qSlicerDICOMExportDialog", raising=False)
    reasons.append(reason())
    monkeypatch.setattr(slicer, "qSlicerDICOMExportDialog", Dialog, raising=False)
    monkeypatch.setattr(slicer.modules, "dicomPlugins", {}, raising=False)
    reasons.append(reason())
    monkeypatch.setattr(slicer.modules, "dicomPlugins", {"DICOMSegmentationPlugin": object}, raising=False)
    reasons.append(reason())
    chest.SetAttribute("DICOM.instanceUIDs", "1.2.3 1.2.4")
    reasons.append(reason())
    assert ["3D Slicer" in reasons[0], "QuantitativeReporting" in reasons[1], "DICOM module" in reasons[2], reasons[3]] == [
        True,
        True,
        True,
        "",
    ]


def test_dicom_export_opens_slicers_own_dialog_on_the_result(panel, made, chest, click, monkeypatch):
    monkeypatch.setattr(slicer, "qSlicerDICOMExportDialog", Dialog, raising=False)
    monkeypatch.setattr(slicer.modules, "dicomPlugins", {"DICOMSegmentationPlugin": object}, raising=False)
    monkeypatch.setattr(Dialog, "opened", [])
    chest.SetAttribute("DICOM.instanceUIDs", "1.2.3 1.2.4")
    panel.refresh()
    click(panel.export.ui.dicomButton)
    hierarchy = slicer.vtkMRMLSubjectHierarchyNode.GetSubjectHierarchyNode(slicer.mrmlScene)
    assert Dialog.opened == [(slicer.mrmlScene, hierarchy.GetItemByDataNode(made.outputSegmentation))]
