"""Whether slices are evenly spaced, and an even grid for those that are not."""

from dataclasses import dataclass

import numpy as np

from medseg.errors import ReadError
from medseg.types import Floats
from medseg.volume import Finding

EVEN_TOLERANCE = 0.01  # of the spacing: what positions may stray and still count as even
_ROUNDED_TOLERANCE = 0.1  # of the spacing, where the header's rounding explains it
_DECIMALS_MM = (0.1, 0.01, 0.001)
_ROUNDING = 0.6  # of a decimal: half of it, and what the best line strays from the true one
_MOST_SLICES = 4  # made for each one that is there


@dataclass(frozen=True)
class Spacing:
    """An even grid of slices, and where the slices that are there stand on it.

    Attributes:
        spacing_mm: Between slices of the grid.
        count: Slices of the grid.
        places: Of each slice that is there, in slices of the grid from its first; ascending.
        finding: What is uneven; None where nothing is.
    """

    spacing_mm: float
    count: int
    places: tuple[float, ...]
    finding: Finding | None


def to_spacing(heights_mm: Floats, rounding_mm: float = 0.0) -> Spacing:
    """Find the even grid of at least two slices.

    Gaps that are multiples of one spacing are missing slices. For others the grid takes the gap than which a fifth are smaller:
    fine where slices are fine, and not led astray by one that is too small.

    Args:
        heights_mm: (n,) of the slices along their normal, ascending, all different.
        rounding_mm: How far the header's rounding may move a slice.

    Raises:
        ReadError: The gaps are so large that most of the volume would be made up.
    """
    gaps = np.diff(heights_mm)
    steps = np.arange(len(heights_mm), dtype=np.float64)
    if _is_on_grid(heights_mm, steps, rounding_mm):
        return Spacing(float(gaps.mean()), len(heights_mm), tuple(steps.tolist()), None)
    base = _base_gap(gaps)
    extent = float(heights_mm[-1] - heights_mm[0])
    _check_count(round(extent / base) + 1, gaps)
    multiples = np.maximum(1, np.round(gaps / base))
    steps[1:] = np.cumsum(multiples)
    if _is_on_grid(heights_mm, steps, rounding_mm):
        return Spacing(extent / float(steps[-1]), int(steps[-1]) + 1, tuple(steps.tolist()), _missing(multiples))
    places = (heights_mm - heights_mm[0]) / base
    return Spacing(base, round(extent / base) + 1, tuple(places.tolist()), _uneven(gaps, base))


def rounding_of(positions: Floats, normal: Floats) -> float:
    """How far the rounding of positions (n, 3) to tenths, hundredths or thousandths may move a slice along the normal, in mm."""
    for decimal in _DECIMALS_MM:
        if np.allclose(positions, np.round(positions / decimal) * decimal, rtol=0, atol=1e-6):
            return float(_ROUNDING * decimal * np.abs(normal).sum())
    return 0.0


def _is_on_grid(heights_mm: Floats, steps: Floats, rounding_mm: float) -> bool:
    """Whether slices stand where these steps of the best spacing put them."""
    spacing, start = np.polyfit(steps, heights_mm, 1)
    stray = float(np.abs(heights_mm - start - spacing * steps).max())
    return stray <= float(max(EVEN_TOLERANCE * spacing, min(rounding_mm, _ROUNDED_TOLERANCE * spacing)))


def _base_gap(gaps: Floats) -> float:
    """The gap than which a fifth are smaller, as the mean of those like it."""
    low = np.sort(gaps)[int(0.2 * (len(gaps) - 1))]
    return float(gaps[np.abs(gaps - low) <= EVEN_TOLERANCE * low].mean())


def _check_count(count: int, gaps: Floats) -> None:
    if count > _MOST_SLICES * (len(gaps) + 1) + 1:
        raise ReadError(
            f"The slices do not make one volume: {len(gaps) + 1} slices with gaps from {gaps.min():.4g} to {gaps.max():.4g} mm, "
            "so that most of it would be made up. Put the slices that belong together into a folder of their own."
        )


def _missing(multiples: Floats) -> Finding:
    count = int(multiples.sum()) - len(multiples)
    after = [str(n) for n in (np.flatnonzero(multiples > 1) + 1).tolist()]
    places = ", ".join(after[:5]) + (", ..." if len(after) > 5 else "")
    verb = "slice is" if count == 1 else "slices are"
    return Finding(
        "missing-slices",
        f"{count} {verb} missing (after slice {places}): filled by linear interpolation between the neighbours.",
        repaired=True,
    )


def _uneven(gaps: Floats, spacing_mm: float) -> Finding:
    return Finding(
        "uneven-spacing",
        f"The gaps between slices differ, from {gaps.min():.4g} to {gaps.max():.4g} mm: resampled to every {spacing_mm:.4g} mm "
        "by linear interpolation.",
        repaired=True,
    )
