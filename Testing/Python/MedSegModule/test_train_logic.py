"""Training without the panel: what is asked for, what is checked, what is kept."""

import csv
import json
import sys
from pathlib import Path

import numpy as np
import pytest

from medseg.errors import InputError

sys.path.insert(0, str(Path(__file__).parent))
from train_data import COLOUR, SHAPE, make_ball

slicer = pytest.importorskip("slicer", reason="needs the package slicer-core")

PAIRS = 4


@pytest.fixture
def make_pair(logic, scene):
    """Put a ball into the scene: gives its pair."""

    def make(seed, patient=""):
        from medseg.mrml import segmentation_to_node, volume_to_node
        from MedSegModuleLib.Training.TrainPair import TrainPair

        volume, truth = make_ball(seed)
        image = volume_to_node(volume, scene)
        node = segmentation_to_node(truth, scene, slicer.modules.segmentations.logic(), image, surface=False)
        return TrainPair(image=image, segmentation=node, segmentId=node.GetSegmentation().GetNthSegmentID(0), patient=patient)

    return make


@pytest.fixture
def training(logic, make_pair, tmp_path):
    """The parameter node with four pairs and a folder for the result."""
    from MedSegModuleLib.Training.TrainImageKind import TrainImageKind

    node = logic.getParameterNode()
    node.trainPairs = [make_pair(seed) for seed in range(PAIRS)]
    node.training.outputFolder = tmp_path / "trained"
    node.training.imageKind = TrainImageKind.MR
    node.training.size = 32
    node.training.heldOut = 25
    return node


@pytest.fixture
def parameters_of(logic):
    from MedSegModuleLib.Training.trainConfig import trainingParameters

    return trainingParameters


def test_without_images_nothing_can_be_trained(logic, training):
    assert logic.whyNotTrainable(training) is None
    training.trainPairs = []
    assert "Add images" in logic.whyNotTrainable(training)
    with pytest.raises(InputError, match="Add images"):
        logic.startTrain(training)


def test_each_source_says_what_it_lacks(logic, training, tmp_path):
    from MedSegModuleLib.Training.TrainSource import TrainSource

    training.training.source = TrainSource.FOLDER
    assert "folder that holds images" in logic.whyNotTrainable(training)
    training.training.source = TrainSource.CONFIG
    assert "configuration" in logic.whyNotTrainable(training)
    training.training.configFile = tmp_path / "train.yaml"
    assert logic.whyNotTrainable(training) is None
    training.training.outputFolder = Path()
    assert "folder for the result" in logic.whyNotTrainable(training)
    assert "no scene" in logic.whyNotTrainable(None)


def test_without_pytorch_the_remedy_is_named(logic, training, monkeypatch):
    from MedSegModuleLib.NetworkPackages import NetworkPackages

    monkeypatch.setattr(NetworkPackages, "missing", lambda self: ["torch", "monai"])
    assert logic.whyNotTrainable(training) == "Training needs torch, monai, which this Python does not have: click Install."


def test_choices_become_the_engines_parameters(training, parameters_of):
    from MedSegModuleLib.Training.TrainDimensions import TrainDimensions
    from MedSegModuleLib.Training.TrainImageKind import TrainImageKind
    from MedSegModuleLib.Training.TrainNetwork import TrainNetwork

    pack = training.training
    pack.name, pack.target, pack.epochs, pack.seed = "My Ball 2", "Ball", 7, 3
    found = parameters_of(training)
    assert (found.name, found.title, found.target, found.method) == ("my-ball-2", "My Ball 2", "ball", "unet")
    assert (found.loop.epochs, found.loop.seed, found.split.validation, found.split.test) == (7, 3, 0.25, 0.0)
    assert found.input["size"] == [32, 32]
    assert found.input["normalisation"] == "percentiles"
    assert found.output["segments"] == [{"name": "Ball", "color": [round(255 * part) for part in COLOUR]}]
    pack.network, pack.dimensions, pack.imageKind, pack.size = (
        TrainNetwork.CNN,
        TrainDimensions.CONTEXT,
        TrainImageKind.CT_SOFT,
        0,
    )
    found = parameters_of(training)
    assert (found.method, found.input["context_slices"], found.input["size"]) == ("cnn", 1, [256, 256])
    assert (found.input["unit"], found.input["window"], found.input["normalisation"]) == ("HU", [-160.0, 240.0], "window")
    pack.dimensions, pack.augment = TrainDimensions.THREE, False
    found = parameters_of(training)
    assert (found.input["size"], found.input["fit"], found.augment.rotate_degrees) == ([96, 96, 96], "windows", 0.0)


