"""Painting with soft edges."""

import numpy as np
import pytest

from medseg.sample.build import Build
from medseg.sample.canvas import AIR_HU, Canvas
from medseg.sample.lung_content import paint_vessels
from medseg.sample.shapes import ellipsoid
from medseg.sample.tissue import Tissue
from medseg.sample.tube import Tube
from medseg.volume import Geometry

PLAIN = Build(scale=np.ones(3), shift_mm=np.zeros(3), fat_mm=10.0, rib_shift_mm=np.zeros((2, 12)))


def canvas(shape: tuple[int, int, int] = (20, 24, 28), spacing: tuple[float, float, float] = (1.5, 1.5, 2.0)) -> Canvas:
    origin = [-(n - 1) / 2 * mm for n, mm in zip(reversed(shape), spacing, strict=True)]
    return Canvas(Geometry.from_axes(shape, spacing, origin), PLAIN)


def test_a_sphere_has_its_volume_and_its_intensity() -> None:
    painted = canvas((40, 60, 60), (0.5, 0.5, 0.5))
    patch = painted.whole
    patch.paint(ellipsoid(patch.at, (0.0, 0.0, 0.0), (8.0, 8.0, 8.0)), 100.0, Tissue.ORGAN)
    ball = 4 / 3 * np.pi * 8**3
    assert (patch.tissue == Tissue.ORGAN).sum() * 0.125 == pytest.approx(ball, rel=0.01)
    assert (patch.hu - AIR_HU).sum() / (100 - AIR_HU) * 0.125 == pytest.approx(ball, rel=0.01)
    assert patch.hu[20, 30, 30] == 100
    assert patch.hu[0, 0, 0] == AIR_HU


def test_painting_where_nothing_may_be_painted_changes_nothing() -> None:
    painted = canvas()
    patch = painted.whole
    patch.paint(ellipsoid(patch.at, (0.0, 0.0, 0.0), (8.0, 8.0, 8.0)), 100.0, Tissue.ORGAN, patch.within(Tissue.LUNG))
    assert np.all(patch.hu == AIR_HU)
    assert np.all(patch.tissue == Tissue.AIR)


def test_a_patch_holds_its_points_and_paints_on_the_canvas() -> None:
    painted = canvas()
    patch = painted.around(np.array([(3.0, 4.0, 5.0)]), 2.5)
    assert patch is not None
    assert patch.at.x.min() >= 0.5
    assert patch.at.x.max() < 5.5
    patch.hu[...] = 7
    assert (painted.whole.hu == 7).sum() == patch.hu.size


@pytest.mark.parametrize("point", [(100.0, 0.0, 0.0), (0.0, -100.0, 0.0), (0.0, 0.0, 100.0)])
def test_nothing_lies_around_a_point_outside(point: tuple[float, float, float]) -> None:
    assert canvas().around(np.array([point]), 5.0) is None


def test_slabs_cover_the_image_once() -> None:
    painted = canvas((7, 600, 600))
    for _, slab in painted.slabs():
        slab.hu[...] += 1
    assert np.all(painted.whole.hu == AIR_HU + 1)
    assert [done for done, _ in painted.slabs()][-1] == 1.0


def test_points_and_voxels_agree() -> None:
    painted = canvas()
    at = painted.whole.at
    point = np.array([[at.x[0, 0, 3], at.y[0, 5, 0], at.z[7, 0, 0]]])
    np.testing.assert_allclose(painted.to_kji(point), [(7, 5, 3)], atol=1e-5)


@pytest.mark.parametrize("radius_mm", [0.2, 0.5, 0.74, 0.76, 1.2, 3.0])
def test_a_vessel_brings_its_volume_in_blood_however_thin_it_is(radius_mm: float) -> None:
    painted = canvas((40, 60, 60), (1.5, 1.5, 1.5))
    painted.whole.hu[...] = -850
    painted.whole.tissue[...] = Tissue.LUNG
    paint_vessels(painted, [Tube(np.array([(-20.0, -11.0, -7.0), (22.0, 13.0, 9.0)]), np.full(2, radius_mm))])
    blood = (painted.whole.hu + 850).sum() / 892 * painted.voxel_mm3
    length = np.linalg.norm((42, 24, 16))
    assert blood == pytest.approx(np.pi * radius_mm**2 * (length + 4 / 3 * radius_mm), rel=0.05)
