"""Lungs and infection in numbers."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medseg.metrics.hu_bands import CONSOLIDATION_HU, GROUND_GLASS_HU, band_percents
from medseg.metrics.involved_lungs import InvolvedLungs
from medseg.metrics.lung_voxels import THIRDS, LungVoxels
from medseg.metrics.severity import SIDES, Shares, infected_shares, lobe_shares, severity_score, third_shares
from medseg.records.involvement import Involvement, LungRegion
from medseg.types import Mask
from medseg.volume import Segmentation, Volume

MM_PER_CM = 10.0


def measure_involvement(
    volume: Volume, lungs: Segmentation, infection: Mask | None = None, lobes: Segmentation | None = None
) -> tuple[Involvement, ...]:
    """Measure the lungs, and the infection in them.

    Infection that touches a lung and that its mask left out is added to the lung first: see `join_infection`.

    Args:
        volume: A CT, or a picture of one; of a picture only the infected share can be told.
        lungs: The right and the left lung on the image's grid; one of them may be empty.
        infection: The infection (k, j, i); None where nobody looked for it: its numbers are NaN then.
        lobes: The five lobes on the image's grid, for the severity score; else it counts thirds of each lung.

    Returns:
        Both lungs first, then the right and the left one. Of an empty lung all but its volume of 0 is NaN.

    Raises:
        GeometryMismatchError: Something lies on another grid than the image.
        InputError: The infection has another shape.
        SegmentError: Both lungs are empty, a segment does not tell its side, or a lobe is missing.
    """
    if lobes is not None:
        volume.geometry.require_match(lobes.geometry, "the image", "the lobes")
    return describe_involvement(InvolvedLungs.of(volume, lungs, infection), lobes)


def describe_involvement(lungs: InvolvedLungs, lobes: Segmentation | None = None) -> tuple[Involvement, ...]:
    """The numbers of lungs that were joined with their infection; see `measure_involvement`."""
    parts: Shares = third_shares(lungs) if lobes is None else lobe_shares(lungs, lobes)
    return tuple(_measured(lungs, region, parts) for region in LungRegion)


def _measured(lungs: InvolvedLungs, region: LungRegion, parts: Shares) -> Involvement:
    voxels = lungs.voxels[region]
    bands = {f"{name}_percent": percent for name, percent in band_percents(voxels.hu).items()}
    plain = Involvement(
        region=region,
        lung_ml=voxels.count * voxels.voxel_ml,
        mean_hu=_mean(voxels.hu),
        dorsal_gradient_hu_per_cm=_gradient(voxels),
        **bands,
    )
    if voxels.infected is None:
        return plain
    score, highest = severity_score(parts, region)
    added = sum(lungs.added.get(side, 0) for side in SIDES[region])
    found: dict[str, Any] = _infection(voxels) | _thirds(voxels)
    return replace(
        plain,
        **found,
        severity_score=score,
        severity_max=highest,
        joined_ml=added * voxels.voxel_ml,
        outside_ml=lungs.outside * voxels.voxel_ml if region is LungRegion.BOTH else math.nan,
    )


def _infection(voxels: LungVoxels) -> dict[str, float]:
    """Size and density of the infection."""
    infected = voxels.infected
    assert infected is not None  # noqa: S101  asked before
    hu = voxels.hu[infected]
    millilitres = voxels.voxel_ml if voxels.count and not _is_unknown(voxels.hu) else math.nan
    counts = {
        "aerated_infection": np.count_nonzero(hu < GROUND_GLASS_HU),
        "ground_glass": np.count_nonzero((hu >= GROUND_GLASS_HU) & (hu < CONSOLIDATION_HU)),
        "consolidation": np.count_nonzero(hu >= CONSOLIDATION_HU),
    }
    known = math.nan if math.isnan(millilitres) else 1.0
    return {
        "infection_ml": hu.size * voxels.voxel_ml,
        "infection_percent": _percent(hu.size, voxels.count),
        "infection_mean_hu": _mean(hu),
        **{f"{name}_ml": count * millilitres for name, count in counts.items()},
        "ground_glass_percent": _percent(int(counts["ground_glass"]), voxels.count) * known,
        "consolidation_percent": _percent(int(counts["consolidation"]), voxels.count) * known,
    }


def _thirds(voxels: LungVoxels) -> dict[str, float]:
    lower, middle, upper = infected_shares(voxels, voxels.height, THIRDS)
    ventral, central, dorsal = infected_shares(voxels, voxels.depth, THIRDS)
    return {
        "upper_percent": upper,
        "middle_percent": middle,
        "lower_percent": lower,
        "ventral_percent": ventral,
        "central_percent": central,
        "dorsal_percent": dorsal,
    }


def _gradient(voxels: LungVoxels) -> float:
    """Slope of HU over depth by least squares, per cm; NaN without densities or without depth."""
    known = ~np.isnan(voxels.hu)
    back, hu = voxels.back_mm[known].astype(np.float64), voxels.hu[known].astype(np.float64)
    if not hu.size:
        return math.nan
    back -= back.mean()
    spread = float(back @ back)
    return MM_PER_CM * float(back @ (hu - hu.mean())) / spread if spread > 0 else math.nan


def _mean(hu: NDArray[np.float32]) -> float:
    known = hu[~np.isnan(hu)]
    return float(known.mean(dtype=np.float64)) if known.size else math.nan


def _is_unknown(hu: NDArray[np.float32]) -> bool:
    return bool(np.isnan(hu).all())


def _percent(part: int, whole: int) -> float:
    return 100.0 * part / whole if whole else math.nan
