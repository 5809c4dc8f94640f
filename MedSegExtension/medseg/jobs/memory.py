"""How much memory this process held at most."""

import math
import sys
from pathlib import Path

STATUS = Path("/proc/self/status")
FORGET = Path("/proc/self/clear_refs")
FORGET_PEAK = "5"  # the kernel's word for: take what is held now as the most that was held
HIGH_WATER = "VmHWM:"


def peak_memory_mb() -> float:
    """The most memory that this process held so far, in megabytes of 10^6 bytes; NaN where the system does not tell.

    On Linux it is read from the kernel's own account of this program: `getrusage` there counts what the parent held when it
    started us.
    """
    if STATUS.exists():
        return _from_status(STATUS.read_text(encoding="ascii", errors="replace"))
    if sys.platform == "win32":
        return math.nan
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def forget_peak_memory() -> bool:
    """Let `peak_memory_mb` count from now on, in a process that does one piece of work after the other.

    Returns:
        Whether that could be done: Linux alone can.
    """
    try:
        FORGET.write_text(FORGET_PEAK, encoding="ascii")
    except OSError:
        return False
    return True


def _from_status(text: str) -> float:
    """The high-water mark out of the kernel's status of a process.

    Example:
        >>> _from_status("VmHWM:   200000 kB")
        204.8
    """
    for line in text.splitlines():
        if line.startswith(HIGH_WATER):
            return int(line.removeprefix(HIGH_WATER).split()[0]) * 1024 / 1e6
    return math.nan
