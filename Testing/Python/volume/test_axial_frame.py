"""Arrays turned so that axes lead to head, back and left."""

from itertools import permutations, product

import numpy as np
import pytest

from medseg.volume import Geometry
from medseg.volume.axial_frame import AxialFrame

SHAPE = (2, 3, 4)


def _geometry(order, signs):
    matrix = np.eye(4)
    directions = np.zeros((3, 3))
    for column, (axis, sign) in enumerate(zip(order, signs, strict=True)):
        directions[axis, column] = sign
    matrix[:3, :3] = directions * [0.5, 1.5, 2.5]
    return Geometry(SHAPE, matrix)


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("signs", list(product((-1, 1), repeat=3)))
def test_every_whole_turn_leads_the_axes_to_head_back_and_left(order, signs):
    geometry = _geometry(order, signs)
    frame = AxialFrame(geometry)
    k, j, i = np.indices(SHAPE)
    right, front, head = geometry.to_ras(np.stack([i, j, k], axis=-1).reshape(-1, 3)).T.reshape(3, *SHAPE)
    assert (np.diff(frame.to_axial(head), axis=0) > 0).all()
    assert (np.diff(frame.to_axial(front), axis=1) < 0).all()
    assert (np.diff(frame.to_axial(right), axis=2) < 0).all()


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("signs", [(1, 1, 1), (-1, 1, -1), (-1, -1, -1)])
def test_turning_there_and_back_changes_nothing(order, signs):
    frame = AxialFrame(_geometry(order, signs))
    array = np.arange(24).reshape(SHAPE)
    back = frame.from_axial(frame.to_axial(array))
    np.testing.assert_array_equal(back, array)
    assert back.flags.c_contiguous


def test_spacing_follows_the_turned_axes():
    assert AxialFrame(_geometry((2, 0, 1), (1, 1, 1))).spacing_mm == pytest.approx((0.5, 2.5, 1.5))


def test_leftness_is_the_distance_to_the_patients_left_on_an_oblique_grid():
    angle = np.deg2rad(30)
    turn = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
    matrix = np.eye(4)
    matrix[:3, :3] = turn @ np.diag([-2.0, 3.0, 4.0])
    geometry = Geometry((5, 6, 7), matrix)
    frame = AxialFrame(geometry)
    places = np.zeros(geometry.shape)
    k, j, i = np.indices(geometry.shape)
    places = -geometry.to_ras(np.stack([i, j, k], axis=-1).reshape(-1, 3))[:, 0].reshape(geometry.shape)
    turned = frame.to_axial(places)
    points = np.argwhere(np.ones(turned.shape))
    found = frame.leftness_mm(points).reshape(turned.shape)
    np.testing.assert_allclose(found - found[0, 0, 0], turned - turned[0, 0, 0], atol=1e-9)
