"""CT severity score, by volume."""

import math
from collections.abc import Sequence

import numpy as np

from medseg.filters.crop import crop_segmentation
from medseg.metrics.involved_lungs import InvolvedLungs
from medseg.metrics.join_infection import join_infection
from medseg.metrics.lobes import LOBES, lobe_labels
from medseg.metrics.lung_sides import LEFT, RIGHT
from medseg.metrics.lung_voxels import THIRDS, LungVoxels
from medseg.records.involvement import LungRegion
from medseg.volume import Segmentation

WORST_GRADE = 5
SIDES = {LungRegion.BOTH: (RIGHT, LEFT), LungRegion.RIGHT: (RIGHT,), LungRegion.LEFT: (LEFT,)}
REGIONS = {RIGHT: LungRegion.RIGHT, LEFT: LungRegion.LEFT}

Shares = dict[int, list[float]]
"""Infected shares in percent of the parts of each side."""


def severity_grade(percent: float) -> float:
    """Grade of a lobe or a third by its infected share.

    0 none, 1 below 5 %, 2 up to 25 %, 3 below 50 %, 4 up to 75 %, 5 above (Pan et al., Radiology 2020; 295: 715-721, who
    graded by eye and left the gaps between whole percents open).

    Args:
        percent: Infected share, 0 to 100; NaN gives NaN.

    Example:
        >>> [severity_grade(percent) for percent in (0, 0.1, 5, 25, 25.1, 50, 75, 75.1)]
        [0.0, 1.0, 2.0, 2.0, 3.0, 4.0, 4.0, 5.0]
    """
    if math.isnan(percent):
        return math.nan
    if percent < 50:
        return 0.0 if percent <= 0 else 1.0 if percent < 5 else 2.0 if percent <= 25 else 3.0
    return 4.0 if percent <= 75 else float(WORST_GRADE)


def third_shares(lungs: InvolvedLungs) -> Shares:
    """Infected share of each third of each lung's height, from its bottom; none of a lung that is not there."""
    return {side: _by_third(lungs.voxels[region]) for side, region in REGIONS.items() if lungs.voxels[region].count}


def lobe_shares(lungs: InvolvedLungs, lobes: Segmentation) -> Shares:
    """Infected share of each lobe, joined with the infection in the lungs that touches it; none of an empty lobe.

    Raises:
        SegmentError: Not every lobe is there once.
    """
    infection = lungs.infection if lungs.infection is not None else np.zeros(lungs.labels.shape, dtype=np.bool_)
    joined = join_infection(lobe_labels(crop_segmentation(lobes, lungs.box)), infection, lungs.geometry.spacing_mm)
    size = len(LOBES) + 1
    total = np.bincount(joined.labels.reshape(-1), minlength=size)
    infected = np.bincount(joined.labels[joined.infection], minlength=size)
    found: Shares = {}
    for label, (side, _) in enumerate(LOBES, start=1):
        if total[label]:
            found.setdefault(side, []).append(100.0 * float(infected[label] / total[label]))
    return found


def severity_score(shares: Shares, region: LungRegion) -> tuple[float, float]:
    """Score of a region, and the highest that it can have; both NaN where a share is not known."""
    parts: Sequence[float] = [percent for side in SIDES[region] for percent in shares.get(side, ())]
    grades = [severity_grade(percent) for percent in parts]
    if not grades or any(map(math.isnan, grades)):
        return math.nan, math.nan
    return sum(grades), float(WORST_GRADE * len(grades))


def _by_third(voxels: LungVoxels) -> list[float]:
    return infected_shares(voxels, voxels.height, THIRDS)


def infected_shares(voxels: LungVoxels, shares: np.ndarray, parts: int) -> list[float]:
    """Infected share in percent of equal parts of a way through the lung; NaN where a part is empty or nothing is known."""
    if voxels.infected is None or not voxels.count or np.isnan(shares[0]):
        return [math.nan] * parts
    levels = np.minimum((shares * parts).astype(np.uint8), parts - 1)
    total = np.bincount(levels, minlength=parts)
    infected = np.bincount(levels[voxels.infected], minlength=parts)
    return [100.0 * float(some / whole) if whole else math.nan for some, whole in zip(infected, total, strict=True)]
