"""The lungs packages that ship are as good as their cards say, on images that were not trained on."""

import json
from pathlib import Path

import numpy as np
import pytest

from medseg.io import read_volume
from medseg.metrics import count_confusion
from medseg.models import open_package
from medseg.records import NetworkParameters

SHIPPED = Path(__file__).parents[3] / "MedSegExtension/medseg/data/models"
NAMES = ("lungs-xray-unet", "lungs-xray-cnn", "lungs-ct-unet", "lungs-ct-cnn")
HELD_OUT, CHESTS = "Shenzhen, held-out fifth", "ct_chest_lungs"
NEAR_LESIONS = "the same phantoms within 10 mm of those lesions"
BEHIND = 0.005
HEART_COUNTED = "CHNCXR_0178_0"  # its reference counts most of the heart to the left lung: 0.84


def dice(one, other):
    counts = count_confusion(one, other)
    return 2 * counts.tp / (2 * counts.tp + counts.fp + counts.fn)


def segmented(volume, method, **more):
    from medseg.segment.network import segment_with_network

    return segment_with_network(volume, NetworkParameters(method=method, target="lungs", threads=1, **more)).segmentation


@pytest.fixture(scope="module")
def rows(training):
    """Scores by task, set and method."""
    found = {}
    for task in ("xray", "ct"):
        for row in json.loads((training / "scores" / f"lungs-{task}.json").read_text())["rows"]:
            found[task, row["set"], row["method"]] = row
    return found


def test_packages_are_whole_small_and_free_to_use():
    total = 0
    for name in NAMES:
        package = open_package(SHIPPED / name)
        package.check_files()
        assert package.card.licence.commercial_use
        assert package.card.training["data"]
        assert package.card.metrics
        total += sum(path.stat().st_size for path in (SHIPPED / name).rglob("*") if path.is_file())
    assert total < 15e6


def test_cards_tell_the_scores_that_were_kept(rows):
    for name in NAMES:
        card = open_package(SHIPPED / name).card
        task, method = name.split("-")[1], {"unet": "U-Net", "cnn": "CNN"}[card.method]
        for metric in card.metrics:
            if metric["set"] == "int8 against fp32":
                assert metric["dice"] >= 0.995
                continue
            assert metric["dice"] == rows[task, metric["set"], method]["dice"]


def test_films_reach_their_floors(rows):
    assert rows["xray", HELD_OUT, "U-Net"]["dice"] >= 0.960
    each = rows["xray", HELD_OUT, "U-Net"]["each"]
    assert {case for case, score in each.items() if score < 0.85} <= {HEART_COUNTED}
    assert rows["xray", HELD_OUT, "CNN"]["dice"] >= 0.94
    assert rows["xray", HELD_OUT, "U-Net"]["cases"] == 57


def test_chests_reach_their_floors_and_the_recipe(rows):
    unet, recipe = rows["ct", CHESTS, "U-Net"], rows["ct", CHESTS, "Thresholding"]
    assert unet["dice"] >= 0.98
    assert all(unet["each"][case] >= score - BEHIND for case, score in recipe["each"].items())
    assert rows["ct", CHESTS, "CNN"]["dice"] >= 0.96


def test_lesions_at_the_pleura_are_found_better_than_by_the_recipe(rows):
    for name in (NEAR_LESIONS, f"{CHESTS}, lesions painted in"):
        assert rows["ct", name, "U-Net"]["dice"] > rows["ct", name, "Thresholding"]["dice"]


@pytest.mark.parametrize(("method", "mean", "lowest"), [("unet", 0.95, 0.85), ("cnn", 0.93, 0.8)])
def test_held_out_films_are_segmented(script, data_dir, method, mean, lowest):
    folder = data_dir / "cxr_lungs"
    names = script("prepare_xray").split(sorted(path.stem for path in (folder / "images").glob("*.png")))["test"]
    scores = []
    for name in names[::12]:
        found = segmented(read_volume(folder / "images" / f"{name}.png"), method)
        scores.append(dice(found.union(), read_volume(folder / "masks" / f"{name}.png").array > 127))
    assert len(scores) == 5
    assert np.mean(scores) >= mean
    assert min(scores) >= lowest


@pytest.mark.parametrize(("method", "floor"), [("unet", 0.985), ("cnn", 0.96)])
def test_a_whole_chest_is_segmented_into_right_and_left(data_dir, method, floor):
    folder = data_dir / "ct_chest_lungs"
    truth = read_volume(folder / "id001-128x128x64-msk.nii.gz").array > 127
    found = segmented(read_volume(folder / "id001-128x128x64.nii.gz"), method)
    assert found.names == ("Right lung", "Left lung")
    assert dice(found.union(), truth) >= floor
    right, left = (found.mask(name).sum() for name in found.names)
    assert 0.7 < right / left < 1.5
