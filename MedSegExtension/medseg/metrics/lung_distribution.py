"""How density and infection spread over the lungs."""

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from medseg.metrics.involved_lungs import InvolvedLungs
from medseg.metrics.lung_voxels import LungVoxels
from medseg.records.hu_histogram import HuHistogram
from medseg.records.involvement import LungRegion
from medseg.records.lung_level import LungAxis, LungLevel

LEVELS = 10
"""Slabs of equal height or depth, as Gattinoni's group parts lungs into levels."""

LOWEST_HU, HIGHEST_HU, BIN_HU = -1050.0, 250.0, 10.0


def lung_levels(lungs: InvolvedLungs) -> tuple[LungLevel, ...]:
    """Volume, infection and density of ten slabs of each lung, from feet to head and from front to back.

    Returns:
        None for an axis along which the lungs are fewer than three voxels long, or whose direction is unknown.
    """
    return tuple(
        level
        for region, voxels in lungs.voxels.items()
        for axis, places in ((LungAxis.FEET_TO_HEAD, voxels.height), (LungAxis.FRONT_TO_BACK, voxels.depth))
        for level in _levels(region, axis, voxels, places)
    )


def hu_histograms(lungs: InvolvedLungs) -> tuple[HuHistogram, ...]:
    """Volume by density, in bins of 10 HU from -1050 to 250 HU; what lies beyond is in the end bins."""
    return tuple(_histogram(region, voxels) for region, voxels in lungs.voxels.items())


def _levels(region: LungRegion, axis: LungAxis, voxels: LungVoxels, places: NDArray[np.float32]) -> Iterator[LungLevel]:
    if not voxels.count or np.isnan(places).any():
        return
    numbers = np.minimum((places * LEVELS).astype(np.uint8), LEVELS - 1)
    infected = np.zeros(voxels.count, dtype=np.bool_) if voxels.infected is None else voxels.infected
    total, some = (np.bincount(part, minlength=LEVELS) for part in (numbers, numbers[infected]))
    known = ~np.isnan(voxels.hu)
    counted = np.bincount(numbers[known], minlength=LEVELS)
    sums = np.bincount(numbers[known], weights=voxels.hu[known], minlength=LEVELS)
    unknown = math.nan if voxels.infected is None else 1.0
    for number in range(LEVELS):
        yield LungLevel(
            region=region,
            axis=axis,
            level=number + 1,
            lung_ml=float(total[number]) * voxels.voxel_ml,
            infection_ml=float(some[number]) * voxels.voxel_ml * unknown,
            infection_percent=100.0 * float(some[number] / total[number]) * unknown if total[number] else math.nan,
            mean_hu=float(sums[number] / counted[number]) if counted[number] else math.nan,
        )


def _histogram(region: LungRegion, voxels: LungVoxels) -> HuHistogram:
    edges = np.arange(LOWEST_HU, HIGHEST_HU + BIN_HU / 2, BIN_HU)
    known = ~np.isnan(voxels.hu)
    lung = _counts(voxels.hu[known], edges.size - 1) * voxels.voxel_ml
    infected = np.full_like(lung, np.nan)
    if voxels.infected is not None:
        infected = _counts(voxels.hu[known & voxels.infected], edges.size - 1) * voxels.voxel_ml
    return HuHistogram(region, tuple(edges.tolist()), tuple(lung.tolist()), tuple(infected.tolist()))


def _counts(hu: NDArray[np.float32], bins: int) -> NDArray[np.int64]:
    numbers = np.clip(np.floor((hu - LOWEST_HU) / BIN_HU), 0, bins - 1).astype(np.int64)
    return np.bincount(numbers, minlength=bins)