def test_a_model_to_begin_with_brings_its_network_and_its_input(training, parameters_of, monkeypatch, tmp_path):
    from medseg.errors import ModelNotFoundError
    from medseg.models import ModelCard
    from medseg.training.draft_card import draft_card

    monkeypatch.setenv("MEDSEG_MODELS", str(tmp_path / "models"))
    training.training.name, training.training.size = "first", 64
    card = draft_card(parameters_of(training))
    (tmp_path / "models" / "first").mkdir(parents=True)
    (tmp_path / "models" / "first" / "model.json").write_text(json.dumps(card.to_json()))
    training.training.name, training.training.size, training.training.initial = "second", 32, "first"
    found = parameters_of(training)
    assert (found.name, found.loop.initial, found.input["size"]) == ("second", "first", [64, 64])
    assert ModelCard.from_json(card.to_json()).architecture.to_json() == found.architecture
    training.training.initial = "gone"
    with pytest.raises(ModelNotFoundError, match="gone"):
        parameters_of(training)


@pytest.mark.parametrize("dimensions", ["TWO", "CONTEXT", "THREE"])
@pytest.mark.parametrize("network", ["UNET", "CNN"])
def test_every_choice_makes_a_card_that_the_engine_takes(training, parameters_of, dimensions, network):
    from medseg.training.draft_card import draft_card
    from MedSegModuleLib.Training.TrainDimensions import TrainDimensions
    from MedSegModuleLib.Training.TrainImageKind import TrainImageKind
    from MedSegModuleLib.Training.TrainNetwork import TrainNetwork

    training.training.dimensions = TrainDimensions[dimensions]
    training.training.network = TrainNetwork[network]
    for kind in TrainImageKind:
        training.training.imageKind = kind
        card = draft_card(parameters_of(training))
        assert card.method == network.lower()
        assert card.input.dimensions == (3 if dimensions == "THREE" else 2)


def test_a_folder_of_pictures_is_found_by_patterns(logic, training, tmp_path):
    from PIL import Image

    from MedSegModuleLib.Training.TrainSource import TrainSource

    for part in ("images", "masks"):
        (tmp_path / part).mkdir()
        for number in range(6):
            Image.fromarray(np.full((20, 30), number, np.uint8)).save(tmp_path / part / f"p{number // 2}-{number}.png")
    pack = training.training
    pack.source, pack.imagesFolder, pack.patientPattern = TrainSource.FOLDER, tmp_path, r"p\d"
    check = logic.checkTraining(training)
    assert (check.pairs, check.patients, check.voxels) == (6, 3, 6 * 20 * 30)
    assert (check.trained, check.heldOut) == (4, 2)
    pack.maskPattern = "elsewhere/{name}"
    with pytest.raises(InputError, match="mask"):
        logic.checkTraining(training)


def test_the_check_counts_pairs_patients_and_voxels(logic, training, make_pair):
    training.trainPairs = [make_pair(number, patient="AB"[number % 2]) for number in range(4)]
    check = logic.checkTraining(training)
    assert (check.pairs, check.patients, check.voxels) == (4, 2, 4 * int(np.prod(SHAPE)))
    assert check.trained + check.heldOut == 4
    assert check.seconds > 0
    training.training.epochs *= 100
    longer = logic.checkTraining(training).seconds
    assert longer > check.seconds
    training.training.epochs, training.training.minutes = 10000, 2
    assert logic.checkTraining(training).seconds == pytest.approx(120, abs=30)


def test_a_mask_on_another_grid_is_refused_with_a_remedy(logic, training):
    training.trainPairs[1].image.SetSpacing(1.5, 1.5, 2.0)
    with pytest.raises(InputError, match="Pair 2: the segmentation lies on another grid"):
        logic.checkTraining(training)


def test_what_was_deleted_or_is_empty_is_named_by_its_number(logic, training, scene):
    segmentation = training.trainPairs[2].segmentation
    empty = segmentation.GetSegmentation().AddEmptySegment("empty", "empty")
    pairs = list(training.trainPairs)
    pairs[2].segmentId = empty
    with pytest.raises(InputError, match="Pair 3: the segment is empty"):
        logic.checkTraining(training)
    scene.RemoveNode(segmentation)
    with pytest.raises(InputError, match="Pair 3: its image or segment was deleted"):
        logic.checkTraining(training)


