"""How far a cohort is, for people and for programs."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from medseg.cli.progress_mode import ProgressMode

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.progress import Progress

    from medseg.batch import CohortState


@contextmanager
def cohort_progress(mode: ProgressMode) -> Iterator[Callable[[CohortState], None]]:
    """Tell how far a cohort is: a bar in a terminal, JSON lines, or nothing.

    The bar shows what is done and failed, cases a minute, and the time left; a JSON line has the same as numbers.
    """
    if mode is ProgressMode.JSON:
        yield _tell_program
    elif mode is ProgressMode.AUTO and sys.stderr.isatty():
        with _bar() as bar:
            task = bar.add_task("", total=1.0, words="")
            yield lambda state: bar.update(task, completed=state.fraction, words=str(state))
    else:
        yield lambda _: None


def to_line(state: CohortState) -> dict[str, Any]:
    """What a program is told; what is not known yet is None."""
    return {
        "fraction": round(state.fraction, 4),
        "message": str(state),
        "total": state.total,
        "kept": state.kept,
        "done": state.done,
        "failed": state.failed,
        "cases_per_minute": _known(state.cases_per_minute),
        "seconds_left": _known(state.seconds_left),
    }


def _known(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 2)


def _tell_program(state: CohortState) -> None:
    print(json.dumps(to_line(state)), file=sys.stderr, flush=True)


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(), TextColumn("{task.percentage:>3.0f}%"), TextColumn("{task.fields[words]}"), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
