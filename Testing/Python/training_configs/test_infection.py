"""What the infection networks are trained on, and how they are judged."""

import csv
import json
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from medseg.records import DataRole
from medseg.training import find_cases, read_config

NAMES = ("infection-ct-unet", "infection-ct-cnn")


@pytest.fixture
def prepared(script, data_dir, monkeypatch, tmp_path):
    """Slices laid out for training: their pictures are not read, so empty files will do."""
    with script("prepare_infection").TOO_NEAR.open(newline="", encoding="utf-8") as file:
        left_out = {row["image"] for row in csv.DictReader(file)}
    for source, target in (("train50", "exact"), ("train_pseudo", "weak")):
        for part in ("images", "masks"):
            (tmp_path / "infection" / target / part).mkdir(parents=True)
        for path in (data_dir / "ct_infection_slices" / source / "images").iterdir():
            if path.name not in left_out:
                (tmp_path / "infection" / target / "images" / f"{path.stem}.png").touch()
                (tmp_path / "infection" / target / "masks" / f"{path.stem}.png").touch()
    monkeypatch.setenv("MEDSEG_TRAINING", str(tmp_path))
    for folder in (tmp_path / "infection" / kind / part for kind in ("painted", "healthy") for part in ("images", "masks")):
        folder.mkdir(parents=True)
        (folder / "lung1_0_00.png").touch()
    return tmp_path


def read_groups(training):
    with (training / "infection-ct-groups.csv").open(newline="", encoding="utf-8") as file:
        return {row["image"]: row["group"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("name", NAMES)
def test_a_configuration_forbids_commercial_use_and_says_what_it_is_not_for(name, training, monkeypatch, tmp_path):
    monkeypatch.setenv("MEDSEG_TRAINING", str(tmp_path))
    parameters = read_config(training / f"{name}.yaml")
    assert parameters.name == name
    assert parameters.licence["commercial_use"] is False
    assert "no medical device" in parameters.limits.lower()
    assert {source.role for source in parameters.data} == {DataRole.TRAIN, DataRole.WEAK}


def test_no_group_of_near_duplicates_is_both_trained_on_and_judged(prepared, training):
    groups = read_groups(training)
    parameters = read_config(training / "infection-ct-unet.yaml")
    judged = []
    for fold in range(5):
        split = find_cases(replace(parameters, split=replace(parameters.split, folds=5, fold=fold)))
        tested = {groups[case.name] for case in split.test}
        exact = {groups[case.name] for case in split.train if case.role is not DataRole.WEAK}
        assert not tested & exact
        assert 8 <= len(split.test) <= 12
        judged += [case.name for case in split.test]
    assert sorted(judged) == sorted(groups)


def test_slices_that_resemble_a_judged_one_are_not_learnt_weakly(prepared, training):
    with (training / "infection-ct-too-near.csv").open(newline="", encoding="utf-8") as file:
        near = {row["image"].removesuffix(".jpg") for row in csv.DictReader(file)}
    learnt = {case.name for case in find_cases(read_config(training / "infection-ct-weak-unet.yaml")).train}
    assert near and not near & learnt


def test_near_duplicates_are_found_turned_shifted_and_in_another_window(script):
    near = script("near_duplicates")
    random = np.random.default_rng(1)
    slices = [_texture(random) for _ in range(3)]
    changed = np.rot90(np.roll(slices[0], 4, 0), 1)[:, ::-1] // 2 + 40
    found = near.correlations(*(np.stack([near.structure(one) for one in some]) for some in ([changed], slices)))
    assert found[0, 0] > 0.85
    assert found[0, 1:].max() < near.SAME_SCENE


def test_slices_of_one_patient_are_known_by_their_window_and_size(script):
    near = script("near_duplicates")
    assert near.same_export((210, 43, 400, 420), (211, 40, 430, 440))
    assert not near.same_export((210, 43, 400, 420), (214, 43, 400, 420))
    assert not near.same_export((210, 43, 400, 420), (210, 43, 300, 420))


def test_a_wide_window_is_narrowed_and_labels_on_the_heart_are_dropped(script):
    prepare = script("prepare_infection")
    picture = np.full((60, 60), 10, np.uint8)
    picture[:, 30:] = 100  # soft tissue
    picture[10:20, 5:15] = 50  # ground glass
    mask = np.zeros(picture.shape, bool)
    mask[10:20, 5:15] = mask[40:50, 40:50] = True
    soft = prepare.soft_tissue(picture)
    kept = prepare.without_soft_tissue(mask, picture, soft)
    assert kept[15, 10] and not kept[45, 45]
    assert abs(int(prepare.narrowed(picture, soft)[45, 45]) - prepare.SOFT_TISSUE) <= 3


def test_the_interval_of_greys_is_the_one_that_marks_best(script):
    interval = script("grey_interval").GreyInterval
    greys = np.arange(200, dtype=np.uint8).reshape(1, 10, 20)
    truth = (greys >= 60) & (greys <= 140)
    best = interval.best_for([(greys, truth)])
    assert (best.low, best.high, best.smoothing) == (60, 140, 0.0)
    assert np.array_equal(best.mask(greys), truth)


def test_words_on_turned_slices_are_turned_back(script):
    torch = pytest.importorskip("torch")
    cross = script("cross_validate")
    image = torch.rand(1, 1, 8, 8)
    for turn in cross.turns():
        assert np.allclose(cross.restored(torch.nn.Identity(), image, turn), torch.sigmoid(image).numpy(), atol=1e-6)


def test_the_committed_scores_of_networks_are_far_above_those_of_thresholding(training):
    rows = json.loads((training / "scores/infection-ct.json").read_text(encoding="utf-8"))["rows"]
    plain = [row for row in rows if "turns" not in row["set"] and "without" not in row["set"]]
    best = {method: max(row["dice"] for row in plain if row["method"] == method) for method in ("Thresholding", "CNN", "U-Net")}
    judged = {name.split(",")[0] for row in plain if row["method"] == "U-Net" for name in row["each"]}
    assert judged == set(read_groups(training))
    assert best["U-Net"] >= 0.68
    assert best["CNN"] >= 0.60
    assert best["Thresholding"] <= best["CNN"] - 0.1


def _texture(random):
    """A picture with structure of its own."""
    coarse = random.integers(0, 255, (12, 12), dtype=np.uint8)
    return np.asarray(Image.fromarray(coarse).resize((128, 128), Image.Resampling.BICUBIC))
