"""What networks can run on, told without loading PyTorch."""

import importlib.metadata
import os
import platform
import shutil
from dataclasses import dataclass
from pathlib import Path

from slicer.i18n import tr as _

from MedSegModuleLib.Preferences import AUTOMATIC

CPU_ONLY = "+cpu"
DRIVER = Path("/proc/driver/nvidia/version")
WINDOWS_DRIVER = "nvcuda.dll"


@dataclass(frozen=True)
class Device:
    """Something that computes.

    Attributes:
        name: As the engine knows it: `auto`, `cpu`, `cuda`, `mps`.
        title: As people know it.
        problem: Why it cannot be used here; None where it can, as far as one can tell from outside.
    """

    name: str
    title: str
    problem: str | None = None


def devices() -> tuple[Device, ...]:
    """What there is to choose from; what cannot be used says why."""
    found = [Device(AUTOMATIC, _("Automatic")), Device("cpu", _("CPU")), Device("cuda", _("NVIDIA GPU"), whyNoCuda())]
    if (platform.system(), platform.machine()) == ("Darwin", "arm64"):
        found.append(Device("mps", _("Apple GPU")))
    return tuple(found)


def whyNoCuda() -> str | None:
    """Why no NVIDIA GPU can be used; None where one probably can."""
    if not hasNvidiaDriver():
        return _("no NVIDIA driver found")
    try:
        version = importlib.metadata.version("torch")
    except importlib.metadata.PackageNotFoundError:
        return _("PyTorch is not installed")
    return _("the installed PyTorch is for the CPU only") if version.endswith(CPU_ONLY) else None


def hasNvidiaDriver() -> bool:
    """Whether the driver of NVIDIA's GPUs is installed."""
    if platform.system() == "Windows":
        return (Path(os.environ.get("SYSTEMROOT", "C:/Windows")) / "System32" / WINDOWS_DRIVER).exists()
    return DRIVER.exists() or shutil.which("nvidia-smi") is not None