def test_pairs_become_files_that_name_nobody(training, tmp_path):
    from medseg.io import read_segmentation, read_volume
    from MedSegModuleLib.Training.pairFiles import PAIRS_TABLE, pairWriters

    training.trainPairs[0].image.SetName("Doe^John")
    for write in pairWriters(list(training.trainPairs), tmp_path):
        write()
    with (tmp_path / PAIRS_TABLE).open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["image"] for row in rows] == [f"image-{number:04d}.nii" for number in range(1, PAIRS + 1)]
    for seed, row in enumerate(rows):
        volume, truth = make_ball(seed)
        folder = (tmp_path / PAIRS_TABLE).parent
        np.testing.assert_array_equal(read_volume(folder / row["image"]).array, volume.array)
        found = read_segmentation(folder / row["mask"], volume.geometry)
        np.testing.assert_array_equal(found.mask(found.names[0]), truth.mask("ball"))
    assert not any(b"Doe" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_segments_of_one_name_are_told_apart(make_pair):
    from MedSegModuleLib.Training.pairFiles import readPair

    pair = make_pair(0)
    segmentation = pair.segmentation.GetSegmentation()
    copy = slicer.vtkSegment()
    copy.DeepCopy(segmentation.GetSegment(pair.segmentId))
    segmentation.AddSegment(copy, "second")
    slicer.util.updateSegmentBinaryLabelmapFromArray(np.ones(SHAPE, np.uint8), pair.segmentation, "second", pair.image)
    pair.segmentId = "second"
    _, mask = readPair(pair, 1)
    assert mask.mask(mask.names[0]).all()


def test_everything_survives_saving_and_opening_the_scene(logic, training, scene, tmp_path):
    from MedSegModuleLib.Training.TrainNetwork import TrainNetwork

    training.training.network = TrainNetwork.CNN
    training.training.heldOut = 35
    training.trainPairs[3].patient = "D"
    names = [pair.image.GetName() for pair in training.trainPairs]
    assert slicer.util.saveScene(str(tmp_path / "case.mrb"))
    scene.Clear(False)
    slicer.util.loadScene(str(tmp_path / "case.mrb"))
    opened = logic.getParameterNode()
    assert (opened.training.network, opened.training.heldOut) == (TrainNetwork.CNN, 35)
    assert opened.training.outputFolder == tmp_path / "trained"
    assert [pair.image.GetName() for pair in opened.trainPairs] == names
    assert opened.trainPairs[3].patient == "D"
    assert logic.checkTraining(opened).pairs == PAIRS


def test_a_history_is_read_when_it_has_changed(tmp_path, logic):
    from MedSegModuleLib.Training.HistoryFile import HistoryFile

    history = HistoryFile(tmp_path)
    assert not history.hasChanged()
    path = tmp_path / "history.csv"
    path.write_text("epoch,train_loss,dice\n1,0.5,\n")
    assert history.hasChanged()
    assert history.rows[0]["epoch"] == 1
    assert np.isnan(history.rows[0]["dice"])
    assert history.best() is None
    assert not history.hasChanged()
    path.write_text("epoch,train_loss,dice\n1,0.5,\n2,0.4,0.8\n3,0.3,0.7\n")
    assert history.hasChanged()
    assert history.best()["epoch"] == 2


def test_a_folder_can_be_resumed_when_it_holds_a_checkpoint_and_no_model(logic, training, parameters_of):
    from MedSegModuleLib.Training.orderFile import readOrder, writeOrder

    output = training.training.outputFolder
    assert not logic.canResumeTraining(training)
    writeOrder(parameters_of(training), output)
    (output / "checkpoint.safetensors").write_bytes(b"x")
    assert logic.canResumeTraining(training)
    assert readOrder(output) == parameters_of(training)
    (output / "package").mkdir()
    (output / "package" / "model.json").write_text("{}")
    assert not logic.canResumeTraining(training)
    assert logic.hasTrainedModel(training)
    with pytest.raises(InputError, match="one that is done"):
        logic.resumeTrain(training)


def test_a_damaged_folder_is_refused(logic, training):
    output = training.training.outputFolder
    output.mkdir()
    (output / "panel.json").write_text("{")
    with pytest.raises(InputError, match="interrupted training"):
        logic.resumeTrain(training)


def test_a_folder_that_cannot_be_written_to_is_refused(logic, training, tmp_path):
    from medseg.errors import WriteError

    (tmp_path / "file").write_text("x")
    training.training.outputFolder = tmp_path / "file" / "trained"
    with pytest.raises(WriteError, match="Choose another one"):
        logic.startTrain(training)
