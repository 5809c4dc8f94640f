"""Visits to the panel from an empty scene to a closed one, as a user makes them; each step has its picture in `out/panel`."""

from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk
import slicer

from medseg.io import read_segmentation, read_volume

MODULE = Path(__file__).resolve().parents[3] / "MedSegModule" / "MedSegModule.py"
WORK_S = 120.0
BONE_HU = (200.0, 1000.0)
WINDOW_SIZE = (1400, 900)
TOLERANCE = 0.06  # other tests may leave a view at another zoom; what is missing or misplaced changes more
OPEN_AT_FIRST = ("inputCollapsibleButton", "methodCollapsibleButton")

pytestmark = pytest.mark.slow


class Visit:
    """What a visitor does."""

    def __init__(self, panel, click, wait_until) -> None:
        self.panel = panel
        self.click = click
        self.wait_until = wait_until

    @property
    def parameters(self):
        return self.panel.parameterNode

    @property
    def threshold(self):
        from MedSegModuleLib.Method import Method

        return self.panel.method.methods[Method.THRESHOLD]

    @property
    def result(self):
        return self.parameters.outputSegmentation

    def load(self, path: Path):
        node = self.panel.logic.loadFile(path)
        self.panel.input.choose(node)
        self.wait_until(lambda: self.parameters.inputVolume is node)
        return node

    def choose_range(self, lower: float, upper: float) -> None:
        self.click(self.threshold.ui.rangeRadioButton)
        self.threshold.ui.rangeWidget.setValues(lower, upper)
        self.wait_until(lambda: self.bounds() == (lower, upper))

    def bounds(self) -> tuple[float, float]:
        return self.parameters.thresholdRange.minimum, self.parameters.thresholdRange.maximum

    def segment(self):
        self.wait_until(lambda: self.panel.segment.ui.segmentButton.enabled)
        self.click(self.panel.segment.ui.segmentButton)
        self.wait_until(lambda: not self.panel.isBusy, WORK_S)
        return self.result

    def evaluate(self, reference) -> None:
        self.unfold(self.panel.evaluate.ui.evaluateSectionButton)
        self.parameters.reference = reference
        self.wait_until(lambda: self.panel.evaluate.ui.evaluateButton.enabled)
        self.click(self.panel.evaluate.ui.evaluateButton)
        self.wait_until(lambda: not self.panel.isBusy, WORK_S)

    def unfold(self, button) -> None:
        button.collapsed = False
        self.show(button)

    def show(self, widget) -> None:
        """Scroll the panel so that a widget stands at its top."""
        import qt

        area = slicer.util.mainWindow().findChild("QScrollArea")
        for _ in range(3):  # sections that open or close take their room bit by bit
            slicer.app.processEvents()
            area.verticalScrollBar().setValue(widget.mapTo(area.widget(), qt.QPoint(0, 0)).y())
        slicer.app.processEvents()

    def scores(self) -> dict[str, dict[str, str]]:
        """The table of scores, by the name of the row."""
        table = self.parameters.scores
        names = [table.GetColumnName(column) for column in range(table.GetNumberOfColumns())]
        rows = [[table.GetCellText(row, column) for column in range(len(names))] for row in range(table.GetNumberOfRows())]
        return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


@pytest.fixture
def visit(panel, click, wait_until):
    """A visitor to the panel as it is when it is new; other tests may have opened its sections."""
    slicer.util.mainWindow().resize(*WINDOW_SIZE)
    visit = Visit(panel, click, wait_until)
    for section in (*panel.sections.values(), visit.threshold):
        for name, widget in vars(section.ui).items():
            if widget.className() == "ctkCollapsibleButton":
                widget.collapsed = name not in OPEN_AT_FIRST
    visit.show(panel.input.widget)
    return visit


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A chest CT as DICOM files, and the truth about it."""
    from medseg.sample import write_sample

    folder = tmp_path_factory.mktemp("study")
    write_sample("chest-ct", folder / "phantom")
    return folder / "phantom"


def _masks(node, volume_node) -> dict[str, np.ndarray]:
    """The voxels of each segment on the image's grid."""
    segmentation = node.GetSegmentation()
    identifiers = [segmentation.GetNthSegmentID(number) for number in range(segmentation.GetNumberOfSegments())]
    return {
        segmentation.GetSegment(identifier).GetName(): slicer.util.arrayFromSegmentBinaryLabelmap(node, identifier, volume_node)
        > 0
        for identifier in identifiers
    }


def _red_pixels(widget) -> int:
    """How many pixels of a view are red."""
    import qt

    picture = widget.grab().toImage().convertToFormat(qt.QImage.Format_RGB888)
    bits = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.bytesPerLine())
    colours = bits[:, : picture.width() * 3].reshape(picture.height(), picture.width(), 3).astype(int)
    return int(((colours[..., 0] - colours[..., 1]) > 40).sum())


