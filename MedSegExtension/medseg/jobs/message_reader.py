"""Reading what a worker tells."""

import json
from pathlib import Path
from typing import Any

from medseg.jobs.message_writer import FILE


class MessageReader:
    """Reads a worker's messages, each once."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._place = 0

    def read(self) -> list[dict[str, Any]]:
        """What was written since the last time; a line that is not whole yet waits for the next time."""
        try:
            with self._path.open("rb") as file:
                file.seek(self._place)
                text = file.read()
        except FileNotFoundError:
            return []
        whole = text[: text.rfind(b"\n") + 1]
        self._place += len(whole)
        return [json.loads(line) for line in whole.splitlines()]
