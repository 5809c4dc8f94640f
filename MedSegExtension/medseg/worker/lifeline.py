"""The tie between a worker and who started it."""

import os
import threading
from pathlib import Path

from medseg.jobs.process import end_this_process, remove_folder


class Lifeline:
    """Reads standard input: a line says that all is there to begin with, the end that nobody waits for the result any more.

    Then the folder, which may hold a patient's image, is removed and this process ends with all that it started.
    """

    def __init__(self, folder: Path) -> None:
        """Take standard input over, so that no library reads it, and watch it."""
        self._folder = folder
        self._ready = threading.Event()
        self._input = os.dup(0)
        os.set_inheritable(self._input, False)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        threading.Thread(target=self._watch, name="lifeline", daemon=True).start()

    def wait(self) -> None:
        """Wait until all is there."""
        self._ready.wait()

    def wait_again(self) -> None:
        """Wait for a line that came since the last time."""
        self._ready.wait()
        self._ready.clear()

    def _watch(self) -> None:
        while os.read(self._input, 64):
            self._ready.set()
        remove_folder(self._folder)
        end_this_process()
