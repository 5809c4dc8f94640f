"""Segmentation: named segments, layers and overlaps."""

import numpy as np
import pytest

from medseg.errors import InputError, SegmentError
from medseg.volume import Geometry, Segment, Segmentation

GRID = Geometry.from_axes((2, 3, 4), (1, 1, 1))


def a_mask(*voxels: tuple[int, int, int]) -> np.ndarray:
    mask = np.zeros(GRID.shape, dtype=bool)
    for voxel in voxels:
        mask[voxel] = True
    return mask


LEFT, RIGHT = a_mask((0, 0, 0), (0, 0, 1)), a_mask((1, 2, 3), (0, 0, 1))


def two_overlapping_segments() -> Segmentation:
    return Segmentation.from_masks(GRID, {Segment("left"): LEFT, Segment("right"): RIGHT})


def test_overlapping_segments_keep_all_their_voxels() -> None:
    segmentation = two_overlapping_segments()
    assert segmentation.names == ("left", "right")
    assert segmentation.has_overlaps()
    np.testing.assert_array_equal(segmentation.mask("left"), LEFT)
    np.testing.assert_array_equal(segmentation.mask("right"), RIGHT)
    np.testing.assert_array_equal(segmentation.union(), LEFT | RIGHT)


def test_a_labelmap_of_overlapping_segments_is_refused() -> None:
    with pytest.raises(SegmentError, match="'right' overlaps"):
        two_overlapping_segments().labelmap()


def test_a_labelmap_numbers_the_segments_in_order() -> None:
    labels = np.zeros(GRID.shape, np.uint8)
    labels[0, 0, 0], labels[1, 1, 1] = 7, 3
    segmentation = Segmentation.from_labelmap(GRID, labels, {7: Segment("seven"), 3: Segment("three")})
    assert not segmentation.has_overlaps()
    expected = np.zeros(GRID.shape, np.uint8)
    expected[0, 0, 0], expected[1, 1, 1] = 1, 2
    np.testing.assert_array_equal(segmentation.labelmap(), expected)
    np.testing.assert_array_equal(segmentation.mask("three"), labels == 3)


def test_labels_that_no_segment_names_are_left_out() -> None:
    labels = np.array([1, 2] * 12, np.uint16).reshape(GRID.shape)
    segmentation = Segmentation.from_labelmap(GRID, labels, {2: Segment("two")})
    assert segmentation.union().sum() == 12
    assert segmentation.mask("two").sum() == 12


def test_a_single_label_above_one_is_no_boolean_view() -> None:
    labels = np.zeros(GRID.shape, np.uint8)
    labels[0] = 1
    labels[1] = 2
    mask = Segmentation.from_labelmap(GRID, labels, {1: Segment("one")}).mask("one")
    assert mask.sum() == 12


def test_a_selection_keeps_the_voxels_and_the_order_asked_for() -> None:
    chosen = two_overlapping_segments().selected(["right"])
    assert chosen.names == ("right",)
    np.testing.assert_array_equal(chosen.union(), RIGHT)


def test_empty_masks_are_segments_too() -> None:
    segmentation = Segmentation.from_masks(GRID, {Segment("nothing"): a_mask()})
    assert segmentation.names == ("nothing",)
    assert not segmentation.labelmap().any()


def test_an_unknown_segment_is_an_error_that_names_the_known() -> None:
    with pytest.raises(SegmentError, match="'left', 'right', got 'middle'"):
        two_overlapping_segments().mask("middle")


def test_a_name_cannot_be_used_twice() -> None:
    masks = {Segment("a"): LEFT, Segment("a", color=(0, 1, 0)): RIGHT}
    with pytest.raises(SegmentError, match="a more than once"):
        Segmentation.from_masks(GRID, masks)


def test_one_label_cannot_be_two_segments() -> None:
    labels = np.zeros(GRID.shape, np.uint8)
    with pytest.raises(SegmentError, match="label of its own"):
        Segmentation.from_layers(GRID, [labels], [(Segment("a"), 0, 1), (Segment("b"), 0, 1)])


@pytest.mark.parametrize("place", [(1, 1), (-1, 1), (0, 0)])
def test_a_place_that_does_not_exist_is_refused(place: tuple[int, int]) -> None:
    with pytest.raises(SegmentError, match="has no place"):
        Segmentation.from_layers(GRID, [np.zeros(GRID.shape, np.uint8)], [(Segment("a"), *place)])


@pytest.mark.parametrize("layer", [np.zeros((2, 3, 5), np.uint8), np.zeros((2, 3, 4), np.int16)])
def test_layers_must_fit_the_grid_and_be_unsigned(layer: np.ndarray) -> None:
    with pytest.raises(InputError, match="unsigned labels"):
        Segmentation.from_layers(GRID, [layer], [])


def test_masks_must_be_boolean() -> None:
    with pytest.raises(InputError, match="boolean"):
        Segmentation.from_masks(GRID, {Segment("a"): np.zeros(GRID.shape, np.uint8)})  # type: ignore[dict-item]


@pytest.mark.parametrize(("name", "color"), [(" ", (1.0, 0.0, 0.0)), ("a", (255, 0, 0)), ("a", (0.5, 0.5))])
def test_segments_need_a_name_and_a_colour(name: str, color: tuple[float, ...]) -> None:
    with pytest.raises(SegmentError, match="Expected a"):
        Segment(name, color)  # type: ignore[arg-type]


def test_300_segments_take_two_bytes_a_voxel() -> None:
    grid = Geometry.from_axes((1, 20, 20), (1, 1, 1))
    labels = np.arange(400, dtype=np.uint16).reshape(grid.shape)
    segmentation = Segmentation.from_labelmap(grid, labels, {n: Segment(str(n)) for n in range(1, 301)})
    assert segmentation.labelmap().dtype == np.uint16
    assert segmentation.labelmap().max() == 300
