"""How the C library gives memory back."""

import ctypes
import platform

TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3  # of glibc's malloc.h
LARGEST = 2**31 - 1
LARGEST_FROM_HEAP = 2**30


def keep_memory() -> bool:
    """Let glibc keep large blocks that were freed, and hand them out again.

    By default each large block comes fresh from the kernel, which clears it page by page: a third of the time that PyTorch takes
    for a network of three dimensions on the CPU. From then on this process keeps its largest use of memory until it ends.

    Returns:
        Whether it is so now; False where the C library is another one.
    """
    if platform.libc_ver()[0] != "glibc":
        return False
    library = ctypes.CDLL(None)
    return bool(library.mallopt(MMAP_THRESHOLD, LARGEST_FROM_HEAP) and library.mallopt(TRIM_THRESHOLD, LARGEST))
