"""The threshold's inner loop. Import it only where numba is to be used."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from medseg.filters.compiled import compiled


@compiled
def mark_between(voxels: NDArray[Any], low: Any, high: Any, mask: NDArray[np.bool_]) -> None:
    """Write to `mask` (n) whether low <= voxels (n) <= high."""
    for n in range(voxels.size):
        mask[n] = (voxels[n] >= low) & (voxels[n] <= high)
