"""What a worker tells while it works: lines in a file of the job's folder.

A file and no pipe: a worker never waits for its reader, and whatever libraries write to standard output stays apart.
"""

import json
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

FILE = "messages.jsonl"
PAUSE_S = 0.03  # a panel looks twenty times a second


class MessageWriter:
    """Writes a worker's messages."""

    def __init__(self, folder: Path) -> None:
        self._file = (folder / FILE).open("ab", buffering=0)
        self._told = ""
        self._time = 0.0

    def close(self) -> None:
        """Write no more."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def progress(self, fraction: float, message: str) -> None:
        """Tell how far the work is; what comes too fast to be read is left out."""
        now = time.monotonic()
        if message != self._told or now - self._time >= PAUSE_S:
            self._told, self._time = message, now
            self.send(kind="progress", fraction=float(fraction), message=str(message))

    def send(self, **values: Any) -> None:
        """Write one message: one line, at once."""
        self._file.write(json.dumps(values).encode() + b"\n")
