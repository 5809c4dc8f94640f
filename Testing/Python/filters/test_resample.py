"""Resampling: ramps stay ramps on oblique and flipped grids; SciPy as the judge."""

import numpy as np
import pytest
from scipy import ndimage

from medseg.errors import ParameterError
from medseg.filters.resample import resample_mask, resample_segmentation, resample_volume
from medseg.volume import Geometry, Modality, Segment, Segmentation, Volume

TURN = np.array([[0.8, -0.6, 0], [0.6, 0.8, 0], [0, 0, 1]]) @ np.array([[1, 0, 0], [0, 0.96, -0.28], [0, 0.28, 0.96]])
SOURCE = Geometry.from_axes((12, 20, 24), (1.1, 0.9, 2.5), (-12, -9, -14))
OBLIQUE = Geometry.from_axes((9, 10, 11), (1.9, 1.6, 3.0), (-9, -8, -13), TURN)


def ramp(geometry: Geometry) -> np.ndarray:
    """An intensity that grows steadily along all three directions of the patient."""
    k, j, i = np.indices(geometry.shape)
    points = geometry.to_ras(np.column_stack([i.ravel(), j.ravel(), k.ravel()]))
    return (points @ [3.0, -2.0, 5.0] + 40).reshape(geometry.shape)


@pytest.mark.parametrize("interpolation", ["linear", "bspline"])
def test_a_ramp_stays_a_ramp_on_an_oblique_grid(interpolation: str) -> None:
    volume = Volume(ramp(SOURCE), SOURCE)
    there = resample_volume(volume, OBLIQUE, interpolation)  # type: ignore[arg-type]
    inner = _inside(0 if interpolation == "linear" else 4)  # the spline bends where the image ends
    assert there.geometry is OBLIQUE
    assert inner.sum() > 50
    assert np.allclose(there.array[inner], ramp(OBLIQUE)[inner], atol=1e-9 if interpolation == "linear" else 0.5)


def test_flipped_axes_turn_the_array_round_exactly() -> None:
    volume = Volume(np.random.default_rng(0).integers(-1000, 2000, SOURCE.shape).astype(np.int16), SOURCE, Modality.CT)
    matrix = SOURCE.ijk_to_ras @ np.array([[-1, 0, 0, 23], [0, 1, 0, 0], [0, 0, -1, 11], [0, 0, 0, 1]])
    for interpolation in ("linear", "nearest", "bspline"):
        turned = resample_volume(volume, Geometry(SOURCE.shape, matrix), interpolation)  # type: ignore[arg-type]
        assert turned.array.dtype == np.int16
        assert np.array_equal(turned.array, volume.array[::-1, :, ::-1])


def test_the_same_grid_leaves_every_voxel_and_copies_none() -> None:
    volume = Volume(np.random.default_rng(0).normal(size=SOURCE.shape).astype(np.float16), SOURCE)
    again = resample_volume(volume, Geometry(SOURCE.shape, SOURCE.ijk_to_ras.copy()), "bspline")
    assert again.array is volume.array


def test_scipy_interpolates_the_same() -> None:
    volume = Volume(np.random.default_rng(1).normal(100, 20, SOURCE.shape).astype(np.float32), SOURCE)
    there = resample_volume(volume, OBLIQUE, fill=-7)
    expected = ndimage.map_coordinates(volume.array.astype(float), _places(), order=1, mode="grid-constant", cval=-7)
    inside = _inside()
    assert inside.any()
    assert not inside.all()
    assert np.allclose(there.array[inside], expected[inside], atol=1e-3)


def _places() -> np.ndarray:
    """Indices (k, j, i) in the source of every voxel of the oblique grid, (3, k, j, i)."""
    k, j, i = np.indices(OBLIQUE.shape)
    points = OBLIQUE.to_ras(np.column_stack([i.ravel(), j.ravel(), k.ravel()]))
    return SOURCE.to_ijk(points)[:, ::-1].T.reshape(3, *OBLIQUE.shape)


def _inside(margin: int = 0) -> np.ndarray:
    sizes = np.array(SOURCE.shape).reshape(3, 1, 1, 1)
    return np.all((_places() >= margin) & (_places() <= sizes - 1 - margin), axis=0)


@pytest.mark.parametrize(("modality", "outside"), [(Modality.CT, -1000), (Modality.MR, 0)])
def test_outside_the_image_lies_what_the_modality_calls_nothing(modality: Modality, outside: float) -> None:
    volume = Volume(np.full(SOURCE.shape, 77, np.int16), SOURCE, modality)
    far = Geometry.from_axes((2, 2, 2), (1, 1, 1), (500, 500, 500))
    assert (resample_volume(volume, far).array == outside).all()
    assert (resample_volume(volume, far, fill=5).array == 5).all()


