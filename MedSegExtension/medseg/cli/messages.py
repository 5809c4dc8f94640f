"""What is said on standard error: progress, warnings, and the one line of an error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from medseg.cli.progress_mode import ProgressMode

if TYPE_CHECKING:  # NumPy, which these bring, would slow `medseg --help`
    from medseg.records import Progress
    from medseg.volume import Finding


class Messages:
    """Speaks to a person, or in JSON lines to a program.

    Attributes:
        mode: To whom.
    """

    def __init__(self, mode: ProgressMode) -> None:
        self.mode = mode

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """How far the work is: a bar in a terminal, JSON lines, or nothing."""
        from medseg.records import ignore_progress

        if self.mode is ProgressMode.JSON:
            yield self._tell_program
        elif self.mode is ProgressMode.AUTO and sys.stderr.isatty():
            with _bar() as tell:
                yield tell
        else:
            yield ignore_progress

    def warn(self, finding: Finding) -> None:
        """Say what is peculiar about an image."""
        if self.mode is ProgressMode.JSON:
            self._write({"warning": finding.message, "code": finding.code, "repaired": finding.repaired})
        else:
            self._say(f"warning: {finding.message}")

    def note(self, words: str) -> None:
        """Say something worth knowing, that is no warning: to a person who looks on, or to a program."""
        if self.mode is ProgressMode.JSON:
            self._write({"note": words})
        elif self.mode is ProgressMode.AUTO:
            self._say(words)

    def fail(self, message: str, kind: str) -> None:
        """Say in one line what went wrong.

        Args:
            message: What was expected, what was found, what to do.
            kind: Name of the error's class, for programs.
        """
        if self.mode is ProgressMode.JSON:
            self._write({"error": _one_line(message), "type": kind})
        else:
            self._say(f"error: {message}")

    def _tell_program(self, fraction: float, message: str) -> None:
        self._write({"fraction": round(fraction, 4), "message": message})

    def _say(self, message: str) -> None:
        print(f"medseg: {_one_line(message)}", file=sys.stderr, flush=True)

    def _write(self, line: dict[str, Any]) -> None:
        print(json.dumps(line, ensure_ascii=False), file=sys.stderr, flush=True)


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description:<32}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0)

        def tell(fraction: float, message: str) -> None:
            bar.update(task, completed=fraction, description=message)

        yield tell


def _one_line(message: str) -> str:
    """A message without line breaks; the indented lines of a list become a list within the line."""
    listed = message.replace(":\n  ", ": ").replace("\n  ", "; ").replace("\n", ". " if "\n  " in message else " ")
    return " ".join(listed.split())
