"""Geometry: places, spacings and comparisons on oblique, flipped and anisotropic grids."""

import numpy as np
import pytest
import SimpleITK as sitk
from hypothesis import given
from hypothesis import strategies as st

from medseg.errors import GeometryError, GeometryMismatchError
from medseg.volume import Geometry


def rotation(degrees: float, axis: int) -> np.ndarray:
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    turned = np.eye(3)
    a, b = [n for n in range(3) if n != axis]
    turned[a, a], turned[a, b], turned[b, a], turned[b, b] = c, -s, s, c
    return turned


def an_oblique_grid() -> Geometry:
    return Geometry.from_axes((4, 5, 6), (0.7, 0.8, 2.5), (10, -20, 30), rotation(20, 0) @ rotation(-35, 2))


def test_spacing_follows_the_axes_of_the_array() -> None:
    grid = an_oblique_grid()
    assert grid.spacing_ijk == pytest.approx((0.7, 0.8, 2.5))
    assert grid.spacing_mm == pytest.approx((2.5, 0.8, 0.7))
    assert grid.voxel_volume_ml == pytest.approx(0.7 * 0.8 * 2.5 / 1000)
    assert grid.voxel_count == 120


def test_points_agree_with_simpleitk_up_to_the_sign_of_lps() -> None:
    grid = an_oblique_grid()
    image = sitk.Image(6, 5, 4, sitk.sitkUInt8)
    image.SetSpacing(grid.spacing_ijk)
    image.SetOrigin(grid.origin_lps)
    image.SetDirection(grid.directions_lps.ravel().tolist())
    for index in [(0, 0, 0), (5, 4, 3), (2, 0, 1)]:
        left, posterior, superior = image.TransformIndexToPhysicalPoint(index)
        np.testing.assert_allclose(grid.to_ras([index])[0], (-left, -posterior, superior), atol=1e-9)


def test_points_come_back_to_their_indices() -> None:
    grid = an_oblique_grid()
    points = np.array([(0.0, 0.0, 0.0), (1.5, 2.25, -3.0)])
    np.testing.assert_allclose(grid.to_ijk(grid.to_ras(points)), points, atol=1e-9)


def test_axes_are_named_by_where_they_lead() -> None:
    assert Geometry.from_axes((2, 2, 2), (1, 1, 1)).orientation == "LPS"
    assert Geometry((2, 2, 2), np.eye(4)).orientation == "RAS"
    assert Geometry((2, 2, 2), np.diag([-1.0, 1.0, -2.0, 1.0])).orientation == "LAI"
    assert an_oblique_grid().orientation == "LPS"


def test_a_cropped_grid_keeps_the_places_of_its_voxels() -> None:
    grid = an_oblique_grid()
    part = grid.cropped((slice(1, 3), slice(2, None), slice(0, 4)))
    assert part.shape == (2, 3, 4)
    np.testing.assert_allclose(part.to_ras([(1, 1, 1)]), grid.to_ras([(1, 3, 2)]), atol=1e-12)


@given(st.tuples(*[st.floats(0.4, 5.0)] * 3))
def test_another_spacing_keeps_the_centre_and_covers_the_box(spacing_mm: tuple[float, float, float]) -> None:
    grid = an_oblique_grid()
    other = grid.with_spacing(spacing_mm)
    np.testing.assert_allclose(other.corners_ras.mean(axis=0), grid.corners_ras.mean(axis=0), atol=1e-9)
    assert other.spacing_mm == pytest.approx(spacing_mm)
    sizes = np.asarray(other.shape) * other.spacing_mm - np.asarray(grid.shape) * grid.spacing_mm
    assert np.all(np.abs(sizes) <= np.asarray(spacing_mm) / 2 + 1e-9) or min(other.shape) == 1


def test_equal_grids_match_and_rounding_does_not_count() -> None:
    grid = an_oblique_grid()
    rounded = Geometry(grid.shape, grid.ijk_to_ras.astype(np.float32).astype(np.float64))
    assert grid.matches(rounded)
    assert grid.differences(rounded) == []


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (Geometry.from_axes((4, 5, 7), (0.7, 0.8, 2.5)), "4 x 5 x 6 voxels against 4 x 5 x 7"),
        (Geometry.from_axes((4, 5, 6), (0.7, 0.8, 2.6)), "spacing"),
        (Geometry((4, 5, 6), np.diag([0.7, 0.8, 2.5, 1.0])), "axes"),
        (Geometry.from_axes((4, 5, 6), (0.7, 0.8, 2.5), (0.5, 0, 0)), "0.5 mm apart"),
    ],
)
def test_grids_that_differ_say_in_what(other: Geometry, words: str) -> None:
    grid = Geometry.from_axes((4, 5, 6), (0.7, 0.8, 2.5))
    with pytest.raises(GeometryMismatchError, match=words) as caught:
        grid.require_match(other, "the image", "the mask")
    assert "--resample" in str(caught.value)


@pytest.mark.parametrize("shape", [(0, 1, 1), (2, 2), (2, 2, -1)])
def test_a_grid_without_voxels_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(GeometryError, match="three sizes"):
        Geometry(shape, np.eye(4))  # type: ignore[arg-type]


@pytest.mark.parametrize("spacing", [0.0, 1e-9, 1e6, float("nan"), float("inf")])
def test_absurd_spacing_is_refused(spacing: float) -> None:
    with pytest.raises(GeometryError, match=r"spacings|finite"):
        Geometry((2, 2, 2), np.diag([1.0, spacing, 1.0, 1.0]))


def test_sheared_axes_are_refused_with_their_angle() -> None:
    sheared = np.eye(4)
    sheared[1, 2] = np.tan(np.radians(18.5))
    with pytest.raises(GeometryError, match=r"18\.50 degrees"):
        Geometry((2, 2, 2), sheared)


def test_the_matrix_cannot_be_changed_behind_the_grids_back() -> None:
    grid = an_oblique_grid()
    with pytest.raises(ValueError, match="read-only"):
        grid.ijk_to_ras[0, 0] = 3.0
