"""What is told of work that has ended, to send with a question."""

import os
import platform
from datetime import datetime

import numpy as np
import slicer
from slicer.i18n import tr as _

from medseg import __version__


def logText(title: str, run, seconds: float, error: Exception | None) -> str:
    """Make the log of a run: what it was, how it ended, with which versions, and what its process wrote.

    Names of images, files and patients are not in it.

    Args:
        title: What was done.
        run: The run, which has ended.
        seconds: How long it took.
        error: What went wrong; None for nothing.
    """
    time = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
    end = _("done") if error is None else type(error).__name__
    lines = [
        f"{title}, {time}, {seconds:.2f} s: {end}",
        f"MedSeg {__version__}, {slicer.app.applicationName} {slicer.app.applicationVersion}, {platform.system()}",
        f"Python {platform.python_version()}, NumPy {np.__version__}, {os.cpu_count()} CPUs",
        run.log().strip(),
    ]
    return "\n".join(line for line in lines if line)