def test_a_chest_ct_from_loading_to_an_undone_step(visit, study, picture):
    picture("01-start", tolerance=TOLERANCE)
    ct = visit.load(study / "dicom")
    picture("02-loaded", tolerance=TOLERANCE)
    red = slicer.app.layoutManager().sliceWidget("Red").sliceView()
    before = _red_pixels(red)
    visit.choose_range(-950.0, -500.0)
    assert _red_pixels(red) > before + 1000
    picture("03-live-threshold", tolerance=0.2)  # its opacity pulses
    visit.click(visit.threshold.ui.presetRadioButton)
    node = visit.segment()
    picture("04-segmented", tolerance=TOLERANCE)
    truth = read_segmentation(study / "reference.seg.nrrd", read_volume(study / "dicom").geometry)
    masks = _masks(node, ct)
    assert sorted(masks) == ["Left lung", "Right lung"]
    for name, mask in masks.items():
        expected = truth.mask(name)
        assert 2 * (mask & expected).sum() / (mask.sum() + expected.sum()) > 0.97
    reference = slicer.util.loadSegmentation(str(study / "reference.seg.nrrd"))
    reference.GetDisplayNode().SetVisibility(False)  # it holds the whole body
    visit.evaluate(reference)
    visit.show(visit.panel.evaluate.ui.evaluateButton)
    picture("05-scores", tolerance=TOLERANCE)
    assert float(visit.scores()["Left lung"]["dice"]) > 0.97
    visit.click(visit.panel.evaluate.ui.agreementButton)
    picture("06-errors-in-colour", tolerance=TOLERANCE)
    visit.click(visit.panel.evaluate.ui.agreementButton)
    visit.click(visit.panel.evaluate.ui.plotsButton)
    picture("07-plot", tolerance=TOLERANCE)
    visit.click(visit.panel.evaluate.ui.slicesButton)
    visit.show(visit.panel.segment.ui.undoButton)
    visit.click(visit.panel.segment.ui.undoButton)
    assert visit.result is None
    visit.show(visit.panel.segment.ui.segmentButton)
    picture("08-undone", tolerance=TOLERANCE)


def test_networks_and_a_threshold_side_by_side(visit, study, picture):
    from medseg.mrml import segmentation_to_node
    from medseg.mrml.comparison_scene import method_node

    ct = visit.load(study / "dicom")
    truth = read_segmentation(study / "reference.seg.nrrd", read_volume(study / "dicom").geometry)
    lungs = truth.selected(["Right lung", "Left lung"])
    logic = slicer.modules.segmentations.logic()
    visit.parameters.reference = segmentation_to_node(lungs, slicer.mrmlScene, logic, ct, surface=False)
    visit.click(visit.threshold.ui.presetRadioButton)
    section = visit.panel.compare
    visit.unfold(section.ui.compareSectionButton)
    visit.click(section.ui.cnnCheckBox)
    visit.click(section.ui.unetCheckBox)
    visit.wait_until(lambda: section.ui.compareButton.enabled)
    visit.click(section.ui.compareButton)
    visit.wait_until(lambda: not section.isRunning, WORK_S)
    visit.wait_until(lambda: section.ui.sideBySideButton.visible)
    visit.show(section.ui.compareButton)
    visit.click(section.ui.sideBySideButton)
    for number in range(3):
        masks = _masks(method_node(visit.parameters.comparison, number), ct)
        for name, mask in masks.items():
            assert 2 * (mask & lungs.mask(name)).sum() / (mask.sum() + lungs.mask(name).sum()) > 0.95
    picture("09-side-by-side", tolerance=TOLERANCE)


def test_a_real_dicom_series_is_segmented_shown_and_scored(visit, data_dir, picture):
    folder = next(path.parent for path in sorted((data_dir / "ct_thigh_rtstruct").rglob("*.dcm")))
    ct = visit.load(folder)
    visit.choose_range(*BONE_HU)
    node = visit.segment()
    array = slicer.util.arrayFromVolume(ct)
    expected = sitk.GetArrayFromImage(sitk.BinaryThreshold(sitk.GetImageFromArray(array), *BONE_HU)).astype(bool)
    (mask,) = _masks(node, ct).values()
    np.testing.assert_array_equal(mask, expected)
    display = node.GetDisplayNode()
    assert display.GetOpacity2DFill() == pytest.approx(0.35)
    assert node.GetSegmentation().GetNthSegment(0).GetColor()[0] > 0.6
    assert node.GetClosedSurfaceInternalRepresentation(node.GetSegmentation().GetNthSegmentID(0)).GetNumberOfPoints() > 1000
    picture("09-real-series", tolerance=TOLERANCE)


@pytest.mark.usefixtures("reloads")
def test_a_scene_that_was_saved_comes_back_with_its_panel_and_a_reload_keeps_it(visit, study, tmp_path, picture):
    ct = visit.load(study / "dicom")
    visit.choose_range(150.0, 700.0)
    visit.parameters.segmentName = "Dense"
    visit.parameters.fillOpacity = 0.6
    before = _masks(visit.segment(), ct)["Dense"]
    assert slicer.util.saveScene(str(tmp_path / "case.mrb"))
    slicer.mrmlScene.Clear(False)
    slicer.app.processEvents()
    assert visit.parameters.inputVolume is None
    picture("10-closed", tolerance=TOLERANCE)
    slicer.util.loadScene(str(tmp_path / "case.mrb"))
    visit.wait_until(lambda: visit.parameters.inputVolume is not None)
    assert visit.parameters.segmentName == "Dense"
    assert visit.parameters.fillOpacity == pytest.approx(0.6)
    assert visit.bounds() == (150.0, 700.0)
    np.testing.assert_array_equal(_masks(visit.result, visit.parameters.inputVolume)["Dense"], before)
    picture("11-reopened", tolerance=TOLERANCE)
    visit.panel.onReload()
    panel = slicer.modules.medsegmodule.widgetRepresentation().self()
    assert panel is not visit.panel
    visit.panel = panel
    visit.wait_until(lambda: panel.parameterNode is not None and panel.parameterNode.segmentName == "Dense")
    again = _masks(visit.segment(), visit.parameters.inputVolume)
    np.testing.assert_array_equal(again["Dense"], before)
