"""Trees reach every tip; tubes keep their volume."""

import numpy as np
import pytest

from medseg.sample.tree import MURRAY, grow
from medseg.sample.tube import Tube, beads, lengths_along

TRUNK = Tube(np.array([(0.0, 0.0, -5.0), (0.0, 0.0, 0.0)]), np.array([3.0, 3.0]))


@pytest.mark.parametrize("count", [1, 2, 3, 50])
def test_a_tree_ends_once_at_each_tip(count: int) -> None:
    tips = np.random.default_rng(1).uniform(5, 50, (count, 3))
    branches = grow(TRUNK, tips, 0.5, np.random.default_rng(2))
    assert len(branches) == 2 * count - 1
    ends = {tuple(np.round(branch.points[-1], 6)) for branch in branches}
    assert {tuple(np.round(tip, 6)) for tip in tips} <= ends


def test_branches_spring_from_the_trunk_or_from_one_another() -> None:
    tips = np.random.default_rng(1).uniform(5, 50, (40, 3))
    branches = grow(TRUNK, tips, 0.5, np.random.default_rng(2))
    np.testing.assert_array_equal(branches[0].points[0], TRUNK.points[-1])
    ends = np.array([branch.points[-1] for branch in branches])
    for branch in branches[1:]:
        assert np.abs(ends - branch.points[0]).sum(axis=1).min() < 1e-9


def test_radii_follow_murrays_law() -> None:
    tips = np.random.default_rng(1).uniform(5, 50, (64, 3))
    branches = grow(TRUNK, tips, 0.5, np.random.default_rng(2))
    assert branches[0].radii_mm[0] == pytest.approx(0.5 * 64 ** (1 / MURRAY))
    assert min(branch.radii_mm.min() for branch in branches) == pytest.approx(0.5)
    assert all(np.all(np.diff(branch.radii_mm) <= 0) for branch in branches)


def test_no_tips_no_tree() -> None:
    assert grow(TRUNK, np.empty((0, 3)), 0.5, np.random.default_rng(2)) == []


def test_beads_hold_the_volume_of_the_tube() -> None:
    tube = Tube.through(((0, 0, 0, 2), (30, 0, 0, 2), (30, 40, 0, 2)), 1.0)
    points, volumes = beads([tube, tube.mirrored(-1.0)], 0.7)
    assert volumes.sum() == pytest.approx(2 * np.pi * 4 * lengths_along(tube.points)[-1])
    assert points[:, 0].min() == pytest.approx(-points[:, 0].max())


def test_a_tube_goes_through_its_knots() -> None:
    knots = ((0, 0, 0, 2), (10, 5, 0, 3), (20, 0, 8, 1))
    tube = Tube.through(knots, 0.05)
    for x, y, z, radius in knots:
        nearest = np.argmin(np.linalg.norm(tube.points - (x, y, z), axis=1))
        np.testing.assert_allclose(tube.points[nearest], (x, y, z), atol=0.05)
        assert tube.radii_mm[nearest] == pytest.approx(radius, abs=0.05)


def test_a_narrowed_tube_never_turns_inside_out() -> None:
    assert TRUNK.widened(-10).radii_mm.min() > 0
