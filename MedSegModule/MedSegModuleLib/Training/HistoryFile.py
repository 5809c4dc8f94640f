"""The history that a training writes as it goes on."""

import csv
import math
from pathlib import Path

HISTORY = "history.csv"


class HistoryFile:
    """Reads the history of a training's folder whenever it has changed.

    Attributes:
        rows: For each epoch its numbers by name.
    """

    def __init__(self, output: Path) -> None:
        """Read nothing yet.

        Args:
            output: The training's folder.
        """
        self.rows: list[dict[str, float]] = []
        self._path = output / HISTORY
        self._seen: tuple[int, int] | None = None

    def hasChanged(self) -> bool:
        """Read the file again if it is another than before; says whether there is anything new."""
        try:
            status = self._path.stat()
            state = (status.st_mtime_ns, status.st_size)
            if state == self._seen:
                return False
            text = self._path.read_text(encoding="utf-8")
        except OSError:  # not written yet, or being replaced at this moment
            return False
        self._seen = state
        rows = [_numbers(row) for row in csv.DictReader(text.splitlines())]
        isNew = rows != self.rows
        self.rows = rows
        return isNew

    def best(self) -> dict[str, float] | None:
        """The epoch with the best validation Dice; None where there is none."""
        scored = [row for row in self.rows if math.isfinite(row.get("dice", math.nan))]
        return max(scored, key=lambda row: row["dice"], default=None)


def _numbers(row: dict[str, str | None]) -> dict[str, float]:
    """The numbers of a line; what is none is left out."""
    found = {}
    for name, text in row.items():
        try:
            found[name] = float(text) if text else math.nan
        except (TypeError, ValueError):
            continue
    return found
