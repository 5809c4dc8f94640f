"""Masks, labels, grey masks and probabilities are told apart by their values."""

from pathlib import Path

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter, zoom

from medseg.errors import ReadError, SegmentError
from medseg.io import read_segmentation, read_volume
from medseg.io.label_image import labels_of, to_segmentation
from medseg.io.raw_image import RawImage
from medseg.records import ReadParameters

SHAPE = (12, 40, 50)
Z, Y, X = np.indices(SHAPE)
BALL = ((Z - 6) / 5) ** 2 + ((Y - 20) / 14) ** 2 + ((X - 25) / 18) ** 2 < 1


def segmentation(array: np.ndarray):
    return to_segmentation(RawImage(array, np.eye(4)), ReadParameters())


@pytest.mark.parametrize("dtype", ["u1", "i2", "u2", "i4", "i8", "f4", "f8", "?"])
def test_a_mask_is_one_segment_in_any_type(dtype: str) -> None:
    found = segmentation(BALL.astype(dtype))
    assert found.names == ("Segment_1",)
    assert np.array_equal(found.mask("Segment_1"), BALL)
    assert found.segments[0].color == (0.9, 0.1, 0.1)


@pytest.mark.parametrize(("value", "dtype"), [(255, "u1"), (255, "i2"), (65535, "u2"), (127, "i1")])
def test_the_largest_value_of_a_type_alone_is_a_mask(value: int, dtype: str) -> None:
    found = segmentation((BALL * value).astype(dtype))
    assert found.names == ("Segment_1",)
    assert np.array_equal(found.union(), BALL)


def test_another_value_alone_is_a_label() -> None:
    assert segmentation(BALL.astype(np.uint8) * 4).names == ("Segment_4",)


def test_labels_keep_their_numbers_and_get_colours_of_their_own() -> None:
    labels = np.zeros(SHAPE, np.int32)
    for number, label in enumerate((1, 2, 4, 70_000)):
        labels[2 * number : 2 * number + 2] = label
    found = segmentation(labels)
    assert found.names == ("Segment_1", "Segment_2", "Segment_4", "Segment_70000")
    assert np.array_equal(found.mask("Segment_70000"), labels == 70_000)
    assert len({segment.color for segment in found.segments}) == 4


def test_two_hundred_labels_in_patches_stay_labels() -> None:
    blocks = np.arange(1, 201).reshape(2, 10, 10)
    labels = np.kron(blocks, np.ones((3, 4, 5), int)).astype(np.uint8)
    assert np.array_equal(labels_of(labels), labels)


def test_three_grey_levels_are_three_labels_and_no_grey_mask() -> None:
    image = np.where(BALL, 255, 0).astype(np.uint8)
    image[:, :5] = 128
    assert segmentation(image).names == ("Segment_128", "Segment_255")


@pytest.mark.parametrize("full", [255.0, 1000.0, 1.0])
def test_a_ringing_mask_is_cut_at_half_of_white(full: float) -> None:
    coarse = BALL.astype(np.float32) * full
    ringing = zoom(coarse, (1, 1.37, 1.37), order=5, prefilter=True)
    assert ringing.max() > 1.02 * full
    assert ringing.min() < -0.02 * full
    assert np.array_equal(labels_of(ringing).astype(bool), ringing > full / 2)


def test_a_grey_mask_of_eight_bits_with_soft_edges_is_cut_at_127(tmp_path: Path) -> None:
    from PIL import Image

    Image.fromarray((BALL[6] * 255).astype(np.uint8)).save(tmp_path / "a.jpg", quality=60)
    decoded = read_volume(tmp_path / "a.jpg").array
    assert len(np.unique(decoded)) > 20
    found = read_segmentation(tmp_path / "a.jpg")
    assert found.names == ("Segment_1",)
    assert np.array_equal(found.mask("Segment_1"), decoded > 127)


@pytest.mark.parametrize("top", [1.0, 0.9, 0.4])
def test_probabilities_are_cut_at_one_half(top: float) -> None:
    soft = gaussian_filter(BALL.astype(np.float64), 3)
    probability = (soft / soft.max() * top).astype(np.float32)
    assert np.array_equal(labels_of(probability).astype(bool), probability > 0.5)


def test_nothing_but_zeros_is_an_empty_mask() -> None:
    found = segmentation(np.zeros(SHAPE, np.uint8))
    assert found.names == ("Segment_1",)
    assert not found.union().any()


@pytest.mark.parametrize(
    ("array", "words"),
    [
        (np.random.default_rng(0).normal(40, 20, SHAPE).astype(np.int16), "0 and above"),
        (np.random.default_rng(0).integers(0, 256, SHAPE).astype(np.uint8), "change from voxel to voxel"),
        (np.random.default_rng(0).integers(0, 30_000, SHAPE).astype(np.uint16), "different values"),
        (np.random.default_rng(0).normal(40, 20, SHAPE), "fractions of another range"),
        (BALL * np.float32(-1.5), "fractions"),
    ],
)
def test_an_intensity_image_is_refused(array: np.ndarray, words: str) -> None:
    with pytest.raises(SegmentError, match=words):
        labels_of(array)


def test_nan_is_refused() -> None:
    with pytest.raises(ReadError, match="1 voxels of 24000"):
        segmentation(np.where((Z + Y + X) == 0, np.nan, BALL))


def test_a_name_that_is_used_twice_gets_a_number() -> None:
    labels = np.where(BALL, 1, 2).astype(np.uint8)
    raw = RawImage(labels, np.eye(4), label_names={1: ("lung", None), 2: ("lung", (0.0, 1.0, 0.0))})
    found = to_segmentation(raw, ReadParameters())
    assert found.names == ("lung", "lung_2")
    assert found.segments[1].color == (0.0, 1.0, 0.0)


def test_the_ringing_lung_masks_are_cut_where_their_note_says(data_dir: Path) -> None:
    for path in sorted((data_dir / "ct_chest_lungs").glob("*-msk.nii.gz")):
        values = read_volume(path).array
        found = read_segmentation(path)
        assert found.names == ("Segment_1",)
        assert np.array_equal(found.mask("Segment_1"), values > 127.5), path.name


def test_the_film_masks_are_cut_at_half(data_dir: Path) -> None:
    for path in sorted((data_dir / "cxr_lungs" / "masks").iterdir())[::20]:
        assert np.array_equal(read_segmentation(path).union(), read_volume(path).array > 127), path.name


@pytest.mark.parametrize(
    "pattern",
    ["ct_chest_lungs/id001-128x128x64.nii.gz", "ct_chest_nsclc/lung1_image.nrrd", "mr_brain_tumour/brain1_image.nrrd",
     "mr_brain_tumour/*/*_bet.nii.gz", "cxr_lungs/images/CHNCXR_00[0-4]*.png", "ct_infection_slices/train50/images/1*.jpg"],
)  # fmt: skip
def test_real_images_are_not_taken_for_masks(data_dir: Path, pattern: str) -> None:
    paths = sorted(data_dir.glob(pattern))
    assert paths
    for path in paths:
        with pytest.raises(SegmentError):
            read_segmentation(path)
