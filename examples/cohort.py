"""Steps that all examples share: a table of cases, the cohort, its report."""

import argparse
import csv
import logging
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from medseg.batch import BatchParameters, CaseNames, CaseSettings, CohortMethod, CohortRequest, run_cohort
from medseg.cli.runner import run
from medseg.files import writing

COLUMNS = ("image", "reference", "case", "patient", "group", "source")

Thing = TypeVar("Thing")

logger = logging.getLogger("examples")


def arguments_of(description: str | None, output: str) -> argparse.ArgumentParser:
    """What every example asks for: the data, the folder for results, and how many cases."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of the sets of images")
    parser.add_argument("-o", "--output", type=Path, default=Path("out/examples") / output)
    parser.add_argument("--limit", type=int, help="so many cases, spread over all of them")
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stdout)
    logger.setLevel(logging.INFO)
    return parser


def spread(things: Sequence[Thing], limit: int | None) -> list[Thing]:
    """So many of them, evenly over the whole; all without a limit."""
    if limit is None or limit >= len(things):
        return list(things)
    return [things[number * len(things) // limit] for number in range(limit)]


def write_cases(cases: Iterable[dict[str, object]], path: Path) -> Path:
    """Write the table of cases that `medseg batch` reads."""
    with writing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, restval="")
        table.writeheader()
        table.writerows(cases)
    return path


def work_through(table: Path, methods: Iterable[str], output: Path, **settings: object) -> None:
    """Run methods on all cases of a table, as `medseg batch` does, and say how many failed."""
    request = CohortRequest(
        inputs=(table,),
        methods=tuple(CohortMethod.parse(text) for text in methods),
        output=output,
        names=CaseNames.NUMBERS,
        settings=CaseSettings(**settings),
        batch=BatchParameters(),
    )
    state = run_cohort(request, say=logger.info).state
    logger.info("%d cases done, %d failed, %d kept", state.done, state.failed, state.kept)


def report(output: Path, title: str) -> None:
    """Make the page, as `medseg report` does; ends the program where it cannot be made."""
    code = run(["report", str(output), "--title", title])
    if code:
        raise SystemExit(code)
