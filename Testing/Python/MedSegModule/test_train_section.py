"""Training through the panel: real clicks, a real child process, a network that learns in seconds."""

import os
import sys
import time
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from train_data import make_ball

slicer = pytest.importorskip("slicer", reason="needs the package slicer-core")
pytest.importorskip("torch", reason="needs the extra networks")

PAIRS = 4
SECONDS = 600.0  # a busy machine takes minutes to load PyTorch
PROMPT_S = 5.0  # more than a busy machine needs
EPOCHS = 25
LONG_EPOCHS = 40


@pytest.fixture
def balls(scene, panel):
    """Four images with a ball, and segmentations that say where it is."""
    from medseg.mrml import segmentation_to_node, volume_to_node

    logic = slicer.modules.segmentations.logic()
    nodes = []
    for seed in range(PAIRS):
        volume, truth = make_ball(seed)
        image = volume_to_node(volume, scene)
        nodes.append((image, segmentation_to_node(truth, scene, logic, image, surface=False)))
    return nodes


@pytest.fixture
def train(panel, balls, click, tmp_path, monkeypatch):
    """The section, unfolded, with four pairs that were added by clicks."""
    from MedSegModuleLib.Preferences import Preferences
    from MedSegModuleLib.Training.TrainImageKind import TrainImageKind
    from MedSegModuleLib.Training.TrainNetwork import TrainNetwork

    monkeypatch.setenv("MEDSEG_MODELS", str(tmp_path / "models"))
    section = panel.train
    Preferences().threads = 1
    section.ui.trainSectionButton.collapsed = False
    for image, segmentation in balls:
        section.ui.imageSelector.setCurrentNode(image)
        section.ui.segmentSelector.setCurrentNode(segmentation)
        click(section.ui.addButton)
        panel.refresh()
    pack = panel.parameterNode.training
    pack.imageKind, pack.network, pack.size = TrainImageKind.MR, TrainNetwork.CNN, 32
    pack.epochs, pack.heldOut, pack.augment = EPOCHS, 25, False
    pack.target, pack.name, pack.outputFolder = "ball", "Balls", tmp_path / "trained"
    panel.refresh()
    yield section
    section._poller.abandon()
    section.ui.trainSectionButton.collapsed = True
    Preferences().threads = None


def charts():
    """The charts of the scene by their titles: points of their lines by name."""
    found = {}
    for node in slicer.util.getNodesByClass("vtkMRMLPlotChartNode"):
        lines = [node.GetNthPlotSeriesNode(number) for number in range(node.GetNumberOfPlotSeriesNodes())]
        found[node.GetTitle()] = {line.GetName(): line.GetTableNode().GetTable().GetNumberOfRows() for line in lines}
    return found


def test_pairs_are_added_and_removed_by_clicks(panel, train, balls, click):
    table = train.ui.pairsTable
    assert table.rowCount == PAIRS
    assert [table.item(row, 0).text() for row in range(PAIRS)] == [image.GetName() for image, _ in balls]
    assert [table.item(row, 1).text() for row in range(PAIRS)] == ["ball"] * PAIRS
    assert not train.ui.removeButton.enabled
    table.selectRow(1)
    assert train.ui.removeButton.enabled
    click(train.ui.removeButton)
    panel.refresh()
    assert table.rowCount == PAIRS - 1
    assert [pair.image for pair in panel.parameterNode.trainPairs] == [balls[number][0] for number in (0, 2, 3)]


def test_a_pair_that_is_added_again_gets_the_patient_that_is_written_now(panel, train, balls, click):
    train.ui.imageSelector.setCurrentNode(balls[0][0])
    train.ui.segmentSelector.setCurrentNode(balls[0][1])
    train.ui.patientEdit.text = "A"
    click(train.ui.addButton)
    panel.refresh()
    assert train.ui.pairsTable.rowCount == PAIRS
    assert train.ui.pairsTable.item(PAIRS - 1, 2).text() == "A"
    assert train.ui.patientEdit.text == ""


def test_a_deleted_image_is_named_in_the_table_and_refused(panel, train, balls, scene, click):
    scene.RemoveNode(balls[1][0])
    panel.refresh()
    assert train.ui.pairsTable.item(1, 0).text() == "deleted"
    click(train.ui.checkButton)
    assert train.ui.failureLabel.text.startswith("Pair 2: its image or segment was deleted.")


def test_each_source_shows_its_own_fields(panel, train, click):
    ui = train.ui
    click(ui.folderButton)
    panel.refresh()
    assert (ui.scenePage.isVisible(), ui.folderPage.isVisible(), ui.pairsTable.isVisible()) == (False, True, False)
    click(ui.configButton)
    panel.refresh()
    assert (ui.configPage.isVisible(), ui.networkPage.isVisible(), ui.resultPage.isVisible()) == (True, False, True)
    assert ui.reasonLabel.text == "Choose a configuration, a YAML file."
    assert not ui.trainButton.enabled
    click(ui.sceneButton)
    panel.refresh()
    assert ui.trainButton.enabled


def test_the_check_says_how_much_there_is_and_about_how_long_it_takes(train, click):
    click(train.ui.checkButton)
    words = train.ui.checkLabel.text
    assert words.startswith(f"{PAIRS} images of {PAIRS} patients, 1 held out, 0.0492 million voxels, about ")


def test_a_mask_on_another_grid_is_told_with_its_remedy(train, balls, click):
    balls[2][0].SetSpacing(1.0, 1.5, 2.0)
    click(train.ui.checkButton)
    assert "Pair 3: the segmentation lies on another grid" in train.ui.failureLabel.text
    assert "source geometry" in train.ui.failureLabel.text
    assert train.ui.checkLabel.text == ""


