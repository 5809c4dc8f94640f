"""Trees that branch until they fill a lobe: arteries, veins, bronchi."""

import numpy as np
from numpy.typing import NDArray

from medseg.sample.tube import Tube
from medseg.types import Floats

MURRAY = 2.7
_GOES_ON, _VARIES = 0.42, 0.08
_KEEPS_ON, _LEANS, _BENDS = 0.3, 0.18, 0.07
_ALONG = np.linspace(0, 1, 5)

Counts = NDArray[np.int64]


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
    starts, headings = trunk.points[-1:], _headings(trunk.points[None])
    counts = np.array([len(tips)] if len(tips) else [], dtype=np.int64)  # of tips to each branch, in the order of `tips`
    while len(counts):
        middles = np.add.reduceat(tips, _firsts(counts)) / counts[:, None]
        curves = _curves(starts, headings, _ends(starts, middles, counts, random), random)
        for curve, count in zip(curves, counts, strict=True):
            inlet, outlet = tip_radius_mm * np.array([count, max(1.0, 0.8 * count)]) ** (1 / MURRAY)
            branches.append(Tube(curve, inlet + _ALONG * (outlet - inlet)))
        forks = counts > 1
        tips, counts = _shared_out(tips, middles, counts)
        starts, headings = np.repeat(curves[forks, -1], 2, axis=0), np.repeat(_headings(curves[forks]), 2, axis=0)
    return branches


def _firsts(counts: Counts) -> Counts:
    return np.cumsum(counts) - counts


def _headings(curves: Floats) -> Floats:
    """Directions (n, 3) in which paths (n, points, 3) end."""
    last = curves[:, -1] - curves[:, -2]
    return np.asarray(last / np.maximum(np.linalg.norm(last, axis=1, keepdims=True), 1e-6))


def _ends(starts: Floats, middles: Floats, counts: Counts, random: np.random.Generator) -> Floats:
    """Where branches end (n, 3): part of the way to the middle of their tips, or at their only tip."""
    share = _GOES_ON + random.uniform(-_VARIES, _VARIES, (len(counts), 1))
    return np.where(counts[:, None] == 1, middles, starts + share * (middles - starts))


def _curves(starts: Floats, headings: Floats, ends: Floats, random: np.random.Generator) -> Floats:
    """Points (n, 5, 3) along curves that leave in the old direction, bent a little at random."""
    lengths = np.linalg.norm(ends - starts, axis=1, keepdims=True)
    bends = _BENDS * lengths * random.standard_normal(starts.shape)
    controls = starts + headings * (_KEEPS_ON * lengths) + _LEANS * (ends - starts) + bends
    part = _ALONG[None, :, None]
    return np.asarray((1 - part) ** 2 * starts[:, None] + 2 * part * (1 - part) * controls[:, None] + part**2 * ends[:, None])


def _shared_out(tips: Floats, middles: Floats, counts: Counts) -> tuple[Floats, Counts]:
    """Halve the tips of each branch that has several, across the direction in which they spread most.

    Returns:
        The tips that are left, half by half, and how many each half has.
    """
    several = counts > 1
    kept = np.repeat(several, counts)
    tips, middles, counts = tips[kept], middles[several], counts[several]
    if not len(counts):
        return tips, counts
    owners = np.repeat(np.arange(len(counts)), counts)
    spread = tips - middles[owners]
    squares = np.add.reduceat(spread[:, :, None] * spread[:, None, :], _firsts(counts))
    axes = np.linalg.eigh(squares)[1][:, :, -1]
    largest = np.take_along_axis(axes, np.abs(axes).argmax(axis=1)[:, None], axis=1)
    place = np.sum(spread * (axes * np.sign(largest))[owners], axis=1)  # the sign of an eigenvector is the library's whim
    halves = np.stack([counts // 2, counts - counts // 2], axis=1).ravel()
    return tips[np.lexsort((place, owners))], halves
