"""Work on a volume in slabs, by several threads at once."""

import itertools
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

THREADS_VARIABLE = "MEDSEG_THREADS"
MAX_WORKERS = 8  # masks are limited by memory bandwidth; more threads do not make it wider


def in_slabs(work: Callable[[int, int], object], length: int, smallest: int = 1, per_worker: int = 1, start: int = 0) -> None:
    """Call `work(first, last)` for consecutive slabs of a range, by threads.

    NumPy and numba's `nogil` functions let threads run side by side; `numba.prange` would abort the process where two callers
    use it at once.

    Args:
        work: Does one slab; it writes to its own part of the output only.
        length: How long the range is.
        smallest: No slab is shorter than this, but the only one.
        per_worker: Slabs for each thread, where they are long enough.
        start: Where the range begins.

    Raises:
        Exception: Whatever `work` raises.
    """
    bounds = [start + bound for bound in slab_bounds(length, smallest, per_worker)]
    slabs = list(itertools.pairwise(bounds))
    if len(slabs) == 1:
        work(*slabs[0])
        return
    with ThreadPoolExecutor(min(worker_count(), len(slabs))) as pool:
        for done in [pool.submit(work, first, last) for first, last in slabs]:
            done.result()


def slab_bounds(length: int, smallest: int = 1, per_worker: int = 1) -> list[int]:
    """Where slabs begin, and where the last one ends."""
    count = max(1, min(length // max(1, smallest), worker_count() * per_worker))
    return [length * n // count for n in range(count + 1)]


def worker_count() -> int:
    """How many threads are of use: the processors that this process may run on, up to eight, or what MEDSEG_THREADS says."""
    affinity = getattr(os, "sched_getaffinity", None)
    available = len(affinity(0)) if affinity else os.cpu_count() or 1
    asked = os.environ.get(THREADS_VARIABLE, "")
    return min(available, int(asked) if asked.isdecimal() and int(asked) else MAX_WORKERS)
