"""The array types of MedSeg's signatures. Arrays of voxels are indexed (k, j, i)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Voxels = NDArray[Any]
"""Intensities of any real type, (k, j, i)."""

Mask = NDArray[np.bool_]
"""A mask, (k, j, i)."""

Labels = NDArray[np.unsignedinteger[Any]]
"""A labelmap, (k, j, i); 0 is background."""

Floats = NDArray[np.float64]
"""Points (n, 3), matrices (4, 4) and lists of numbers."""

Shape = tuple[int, int, int]
"""Number of voxels along (k, j, i)."""

Triple = tuple[float, float, float]
"""Three numbers; a suffix of the name says which, as in `spacing_mm` and `origin_ras`."""
