"""Whether compiled loops are worth their start."""

import sys

from medseg.filters.acceleration import COLD_VOXELS
from medseg.optional import is_accelerated


def is_worth_compiling(voxels: int) -> bool:
    """Whether to run numba's loops over so many voxels: where it is loaded already, or where loading it pays."""
    return ("numba" in sys.modules or voxels >= COLD_VOXELS) and is_accelerated("numba")
