"""Trees that branch until they fill a lobe: arteries, veins, bronchi."""

import numpy as np

from medseg.sample.tube import Tube
from medseg.types import Floats

MURRAY = 2.7
_GOES_ON, _VARIES = 0.42, 0.08
_KEEPS_ON, _BENDS = 0.3, 0.07
_ALONG = np.linspace(0, 1, 5)


def grow(trunk: Tube, tips: Floats, tip_radius_mm: float, random: np.random.Generator) -> list[Tube]:
    """Grow a tree from the end of a tube to given tips.

    Each branch leads some way towards the middle of the tips that it feeds; there they are shared out to two. Radii follow
    Murray's law, with the exponent of 2.7 that Kassab reports (Am J Physiol Heart Circ Physiol 2006; 290: H894).

    Args:
        trunk: Where it starts.
        tips: Where its branches end (n, 3), in mm.
        tip_radius_mm: Radius at the tips.
        random: Where bends come from.

    Returns:
        The branches, each before those that spring from it; none where there are no tips.
    """
    branches: list[Tube] = []
    waiting = [(trunk.points[-1], _heading(trunk.points), tips)] if len(tips) else []
    while waiting:
        start, heading, fed = waiting.pop()
        points = _curve(start, heading, _fork(start, fed, random), random)
        radii = tip_radius_mm * np.array([len(fed), max(1.0, 0.8 * len(fed))]) ** (1 / MURRAY)
        branches.append(Tube(points, radii[0] + _ALONG * (radii[1] - radii[0])))
        if len(fed) > 1:
            waiting += [(points[-1], _heading(points), part) for part in _share_out(fed)]
    return branches


def _heading(points: Floats) -> Floats:
    """Direction (3,) in which a path ends."""
    last = points[-1] - points[-2]
    return np.asarray(last / max(float(np.linalg.norm(last)), 1e-6))


def _fork(start: Floats, fed: Floats, random: np.random.Generator) -> Floats:
    """Where a branch ends: part of the way to the middle of its tips, or at its only tip."""
    if len(fed) == 1:
        return np.asarray(fed[0])
    return np.asarray(start + (_GOES_ON + random.uniform(-_VARIES, _VARIES)) * (fed.mean(axis=0) - start))


def _curve(start: Floats, heading: Floats, end: Floats, random: np.random.Generator) -> Floats:
    """Points along a curve that leaves in the old direction, bent a little at random."""
    length = float(np.linalg.norm(end - start))
    control = start + heading * (_KEEPS_ON * length) + 0.18 * (end - start) + random.normal(0, _BENDS * length, 3)
    part = _ALONG[:, None]
    return np.asarray((1 - part) ** 2 * start + 2 * part * (1 - part) * control + part**2 * end)


def _share_out(fed: Floats) -> tuple[Floats, Floats]:
    """Two halves of the tips, cut across the direction in which they spread most."""
    spread = fed - fed.mean(axis=0)
    _, axes = np.linalg.eigh(spread.T @ spread)
    order = np.argsort(spread @ axes[:, -1], kind="stable")
    half = len(fed) // 2
    return fed[order[:half]], fed[order[half:]]
