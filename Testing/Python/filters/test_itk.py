"""SimpleITK's images and ours: same voxels, same place."""

import numpy as np
import pytest
import SimpleITK as sitk

from medseg.errors import InputError
from medseg.filters.itk import from_sitk, to_sitk
from medseg.volume import Geometry, Volume

TURN = np.array([[0.6, -0.8, 0], [0.8, 0.6, 0], [0, 0, 1]])
GRIDS = {
    "plain": Geometry.from_axes((3, 4, 5), (0.7, 0.8, 2.5), (10, -20, 30)),
    "oblique": Geometry.from_axes((3, 4, 5), (0.7, 0.8, 2.5), (10, -20, 30), TURN),
    "flipped": Geometry.from_axes((3, 4, 5), (0.7, 0.8, 2.5), (10, -20, 30), np.diag([-1, 1, -1])),
    "sagittal": Geometry.from_axes((3, 4, 5), (1, 2, 3), (0, 0, 0), [[0, 0, 1], [1, 0, 0], [0, 1, 0]]),
}


@pytest.mark.parametrize("name", GRIDS)
def test_there_and_back_changes_nothing(name: str) -> None:
    volume = Volume(np.random.default_rng(0).integers(-99, 99, (3, 4, 5)).astype(np.int16), GRIDS[name])
    array, geometry = from_sitk(to_sitk(volume))
    assert np.array_equal(array, volume.array)
    assert array.dtype == np.int16
    assert np.allclose(geometry.ijk_to_ras, volume.geometry.ijk_to_ras, atol=1e-12)


@pytest.mark.parametrize("name", GRIDS)
def test_voxels_lie_where_simpleitk_puts_them(name: str) -> None:
    image = to_sitk(np.zeros((3, 4, 5), np.uint8), GRIDS[name])
    right, front, up = GRIDS[name].to_ras([[4, 1, 2]])[0]
    assert np.allclose(image.TransformIndexToPhysicalPoint((4, 1, 2)), (-right, -front, up))


@pytest.mark.parametrize(
    ("given", "kept"),
    [("?", "u1"), ("f2", "f4"), ("f8", "f8"), (">i2", "i2"), (">f4", "f4"), ("u8", "u8"), ("i1", "i1")],
)
def test_types_that_itk_lacks_become_wider_ones(given: str, kept: str) -> None:
    source = np.array([[[0, 1, 1]]]).astype(given)
    array, _ = from_sitk(to_sitk(source))
    assert array.dtype == np.dtype(kept)
    assert array.tolist() == [[[0, 1, 1]]]


def test_a_2d_image_becomes_one_slice() -> None:
    image = sitk.GetImageFromArray(np.arange(6, dtype=np.uint8).reshape(2, 3))
    image.SetSpacing((0.5, 0.25))
    image.SetOrigin((3, 4))
    image.SetDirection((0, -1, 1, 0))
    array, geometry = from_sitk(image)
    assert array.shape == geometry.shape == (1, 2, 3)
    assert geometry.spacing_mm == (1.0, 0.25, 0.5)
    assert geometry.origin_lps == (3, 4, 0)
    assert np.allclose(geometry.directions_lps, [[0, -1, 0], [1, 0, 0], [0, 0, 1]])


def test_colours_and_fourth_dimensions_are_refused() -> None:
    with pytest.raises(InputError, match="one number a voxel, got 3"):
        from_sitk(sitk.Image([4, 4, 4], sitk.sitkVectorUInt8, 3))
    with pytest.raises(InputError, match="2 or 3 dimensions, got 4"):
        from_sitk(sitk.Image([2, 2, 2, 2], sitk.sitkUInt8))


def test_an_array_on_another_grid_is_refused() -> None:
    with pytest.raises(InputError, match=r"\(3, 4, 5\).*got \(5, 4, 3\)"):
        to_sitk(np.zeros((5, 4, 3)), GRIDS["plain"])


def test_an_array_without_a_grid_lies_at_the_origin() -> None:
    image = to_sitk(np.zeros((2, 3, 4), np.int16))
    assert image.GetSpacing() == (1, 1, 1)
    assert image.GetOrigin() == (0, 0, 0)