@pytest.mark.parametrize("interpolation", ["linear", "nearest"])
def test_a_fill_that_the_type_cannot_hold_becomes_the_nearest_it_can(interpolation: str) -> None:
    volume = Volume(np.full(SOURCE.shape, 77, np.uint8), SOURCE, Modality.CT)
    far = Geometry.from_axes((2, 2, 2), (1, 1, 1), (500, 500, 500))
    assert (resample_volume(volume, far, interpolation).array == 0).all()  # type: ignore[arg-type]


def test_integers_are_rounded_not_cut_off() -> None:
    grid = Geometry.from_axes((1, 1, 2), (1, 1, 1))
    between = Geometry.from_axes((1, 1, 1), (1, 1, 1), (0.75, 0, 0))
    for dtype in (np.int16, np.int32):
        volume = Volume(np.array([[[0, 1]]], dtype), grid)
        assert resample_volume(volume, between).array.tolist() == [[[1]]]
        volume = Volume(np.array([[[0, -1]]], dtype), grid)
        assert resample_volume(volume, between).array.tolist() == [[[-1]]]


def test_overshoot_stays_within_the_type() -> None:
    array = np.zeros((8, 8, 8), np.uint8)
    array[4:] = 255
    grid = Geometry.from_axes((8, 8, 8), (1, 1, 1))
    finer = resample_volume(Volume(array, grid), grid.with_spacing((0.3, 1, 1)), "bspline").array
    assert finer.min() == 0
    assert finer.max() == 255
    assert (np.diff(finer[:, 4, 4].astype(int)) > -60).all()


def test_an_image_of_one_slice_can_be_refined_in_its_plane() -> None:
    grid = Geometry.from_axes((1, 8, 9), (1, 1, 3))
    volume = Volume(np.arange(72, dtype=np.int16).reshape(1, 8, 9), grid)
    for interpolation in ("linear", "nearest", "bspline"):
        finer = resample_volume(volume, grid.with_spacing((3, 0.5, 0.5)), interpolation)  # type: ignore[arg-type]
        assert finer.array.shape == (1, 16, 18)
        assert 0 <= finer.array.min() < finer.array.max() <= 71


def test_a_mask_lands_where_scipy_puts_its_nearest_voxels() -> None:
    mask = ndimage.gaussian_filter(np.random.default_rng(4).normal(size=SOURCE.shape), 2) > 0
    expected = ndimage.map_coordinates(mask.astype(np.uint8), _places(), order=0, mode="grid-constant", cval=0).astype(bool)
    there = resample_mask(mask, SOURCE, OBLIQUE)
    assert there.dtype == bool
    inside = _inside()
    assert np.array_equal(there[inside], expected[inside])
    assert resample_mask(mask, SOURCE, SOURCE) is mask


def test_a_segmentation_keeps_names_overlaps_and_its_history() -> None:
    masks = {Segment("a"): np.ones(SOURCE.shape, bool), Segment("b"): np.zeros(SOURCE.shape, bool)}
    masks[Segment("b")][3:9, 5:15, 5:20] = True
    segmentation = Segmentation.from_masks(SOURCE, masks, name="s", provenance={"method": "m"})
    there = resample_segmentation(segmentation, OBLIQUE)
    assert there.names == ("a", "b")
    assert there.has_overlaps()
    assert there.provenance == {"method": "m"}
    assert np.array_equal(there.mask("b"), resample_mask(segmentation.mask("b"), SOURCE, OBLIQUE))
    assert resample_segmentation(segmentation, SOURCE).mask("a").all()


def test_labels_are_never_mixed() -> None:
    labels = np.zeros(SOURCE.shape, np.uint16)
    labels[:6], labels[6:] = 1, 300
    segmentation = Segmentation.from_labelmap(SOURCE, labels, {1: Segment("a"), 300: Segment("b")})
    finer = resample_segmentation(segmentation, SOURCE.with_spacing((0.4, 0.4, 0.4)))
    assert set(np.unique(finer.layers[0])) == {1, 300}


def test_an_unknown_interpolation_is_refused() -> None:
    with pytest.raises(ParameterError, match="linear, nearest, bspline, got 'cubic'"):
        resample_volume(Volume(np.zeros(SOURCE.shape), SOURCE), OBLIQUE, "cubic")  # type: ignore[arg-type]
