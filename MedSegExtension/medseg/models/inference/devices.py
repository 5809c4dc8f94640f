"""The devices that a network can run on."""

import ctypes.util
import importlib.metadata
import importlib.util
import os
import platform
import sys
from typing import Any

from medseg.errors import ParameterError
from medseg.optional import require

THREADS_VARIABLE = "MEDSEG_THREADS"


def choose_device(device: str) -> str:
    """The device that is meant.

    Args:
        device: `auto` takes CUDA, then MPS, then the CPU; `cpu`, `cuda`, `cuda:1`, `mps`.

    Raises:
        ParameterError: It is unknown, or not there.
        MissingDependencyError: A GPU is asked for, and torch is not installed.
    """
    kind, _, number = device.partition(":")
    if device == "auto":
        return _best_device()
    if device == "cpu":
        return device
    if kind not in ("cuda", "mps") or (number and not (kind == "cuda" and number.isdecimal())):
        raise ParameterError(f"Expected a device of auto, cpu, cuda, cuda:1 and so on, or mps, got {device[:40]!r}.")
    torch = require("torch", "networks")
    if not _is_there(torch, kind, int(number or 0)):
        raise ParameterError(f"Expected a device that is there, got {device!r}: take 'cpu' or 'auto'.")
    return device


def choose_threads(threads: int | None) -> int:
    """How many threads to run on the CPU: those asked for, or what MEDSEG_THREADS says, or one for each processor there is.

    Raises:
        ParameterError: Fewer than one.
    """
    if threads is not None:
        if threads < 1:
            raise ParameterError(f"Expected at least 1 thread, got {threads}.")
        return threads
    affinity = getattr(os, "sched_getaffinity", None)
    available = len(affinity(0)) if affinity else os.cpu_count() or 1
    asked = os.environ.get(THREADS_VARIABLE, "")
    return min(available, int(asked)) if asked.isdecimal() and int(asked) else available


def free_memory_bytes() -> int:
    """Memory of the computer that can be had without swapping; 4 GiB where the system does not say."""
    try:
        with open("/proc/meminfo", encoding="ascii") as file:  # noqa: PTH123  no file in the sense of pathlib
            lines = dict(line.split(":", 1) for line in file)
        return int(lines["MemAvailable"].split()[0]) * 1024
    except (OSError, KeyError, ValueError):
        return 4 << 30


def _best_device() -> str:
    """Torch is imported only where there is a sign of a GPU: that takes seconds."""
    if _may_have_cuda() and _is_there(require("torch", "networks"), "cuda", 0):
        return "cuda"
    if _may_have_mps() and _is_there(require("torch", "networks"), "mps", 0):
        return "mps"
    return "cpu"


def _may_have_cuda() -> bool:
    try:
        is_cpu_build = importlib.metadata.version("torch").endswith("+cpu")
    except importlib.metadata.PackageNotFoundError:
        return False
    return (
        not is_cpu_build
        and sys.platform != "darwin"
        and ctypes.util.find_library("nvcuda" if os.name == "nt" else "cuda") is not None
    )


def _may_have_mps() -> bool:
    return sys.platform == "darwin" and platform.machine() == "arm64" and importlib.util.find_spec("torch") is not None


def _is_there(torch: Any, kind: str, number: int) -> bool:
    if kind == "cuda":
        return bool(torch.cuda.is_available() and number < torch.cuda.device_count())
    return bool(torch.backends.mps.is_available())