def test_what_is_missing_of_pytorch_can_be_installed(panel, train, monkeypatch, click):
    from MedSegModuleLib.NetworkPackages import NetworkPackages

    asked = []
    monkeypatch.setattr(NetworkPackages, "missing", lambda self: ["torch"])
    monkeypatch.setattr(NetworkPackages, "ensure", lambda self: asked.append(1))
    panel.refresh()
    assert train.ui.reasonLabel.text.startswith("Training needs torch")
    assert not train.ui.trainButton.enabled
    click(train.ui.installPackagesButton)
    assert asked == [1]


def test_a_network_is_trained_drawn_installed_and_finds_the_ball(panel, train, balls, click, wait_until, picture):
    from medseg.mrml import volume_to_node

    click(train.ui.trainButton)
    assert train.ui.trainButton.text == "Cancel"
    assert not train.ui.networkPage.enabled
    assert panel.segment.ui.segmentButton is not None
    wait_until(lambda: charts().get("Loss"), SECONDS)
    assert slicer.app.layoutManager().layout == slicer.vtkMRMLLayoutNode.SlicerLayoutThreeOverThreePlotView
    wait_until(lambda: not train.isRunning, SECONDS)
    assert train.ui.failureLabel.text == ""
    assert charts()["Loss"] == {"Training": EPOCHS, "Validation": EPOCHS}
    assert charts()["Dice"] == {"Training": EPOCHS, "Validation": EPOCHS}
    assert train.ui.statusLabel.text.startswith("Done in ")
    picture("train-done", tolerance=0.2)
    click(train.ui.installButton)
    wait_until(lambda: not train._installer.isRunning, SECONDS)
    panel.refresh()
    assert train.ui.statusLabel.text == "Installed as balls, and chosen under Method."
    volume, truth = make_ball(100)
    image = volume_to_node(volume, slicer.mrmlScene)
    panel.input.choose(image)
    panel.refresh()
    assert panel.parameterNode.method.value == "cnn"
    wait_until(lambda: panel.segment.ui.segmentButton.enabled)
    click(panel.segment.ui.segmentButton)
    wait_until(lambda: not panel.isBusy, SECONDS)
    node = panel.parameterNode.outputSegmentation
    identifier = node.GetSegmentation().GetNthSegmentID(0)
    assert node.GetSegmentation().GetSegment(identifier).GetName() == "Ball"
    found = slicer.util.arrayFromSegmentBinaryLabelmap(node, identifier, image) > 0
    expected = truth.mask("ball")
    assert 2 * np.count_nonzero(found & expected) / (found.sum() + expected.sum()) > 0.8  # a CNN sees a quarter of 32 pixels


def test_a_training_is_cancelled_at_once_leaves_no_process_and_is_resumed(panel, train, click, wait_until):
    panel.parameterNode.training.epochs = LONG_EPOCHS
    panel.refresh()
    click(train.ui.trainButton)
    wait_until(lambda: len(train._poller.run.history.rows) >= 2, SECONDS)
    process = train._poller.run._work._job._job.process_id
    start = time.perf_counter()
    click(train.ui.trainButton)
    assert time.perf_counter() - start < PROMPT_S
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    assert train.ui.statusLabel.text == "Cancelled. Resume goes on where it was."
    assert not train.ui.installButton.isVisible()
    before = epochs(panel)
    assert 2 <= len(before) < LONG_EPOCHS
    click(train.ui.resumeButton)
    wait_until(lambda: not train.isRunning, SECONDS)
    assert train.ui.failureLabel.text == ""
    after = epochs(panel)
    assert list(after) == list(range(1, LONG_EPOCHS + 1))
    assert {epoch: after[epoch] for epoch in before} == before
    assert train.ui.installButton.isVisible()
    assert not train.ui.resumeButton.isVisible()


def test_a_new_training_in_the_folder_of_an_interrupted_one_is_asked_about(panel, train, click, monkeypatch):
    from MedSegModuleLib.Training.orderFile import writeOrder
    from MedSegModuleLib.Training.trainConfig import trainingParameters

    output = panel.parameterNode.training.outputFolder
    writeOrder(trainingParameters(panel.parameterNode), output)
    (output / "checkpoint.safetensors").write_bytes(b"x")
    panel.refresh()
    asked = []
    monkeypatch.setattr(slicer.util, "confirmOkCancelDisplay", lambda text, **_: bool(asked.append(text)))
    click(train.ui.trainButton)
    assert "Begin anew" in asked[0]
    assert not train.isRunning
    assert train.ui.resumeButton.isVisible()


def test_a_training_outlives_its_scene(panel, train, click, wait_until):
    panel.parameterNode.training.epochs = LONG_EPOCHS
    panel.refresh()
    click(train.ui.trainButton)
    wait_until(lambda: charts().get("Loss"), SECONDS)
    slicer.mrmlScene.Clear(False)
    slicer.app.processEvents()
    assert train.isRunning
    wait_until(lambda: charts().get("Loss"), SECONDS)
    assert min(epochs(panel)) == 1
    click(train.ui.trainButton)
    assert not train.isRunning


def epochs(panel):
    """The loss of each epoch that the scene holds."""
    table = panel.parameterNode.trainHistory.GetTable()
    numbers, losses = table.GetColumnByName("epoch"), table.GetColumnByName("train_loss")
    return {numbers.GetValue(row): losses.GetValue(row) for row in range(table.GetNumberOfRows())}
