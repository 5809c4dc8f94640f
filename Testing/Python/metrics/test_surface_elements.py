import numpy as np
import pytest

from medseg.metrics.surface_elements import find_elements
from medseg.optional import ACCELERATION_VARIABLE
from medseg.records import SurfaceDefinition

pytest.importorskip("numba")

DEFINITIONS = list(SurfaceDefinition)


def whole(mask: np.ndarray) -> tuple[slice, slice, slice]:
    k, j, i = (slice(0, size) for size in mask.shape)
    return k, j, i


@pytest.mark.parametrize("definition", DEFINITIONS)
@pytest.mark.parametrize("shape", [(1, 1, 1), (1, 5, 40), (2, 1, 1), (6, 7, 8), (5, 9, 31), (40, 33, 70)])
@pytest.mark.parametrize("share", [0.03, 0.5, 0.97])
def test_numba_and_numpy_find_the_same_elements(definition, shape, share, monkeypatch):
    mask = np.random.default_rng(3).random(shape) < share
    fast = find_elements(mask, whole(mask), definition)
    monkeypatch.setenv(ACCELERATION_VARIABLE, "off")
    plain = find_elements(mask, whole(mask), definition)
    assert fast.shape == plain.shape
    for name in ("starts", "columns", "codes"):
        np.testing.assert_array_equal(getattr(fast, name), getattr(plain, name))
        assert getattr(fast, name).dtype == getattr(plain, name).dtype


@pytest.mark.parametrize("acceleration", ["on", "off"])
@pytest.mark.parametrize("definition", DEFINITIONS)
def test_a_box_around_the_mask_holds_all_its_elements(definition, acceleration, monkeypatch):
    monkeypatch.setenv(ACCELERATION_VARIABLE, acceleration)
    mask = np.zeros((9, 10, 23), dtype=bool)
    mask[2:6, 3:7, 4:20] = np.random.default_rng(1).random((4, 4, 16)) < 0.6
    box = (slice(2, 6), slice(3, 7), slice(4, 20))
    cropped = find_elements(mask, box, definition)
    around = find_elements(mask, whole(mask), definition)
    np.testing.assert_array_equal(cropped.points() + np.array([2, 3, 4]), around.points())
    np.testing.assert_array_equal(cropped.codes, around.codes)


@pytest.mark.parametrize("acceleration", ["on", "off"])
def test_border_voxels_have_a_face_neighbour_outside(acceleration, monkeypatch):
    from scipy import ndimage

    monkeypatch.setenv(ACCELERATION_VARIABLE, acceleration)
    mask = np.random.default_rng(1).random((6, 7, 8)) < 0.8
    found = np.zeros(mask.shape, dtype=bool)
    found[tuple(find_elements(mask, whole(mask), SurfaceDefinition.VOXELS).points().T)] = True
    np.testing.assert_array_equal(found, mask & ~ndimage.binary_erosion(mask))


@pytest.mark.parametrize("acceleration", ["on", "off"])
@pytest.mark.parametrize("order", [(2, 1, 0), (1, 0, 2)])
def test_masks_in_any_memory_order_have_the_same_elements(order, acceleration, monkeypatch):
    monkeypatch.setenv(ACCELERATION_VARIABLE, acceleration)
    mask = np.random.default_rng(1).random((6, 7, 8)) < 0.5
    turned = mask.transpose(order)[:, ::-1]
    for definition in DEFINITIONS:
        found = find_elements(turned, whole(turned), definition)
        expected = find_elements(np.ascontiguousarray(turned), whole(turned), definition)
        np.testing.assert_array_equal(found.points(), expected.points())
        np.testing.assert_array_equal(found.codes, expected.codes)


def test_points_of_some_elements_are_those_of_all():
    mask = np.random.default_rng(1).random((6, 7, 8)) < 0.5
    elements = find_elements(mask, whole(mask), SurfaceDefinition.ELEMENTS)
    which = np.array([0, 5, elements.count - 1])
    np.testing.assert_array_equal(elements.points(which), elements.points()[which])


@pytest.mark.parametrize("acceleration", ["on", "off"])
def test_a_mask_of_nothing_has_no_elements(acceleration, monkeypatch):
    monkeypatch.setenv(ACCELERATION_VARIABLE, acceleration)
    for definition in DEFINITIONS:
        assert find_elements(np.zeros((3, 4, 5), bool), (slice(0, 3), slice(0, 4), slice(0, 5)), definition).count == 0
