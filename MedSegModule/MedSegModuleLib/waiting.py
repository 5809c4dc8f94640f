"""Waiting for a run: for scripts."""

import time
from typing import Any

from medseg.records import Progress
from MedSegModuleLib.Run import Run

PAUSE_SECONDS = 0.02


def waited(run: Run, progress: Progress) -> Any:
    """Poll until the end; a child that is not waited for any longer is ended.

    Raises:
        MedSegError: What went wrong in the work.
    """
    try:
        while run.poll():
            progress(run.fraction, run.message)
            time.sleep(PAUSE_SECONDS)
    except BaseException:
        run.cancel()
        raise
    progress(1.0, "")
    return run.result
