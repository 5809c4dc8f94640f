"""A file that holds the newest of what one process gives another: an array, and what is to be said of it."""

import contextlib
import io
import json
from pathlib import Path
from typing import Any

import numpy as np

from medseg.types import Voxels


class Slot:
    """The newest array of a stream; older ones that nobody took are gone. One process puts, one other takes.

    The file appears whole: it is written aside and moved. Nothing is ever unpickled.
    """

    def __init__(self, folder: Path, name: str) -> None:
        """Name the file; it need not be there."""
        self._path = folder / name
        self._aside = folder / f"{name}.new"
        self._taken = folder / f"{name}.taken"

    def put(self, array: Voxels, **values: Any) -> None:
        """Put an array and plain values in the place of what is there.

        Raises:
            OSError: The folder cannot be written, or is gone.
        """
        content = io.BytesIO()
        content.write(json.dumps(values).encode() + b"\n")
        np.lib.format.write_array(content, np.ascontiguousarray(array), allow_pickle=False)
        self._aside.write_bytes(content.getbuffer())
        self._aside.replace(self._path)

    def take(self) -> tuple[Voxels, dict[str, Any]] | None:
        """Take what is there: it is not there any more then. None where there is nothing."""
        try:
            self._path.replace(self._taken)
        except (FileNotFoundError, PermissionError):  # the second on Windows, while it is being put
            return None
        with self._taken.open("rb") as file:
            values: dict[str, Any] = json.loads(file.readline())
            array: Voxels = np.load(file, allow_pickle=False)
        with contextlib.suppress(OSError):
            self._taken.unlink()
        return array, values
