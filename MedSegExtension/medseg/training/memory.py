"""How the C library keeps memory that was let go of."""

import ctypes
import logging
import sys

logger = logging.getLogger(__name__)

M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_MAX = -1, -2, -4
TOP_PAD_BYTES = 64 * 2**20
NEVER = -1


def keep_freed_memory() -> bool:
    """Let glibc keep large blocks for the next step instead of giving them back to the system.

    Each step of a training allocates what the one before let go of; by default glibc maps large blocks anew each time, and the
    system fills every page with zeros, which takes as long as the arithmetic. PyTorch's allocator for processors has no cache.

    Returns:
        Whether it was done; other C libraries have nothing like it.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        set_option = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):  # musl has none
        return False
    done = [set_option(M_MMAP_MAX, 0), set_option(M_TRIM_THRESHOLD, NEVER), set_option(M_TOP_PAD, TOP_PAD_BYTES)]
    return all(done)
