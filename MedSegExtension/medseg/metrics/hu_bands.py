"""Bands of HU that tell how much air is in lung."""

import math

import numpy as np
from numpy.typing import NDArray

BANDS_HU = {
    "hyperinflated": (-math.inf, -900.0),
    "normally_aerated": (-900.0, -500.0),
    "poorly_aerated": (-500.0, -100.0),
    "non_aerated": (-100.0, np.nextafter(np.float32(100.0), np.float32(200.0)).item()),
    "dense": (np.nextafter(np.float32(100.0), np.float32(200.0)).item(), math.inf),
}
"""Lower bound, inclusive, and upper bound, exclusive (Gattinoni et al., Am J Respir Crit Care Med 2001; 164: 1701-1711).

There -1000 HU and 100 HU are the ends; noise goes below the one, calcium and contrast above the other.
"""

GROUND_GLASS_HU = -700.0
"""Aerated lung ends here (Colombi et al., Radiology 2020; 296: E86-E96)."""

CONSOLIDATION_HU = -300.0
"""Best of eight cuts between ground glass and consolidation (BMC Infect Dis 2021, doi 10.1186/s12879-021-06556-z)."""


def band_percents(hu: NDArray[np.float32]) -> dict[str, float]:
    """Share of each band in percent of all voxels with a known density; NaN where there is none.

    Args:
        hu: HU (n,); NaN is left out.

    Example:
        >>> shares = band_percents(np.array([-950, -900, -100, 100, 101], dtype=np.float32))
        >>> {name: round(share) for name, share in shares.items()}
        {'hyperinflated': 20, 'normally_aerated': 20, 'poorly_aerated': 0, 'non_aerated': 40, 'dense': 20}
    """
    known = int(np.count_nonzero(~np.isnan(hu)))
    counts = {name: int(np.count_nonzero((hu >= low) & (hu < high))) for name, (low, high) in BANDS_HU.items()}
    return {name: 100.0 * count / known if known else math.nan for name, count in counts.items()}
