"""Methods compared from the panel on a chest CT and a film of real people."""

import numpy as np
import pytest
import slicer

from medseg.io import read_segmentation, read_volume
from medseg.metrics import evaluate
from medseg.records import EvaluationParameters, ThresholdParameters
from medseg.segment import segment_with_threshold

SECONDS = 400.0  # a machine that does other things too
LOWEST_DICE = 0.95

pytestmark = pytest.mark.slow


@pytest.fixture
def opened(panel, data_dir):
    """The section open on a file, with the mask of people who know as reference: `opened(image, mask)`."""
    from medseg.mrml import segmentation_to_node

    def open_it(image, mask):
        node = panel.logic.loadFile(data_dir / image)
        truth = read_segmentation(data_dir / mask, read_volume(data_dir / image).geometry)
        logic = slicer.modules.segmentations.logic()
        panel.input.choose(node)
        panel.parameterNode.reference = segmentation_to_node(truth, slicer.mrmlScene, logic, node, surface=False)
        panel.compare.ui.compareSectionButton.collapsed = False
        panel.refresh()
        return node, truth

    return open_it


def column(table, title):
    """Texts of a method's column, by metric."""
    heads = [table.horizontalHeaderItem(number).text().replace("\n", " ") for number in range(table.columnCount)]
    return {table.verticalHeaderItem(row).text(): table.item(row, heads.index(title)).text() for row in range(table.rowCount)}


def union(node, image):
    segmentation = node.GetSegmentation()
    identifiers = [segmentation.GetNthSegmentID(number) for number in range(segmentation.GetNumberOfSegments())]
    return np.any([slicer.util.arrayFromSegmentBinaryLabelmap(node, one, image) > 0 for one in identifiers], axis=0)


def test_thresholds_and_networks_on_a_chest_ct(panel, opened, click, wait_until, data_dir, picture):
    from medseg.mrml.comparison_scene import agreement_node, method_node
    from medseg.pipeline.compare import together

    image, truth = opened("ct_chest_lungs/id001-128x128x64.nii.gz", "ct_chest_lungs/id001-128x128x64-msk.nii.gz")
    section = panel.compare
    for box in (section.ui.presetCheckBox, section.ui.cnnCheckBox, section.ui.unetCheckBox, section.ui.togetherCheckBox):
        click(box)
    panel.parameterNode.compare.presetName = "aerated-lung"
    panel.refresh()
    click(section.ui.compareButton)
    wait_until(lambda: not section.isRunning, SECONDS)
    panel.refresh()
    volume = read_volume(data_dir / "ct_chest_lungs/id001-128x128x64.nii.gz")
    found = segment_with_threshold(volume, ThresholdParameters(preset="lungs"))
    table = panel.parameterNode.comparison
    assert np.array_equal(union(method_node(table, 0), image), found.union())
    expected = evaluate(together(found), together(truth), EvaluationParameters(), volume).overall
    texts = column(section.ui.comparedTable, "Threshold Lungs")
    assert texts["Dice"] == f"{expected.dice:.4f}"
    assert texts["HD95 mm"] == f"{expected.hd95_mm:.2f}"
    assert texts["accuracy"] == f"{expected.accuracy:.4f}"
    for network in ("CNN lungs-ct-cnn", "U-Net lungs-ct-unet"):
        assert float(column(section.ui.comparedTable, network)["Dice"]) > LOWEST_DICE
    assert float(column(section.ui.comparedTable, "Preset aerated-lung")["Dice"]) < 0.7  # the air around the patient
    click(section.ui.agreementViewButton)
    section.onMethodChosen(3)
    agreement = agreement_node(table, 3)
    network, reference = union(method_node(table, 3), image), truth.union()
    kinds = {"True positive": network & reference, "False positive": network & ~reference, "False negative": reference & ~network}
    for name, mask in kinds.items():
        identifier = agreement.GetSegmentation().GetSegmentIdBySegmentName(name)
        assert np.array_equal(slicer.util.arrayFromSegmentBinaryLabelmap(agreement, identifier, image) > 0, mask)
    titles = [section.ui.compareChartComboBox.itemText(number) for number in range(section.ui.compareChartComboBox.count)]
    assert {"Dice by slice position", "Threshold sweep", "ROC", "Precision and recall", "Dice in training"} <= set(titles)
    picture("12-compared")
    click(section.ui.sideBySideButton)
    picture("12-side-by-side")


def test_networks_on_a_film(panel, opened, click, wait_until, picture):
    film = "CHNCXR_0334_1.png"
    opened(f"cxr_lungs/images/{film}", f"cxr_lungs/masks/{film}")
    section = panel.compare
    for box in (section.ui.thresholdCheckBox, section.ui.cnnCheckBox, section.ui.unetCheckBox):
        click(box)
    panel.refresh()
    click(section.ui.compareButton)
    wait_until(lambda: not section.isRunning, SECONDS)
    panel.refresh()
    for network in ("CNN lungs-xray-cnn", "U-Net lungs-xray-unet"):
        assert float(column(section.ui.comparedTable, network)["Dice"]) > LOWEST_DICE
    assert not panel.parameterNode.previewOn  # it would lie over the agreement
    titles = [section.ui.compareChartComboBox.itemText(number) for number in range(section.ui.compareChartComboBox.count)]
    assert "ROC" in titles
    assert "Dice by slice position" not in titles
    picture("13-film-compared")
