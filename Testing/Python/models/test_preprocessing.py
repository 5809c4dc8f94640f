"""From an image to a network's pictures and back."""

import dataclasses
import itertools

import numpy as np
import pytest

from medseg.models import ModelInput
from medseg.models.normalisation import normalise, picture_window
from medseg.models.preprocessing import place_labels, prepare_slices, restore_slices
from medseg.models.volume_preprocessing import place_volume_labels, prepare_volume, restore_volume
from medseg.volume import Geometry, Modality, Volume

WINDOW = (-1000.0, 400.0)


@pytest.fixture
def with_input(card):
    """The card of a network that takes something else: `with_input(fit="stretch")`."""

    def change(**changes):
        given = {"modalities": (Modality.CT,), "unit": "HU", "size": (48, 48), "window": WINDOW} | changes
        return dataclasses.replace(
            card, input=ModelInput(**given), architecture=dataclasses.replace(card.architecture, arguments={})
        )

    return change


@pytest.fixture
def blob():
    """A smooth blob of soft tissue in air, on a grid that lies as scanners store it."""
    k, j, i = np.ogrid[:6, :60, :80]
    distance = ((k - 2.5) / 3) ** 2 + ((j - 25) / 18) ** 2 + ((i - 45) / 25) ** 2
    array = np.clip(700 - 800 * distance, -1000, 400).astype(np.int16)
    return Volume(array, Geometry.from_axes(array.shape, (1.0, 1.0, 3.0)), Modality.CT)


def dice(one, other):
    return 2 * np.count_nonzero(one & other) / (np.count_nonzero(one) + np.count_nonzero(other))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"fit": "stretch"},
        {"fit": "windows"},
        {"fit": "windows", "spacing_mm": (1.0, 0.7, 0.9)},
        {"spacing_mm": (3.0, 2.0)},
        {"fit": "windows", "plane": "coronal"},
        {"fit": "windows", "plane": "sagittal"},
        {"size": (128, 96)},
    ],
)
def test_what_was_made_of_an_image_comes_back_to_its_own_voxels(with_input, blob, changes):
    card = with_input(**changes)
    pictures, placement = prepare_slices(blob, card)
    assert pictures.shape[1:] == (1, *card.input.size)
    assert pictures.dtype == np.float32
    back = restore_slices(pictures, placement)
    assert back.shape == (1, *blob.array.shape)
    assert dice(back[0] > 0.5, blob.array > -300) > 0.97


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
@pytest.mark.parametrize("flips", [(), (0,), (1, 2)])
def test_however_an_image_is_stored_its_pictures_are_the_same_and_the_way_back_fits(with_input, blob, order, flips):
    array = np.flip(blob.array.transpose(order), flips)
    matrix = np.eye(4)
    for place, axis in enumerate(order):
        column = blob.geometry.ijk_to_lps[:3, 2 - axis]
        matrix[:3, 2 - place] = -column if place in flips else column
    stored = Volume(np.ascontiguousarray(array), Geometry.from_lps(array.shape, matrix), Modality.CT)
    pictures, placement = prepare_slices(stored, with_input())
    assert np.array_equal(pictures, prepare_slices(blob, with_input())[0])
    assert dice(restore_slices(pictures, placement)[0] > 0.5, stored.array > -300) > 0.97


def test_context_slices_are_channels_and_the_ends_are_repeated(with_input, blob):
    plain, _ = prepare_slices(blob, with_input())
    pictures, _ = prepare_slices(blob, with_input(context_slices=1))
    assert np.array_equal(pictures[2], plain[[1, 2, 3], 0])
    assert np.array_equal(pictures[0], plain[[0, 0, 1], 0])


@pytest.mark.parametrize(("context_mm", "numbers"), [(0.0, [1, 2, 3]), (4.4, [1, 2, 3]), (5.0, [0, 2, 4]), (20.0, [0, 2, 5])])
def test_context_of_thin_slices_lies_as_far_away_as_the_card_says(with_input, blob, context_mm, numbers):
    assert blob.geometry.spacing_mm[0] == 3.0
    plain, _ = prepare_slices(blob, with_input())
    pictures, _ = prepare_slices(blob, with_input(context_slices=1, context_mm=context_mm))
    assert np.array_equal(pictures[2], plain[numbers, 0])


