"""Scoring by the logic alone."""

import csv

import numpy as np
import pytest

from medseg.errors import GeometryMismatchError, InputError
from medseg.volume import Segment, Segmentation


@pytest.fixture
def put(parameters, scene, phantom):
    """Put masks into the scene as a segmentation node on the image's grid: `put(name, {"A": mask})`."""
    import slicer

    from medseg.mrml import segmentation_to_node

    def put(name, masks):
        segments = {Segment(key): mask for key, mask in masks.items()}
        segmentation = Segmentation.from_masks(phantom[0].geometry, segments, name)
        logic = slicer.modules.segmentations.logic()
        return segmentation_to_node(segmentation, scene, logic, parameters.inputVolume, surface=False)

    return put


@pytest.fixture
def boxes(parameters, put):
    """A result and a reference of 8 x 8 x 8 voxels that share half of them."""
    masks = [np.zeros((32, 64, 64), np.bool_) for _ in range(2)]
    masks[0][10:18, 10:18, 10:18] = True
    masks[1][10:18, 10:18, 14:22] = True
    parameters.outputSegmentation = put("result", {"box": masks[0]})
    parameters.reference = put("truth", {"box": masks[1]})
    return parameters


def cell(table, row, name):
    return table.GetTable().GetValueByName(row, name)


def test_scores_are_those_of_the_voxels(logic, boxes):
    table = logic.evaluate(boxes)
    assert table is boxes.scores
    assert cell(table, 0, "segment").ToString() == "box"
    counts = {name: cell(table, 0, name).ToInt() for name in ("true_positive", "false_positive", "false_negative")}
    assert counts == {"true_positive": 256, "false_positive": 256, "false_negative": 256}
    assert cell(table, 0, "dice").ToDouble() == 0.5
    assert cell(table, 0, "iou").ToDouble() == pytest.approx(1 / 3)


def test_where_both_agree_is_coloured(logic, boxes, scene):
    from medseg.mrml import node_to_segmentation

    logic.evaluate(boxes)
    agreement = node_to_segmentation(boxes.agreement)
    assert sorted(int(agreement.mask(name).sum()) for name in agreement.names) == [256, 256, 256]
    assert not boxes.agreement.GetDisplayNode().GetVisibility()


def test_showing_the_agreement_puts_the_others_aside_and_back(logic, boxes):
    logic.evaluate(boxes)
    nodes = (boxes.agreement, boxes.outputSegmentation, boxes.reference)
    boxes.reference.GetDisplayNode().SetVisibility(False)
    logic.showAgreement(boxes, True)
    assert [bool(node.GetDisplayNode().GetVisibility()) for node in nodes] == [True, False, False]
    logic.showAgreement(boxes, False)
    assert [bool(node.GetDisplayNode().GetVisibility()) for node in nodes] == [False, True, False]


def test_scoring_again_uses_the_same_nodes(logic, boxes, scene):
    first = logic.evaluate(boxes)
    agreement, count = boxes.agreement, scene.GetNumberOfNodes()
    assert logic.evaluate(boxes) is first
    assert boxes.agreement is agreement
    assert scene.GetNumberOfNodes() == count


def test_a_child_gives_the_same_scores(logic, boxes, monkeypatch):
    from MedSegModuleLib import workCost
    from MedSegModuleLib.exports import tableRows

    here = tableRows(logic.evaluate(boxes))
    monkeypatch.setattr(workCost, "QUICK_SECONDS", 0.0)
    assert tableRows(logic.evaluate(boxes)) == here


def test_a_reference_on_another_grid_is_refused_until_resampling_is_asked_for(logic, boxes, scene):
    import vtk

    matrix = vtk.vtkTransform()
    matrix.Translate(1.7, 0, 0)
    transform = scene.AddNewNodeByClass("vtkMRMLLinearTransformNode")
    transform.SetMatrixTransformToParent(matrix.GetMatrix())
    boxes.reference.SetAndObserveTransformNodeID(transform.GetID())
    with pytest.raises(GeometryMismatchError, match="resampling"):
        logic.evaluate(boxes)
    boxes.evaluation.resample = True
    assert 0.3 < cell(logic.evaluate(boxes), 0, "dice").ToDouble() < 0.7


def test_what_is_missing_is_said(logic, boxes, scene):
    reference = boxes.reference
    assert logic.whyNotEvaluable(boxes) is None
    boxes.reference = boxes.outputSegmentation
    assert "is the result itself" in logic.whyNotEvaluable(boxes)
    boxes.reference = None
    assert "Choose the reference" in logic.whyNotEvaluable(boxes)
    with pytest.raises(InputError, match="Choose the reference"):
        logic.evaluate(boxes)
    boxes.reference = reference
    scene.RemoveNode(boxes.outputSegmentation)
    assert "Make a segmentation first" in logic.whyNotEvaluable(boxes)


def test_scores_can_be_had_without_the_image(logic, boxes, scene):
    scene.RemoveNode(boxes.inputVolume)
    assert cell(logic.evaluate(boxes), 0, "dice").ToDouble() == 0.5


def test_the_table_and_the_charts_are_shown_beside_the_slices(logic, boxes):
    import slicer

    logic.evaluate(boxes)
    selection = slicer.app.applicationLogic().GetSelectionNode()
    logic.showScores(boxes)
    assert slicer.app.layoutManager().layout == slicer.vtkMRMLLayoutNode.SlicerLayoutFourUpTableView
    assert selection.GetActiveTableID() == boxes.scores.GetID()
    charts = logic.showPlots(boxes, 1)
    assert slicer.app.layoutManager().layout == slicer.vtkMRMLLayoutNode.SlicerLayoutFourUpPlotView
    assert selection.GetActivePlotChartID() == charts[1].GetID()


def test_without_scores_there_is_nothing_to_show_or_to_write(logic, parameters, tmp_path):
    for act in (logic.showScores, logic.showPlots, lambda node: logic.exportScores(node, tmp_path / "scores.csv")):
        with pytest.raises(InputError, match="evaluate a segmentation first"):
            act(parameters)


def test_scores_are_written_with_all_their_digits(logic, boxes, tmp_path):
    logic.evaluate(boxes)
    path = logic.exportScores(boxes, tmp_path / "scores.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["segment"] for row in rows] == ["box", "overall"]
    assert float(rows[0]["iou"]) == cell(boxes.scores, 0, "iou").ToDouble()
    assert int(rows[0]["true_positive"]) == 256


@pytest.mark.parametrize("suffix", [".seg.nrrd", ".nii.gz", ".nrrd", ".mha"])
def test_a_segmentation_is_written_voxel_by_voxel(logic, boxes, tmp_path, phantom, suffix):
    from medseg.io import read_segmentation

    path = logic.exportSegmentation(boxes, tmp_path / f"box{suffix}")
    found = read_segmentation(path, phantom[0].geometry)
    assert found.geometry.matches(phantom[0].geometry)
    assert np.argwhere(found.union()).min(axis=0).tolist() == [10, 10, 10]
    assert int(found.union().sum()) == 512


def test_an_export_without_segments_or_to_nowhere_says_why(logic, boxes, parameters, tmp_path):
    from medseg.errors import WriteError

    with pytest.raises(WriteError, match=r"\.seg\.nrrd"):
        logic.exportSegmentation(boxes, tmp_path / "box.doc")
    boxes.outputSegmentation = None
    with pytest.raises(InputError, match="got none"):
        logic.exportSegmentation(boxes, tmp_path / "box.nrrd")
