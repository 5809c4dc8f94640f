"""Segmentations of one image as one."""

import numpy as np
import pytest

from medseg.errors import GeometryMismatchError, InputError, SegmentError
from medseg.pipeline.join import join
from medseg.volume import Geometry, Segment, Segmentation

GRID = Geometry.from_lps((2, 3, 4), np.diag([1.0, 2.0, 3.0, 1.0]))


def _one(name: str, *voxels: tuple[int, int, int], grid: Geometry = GRID) -> Segmentation:
    mask = np.zeros(grid.shape, dtype=np.bool_)
    for voxel in voxels:
        mask[voxel] = True
    return Segmentation.from_masks(grid, {Segment(name): mask}, provenance={"method": name})


def test_segments_keep_their_voxels_and_their_order_and_may_overlap() -> None:
    joined = join([_one("bone", (0, 0, 0), (1, 2, 3)), _one("lung", (0, 0, 0))], "all")
    assert (joined.name, joined.names) == ("all", ("bone", "lung"))
    assert np.argwhere(joined.mask("bone")).tolist() == [[0, 0, 0], [1, 2, 3]]
    assert np.argwhere(joined.mask("lung")).tolist() == [[0, 0, 0]]


def test_labels_within_a_layer_stay_apart() -> None:
    labels = np.zeros(GRID.shape, dtype=np.uint8)
    labels[0, 0, 0], labels[0, 0, 1] = 1, 2
    pair = Segmentation.from_labelmap(GRID, labels, {1: Segment("left"), 2: Segment("right")})
    joined = join([_one("bone", (1, 1, 1)), pair])
    assert {name: np.argwhere(joined.mask(name)).tolist() for name in joined.names} == {
        "bone": [[1, 1, 1]],
        "left": [[0, 0, 0]],
        "right": [[0, 0, 1]],
    }


def test_the_provenance_lists_that_of_each() -> None:
    assert [step["method"] for step in join([_one("a"), _one("b")]).provenance["steps"]] == ["a", "b"]


def test_other_grids_are_refused() -> None:
    moved = Geometry.from_lps((2, 3, 4), np.diag([1.0, 2.0, 4.0, 1.0]))
    with pytest.raises(GeometryMismatchError, match="different grids"):
        join([_one("a"), _one("b", grid=moved)])


def test_one_name_for_two_segments_is_refused() -> None:
    with pytest.raises(SegmentError, match="a more than once"):
        join([_one("a"), _one("a")])


def test_nothing_cannot_be_joined() -> None:
    with pytest.raises(InputError, match="at least one"):
        join([])


def test_segments_side_by_side_take_the_colours_asked_for() -> None:
    geometry = Geometry.from_axes((1, 1, 2), (1, 1, 1))
    mask = np.array([[[True, False]]])
    parts = [Segmentation.from_masks(geometry, {Segment(name): mask}) for name in ("bone", "lung")]
    joined = join(parts, colors={"bone": (0.9, 0.8, 0.5)})
    assert joined.segment("bone").color == (0.9, 0.8, 0.5)
    assert joined.segment("lung").color == Segment("lung").color