def test_slices_without_the_region_are_left_out_and_stay_empty(with_input, blob):
    region = np.zeros(blob.array.shape, bool)
    region[2:4, 20:40, 30:60] = True
    pictures, placement = prepare_slices(blob, with_input(region="lungs"), region=region)
    assert len(pictures) == 2
    back = restore_slices(np.ones_like(pictures), placement)[0]
    assert not back[[0, 1, 4, 5]].any()
    assert back[2, 19:41, 29:61].all()
    assert not back[2, :19].any()
    assert not back[2, 41:].any()


def test_the_tip_of_a_lung_is_not_shown_as_large_as_a_lung(with_input, blob):
    region = np.zeros(blob.array.shape, bool)
    region[2, 10:50, 10:70] = True
    region[4, 0:4, 76:80] = True
    _, placement = prepare_slices(blob, with_input(region="lungs", fit="stretch"), region=region)
    whole, tip = placement.sheets
    assert (tip.box, tip.box_size) == ((0, 44), (26, 36))
    assert whole.box_size == (42, 64)


def test_a_body_has_one_box_for_all_slices(with_input, blob):
    region = np.zeros(blob.array.shape, bool)
    region[2, 20:40, 30:60] = True
    assert len(prepare_slices(blob, with_input(region="body"), region=region)[0]) == 6


def test_masks_go_the_way_of_the_image(with_input, blob):
    mask = blob.array > -300
    for changes in ({}, {"fit": "windows"}, {"fit": "stretch"}):
        pictures, placement = prepare_slices(blob, with_input(**changes))
        assert np.mean(place_labels(mask, placement) == (pictures[:, 0] > 0.5)) > 0.985
    labels = mask.astype(np.uint8) + (blob.array > 100)
    assert set(np.unique(place_labels(labels, placement))) == {0, 1, 2}


@pytest.mark.parametrize(
    "changes", [{}, {"fit": "stretch"}, {"fit": "windows"}, {"fit": "windows", "spacing_mm": (2.0, 2.0, 2.0)}]
)
def test_a_volume_as_one_comes_back_too(with_input, blob, changes):
    card = with_input(size=(16, 32, 32), **changes)
    array, placement = prepare_volume(blob, card)
    assert array.shape[0] == 1
    assert all(have >= need for have, need in zip(array.shape[1:], card.input.size, strict=True))
    back = restore_volume(array, placement)
    assert back.shape == (1, *blob.array.shape)
    assert dice(back[0] > 0.5, blob.array > -300) > 0.9
    labels = place_volume_labels(blob.array > -300, placement, array.shape[1:])
    assert np.mean(labels == (array[0] > 0.5)) > 0.95


def test_a_window_is_cut_off_and_mapped():
    found = normalise(np.array([-2000, -1000, -300, 400, 3000], np.int16), "window", WINDOW)
    assert np.allclose(found, [0, 0, 0.5, 1, 1])


def test_percentiles_and_zscores_leave_padding_out():
    array = np.r_[np.full(500, -3024), np.arange(101)].astype(np.int16)
    found = normalise(array, "percentiles", excluded=-3024)
    assert np.allclose(found[500:], np.clip((np.arange(101) - 1) / 98, 0, 1), atol=1e-6)
    scaled = normalise(array, "zscore", excluded=-3024)[500:]
    assert abs(scaled.mean()) < 1e-6
    assert abs(scaled.std() - 1) < 1e-6


def test_nothing_but_padding_becomes_nothing():
    padding = np.full((4, 4), -2000, np.int16)
    assert not normalise(padding, "percentiles", excluded=-2000).any()
    assert not normalise(padding, "zscore").any()


@pytest.mark.parametrize(
    ("array", "window"),
    [
        (np.array([3, 200], np.uint8), (0, 255)),
        (np.array([3, 4000], np.uint16), (0, 4095)),
        (np.array([3, 60000], np.uint16), (0, 65535)),
        (np.array([0.1, 0.9]), (0, 1)),
        (np.array([-1.0, 1.0]), (-1, 1)),
    ],
)
def test_a_picture_brings_its_own_window(array, window):
    assert picture_window(array) == window


def test_a_picture_is_normalised_with_its_own_window_and_a_ct_with_the_cards(with_input):
    card = with_input(pictures=True, fit="stretch")
    grey = Volume(np.full((1, 48, 48), 51, np.uint8), Geometry.from_axes((1, 48, 48), (1, 1, 1)))
    assert np.allclose(prepare_slices(grey, card)[0], 0.2)
    ct = Volume(np.full((1, 48, 48), -300, np.int16), grey.geometry, Modality.CT)
    assert np.allclose(prepare_slices(ct, card)[0], 0.5)
