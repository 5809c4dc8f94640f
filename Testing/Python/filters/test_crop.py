"""Boxes: tight, with margins, at their place in the patient."""

import numpy as np
import pytest

from medseg.errors import GeometryError
from medseg.filters.crop import bounding_box, crop_segmentation, crop_volume
from medseg.volume import Geometry, Modality, Segment, Segmentation, Volume

OBLIQUE = np.array([[0.6, -0.8, 0], [0.8, 0.6, 0], [0, 0, -1]])
GRID = Geometry.from_axes((5, 6, 7), (0.7, 0.8, 2.5), (10, -20, 30), OBLIQUE)


def test_the_box_is_the_smallest() -> None:
    mask = np.zeros((5, 6, 7), dtype=bool)
    mask[1, 2, 6] = mask[3, 4, 5] = True
    assert bounding_box(mask) == (slice(1, 4), slice(2, 5), slice(5, 7))


def test_the_margin_ends_at_the_image() -> None:
    mask = np.zeros((5, 6, 7), dtype=bool)
    mask[1, 2, 6] = True
    assert bounding_box(mask, (1, 9, 2)) == (slice(0, 3), slice(0, 6), slice(4, 7))


@pytest.mark.parametrize("shape", [(1, 1, 1), (3, 4, 5)])
def test_an_empty_mask_has_no_box_and_a_full_one_has_all(shape: tuple[int, int, int]) -> None:
    assert bounding_box(np.zeros(shape, bool)) is None
    assert bounding_box(np.ones(shape, bool)) == tuple(slice(0, n) for n in shape)


def test_cropped_voxels_stay_where_they_are() -> None:
    volume = Volume(np.arange(210, dtype=np.int16).reshape(5, 6, 7), GRID, Modality.CT, name="x", padding_value=-5)
    cropped = crop_volume(volume, (slice(1, 4), slice(2, 6), slice(3, 5)))
    assert cropped.array.shape == cropped.geometry.shape == (3, 4, 2)
    assert cropped.modality is Modality.CT
    assert cropped.padding_value == -5
    assert cropped.array[2, 1, 1] == volume.array[3, 3, 4]
    assert np.allclose(cropped.geometry.to_ras([[1, 1, 2]]), GRID.to_ras([[4, 3, 3]]))


def test_a_cropped_segmentation_keeps_its_segments_and_overlaps() -> None:
    masks = {Segment("a"): np.ones((5, 6, 7), bool), Segment("b"): np.zeros((5, 6, 7), bool)}
    masks[Segment("b")][2, 2, 2] = True
    segmentation = Segmentation.from_masks(GRID, masks, name="s", provenance={"method": "m"})
    cropped = crop_segmentation(segmentation, (slice(2, 4), slice(2, 4), slice(0, 3)))
    assert cropped.names == ("a", "b")
    assert np.argwhere(cropped.mask("b")).tolist() == [[0, 0, 2]]
    assert cropped.has_overlaps()
    assert cropped.provenance == {"method": "m"}
    assert np.allclose(cropped.geometry.to_ras([[0, 0, 0]]), GRID.to_ras([[0, 2, 2]]))


def test_a_box_without_voxels_is_refused() -> None:
    volume = Volume(np.zeros((5, 6, 7)), GRID)
    with pytest.raises(GeometryError, match="at least 1 voxel"):
        crop_volume(volume, (slice(4, 4), slice(0, 6), slice(0, 7)))
