"""When a compiled loop is worth its start."""

import sys

from medseg.optional import is_accelerated

COLD_VOXELS = 2**24  # loading numba takes half a second, in which SciPy labels this many voxels and more
WARM_VOXELS = 2**17


def is_compiled_worthwhile(voxels: int) -> bool:
    """Whether numba is there, and saves more time on that many voxels than loading it costs."""
    least = WARM_VOXELS if "numba" in sys.modules else COLD_VOXELS
    return voxels >= least and is_accelerated("numba")
