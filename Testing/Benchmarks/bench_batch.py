"""A cohort on two workers beside one, and what Dask, the ledger and the tables cost beside the work itself.

MEDSEG_BENCH_SMALL=1 runs it on a few small images, to see that it runs.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import numpy as np
from harness import Contest
from synthetic_ct import SPACING_MM, make_ct

from medseg.batch import BatchParameters, CohortMethod, CohortRequest, run_cohort
from medseg.batch.case_names import name_cases
from medseg.batch.do_case import do_case
from medseg.batch.find import find_cases
from medseg.batch.ledger import Ledger
from medseg.batch.networks import Networks
from medseg.batch.plan import plan
from medseg.batch.share_out import Shares
from medseg.io import write
from medseg.jobs.surroundings import THREAD_VARIABLES
from medseg.volume import Geometry, Modality, Volume

SMALL = bool(os.environ.get("MEDSEG_BENCH_SMALL"))
CASES, SHAPE = (4, (12, 48, 48)) if SMALL else (40, (48, 192, 192))
METHOD = CohortMethod.parse("threshold:-1000..-400,keep-largest=2,fill-holes,closing-mm=3")
MEMORY_BYTES = 3 * 10**9
OVERHEAD_S = 0.05
SPEEDUP = 1.8


def contests() -> Iterator[Contest]:
    """Clusters are up and warm before anything is timed: what starts once does not count for a case."""
    for name in THREAD_VARIABLES:  # the work beside which the overhead is told has one thread too
        os.environ[name] = "1"
    with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        folder = Path(place)
        table = make_cohort(folder / "scans")
        one, two = (stack.enter_context(cluster(count)) for count in (1, 2))
        work = f"cohort of {CASES} CTs of {' x '.join(map(str, SHAPE))}"
        yield Contest(
            f"{work}, two workers of one thread",
            lambda: through(table, folder / "two", two),
            {"one worker of one thread": lambda: through(table, folder / "one", one)},
            at_least={"one worker of one thread": SPEEDUP},
            repeats=5,
            slow_repeats=5,
        )
        yield Contest(
            f"{work}, one worker",
            lambda: through(table, folder / "one", one),
            {"the same cases in a loop": lambda: in_a_loop(table, folder / "loop")},
            at_most_more_s={"the same cases in a loop": OVERHEAD_S * CASES},
            repeats=5,
            slow_repeats=5,
        )


def make_cohort(folder: Path) -> Path:
    """CTs that differ, with a table of them."""
    folder.mkdir()
    array = make_ct(SHAPE)
    geometry = Geometry.from_axes(SHAPE, SPACING_MM[::-1])
    for number in range(CASES):
        write(Volume(np.roll(array, number, axis=2), geometry, Modality.CT), folder / f"{number}.nrrd")
    table = folder / "cases.csv"
    table.write_text("image\n" + "\n".join(f"{number}.nrrd" for number in range(CASES)), encoding="utf-8")
    return table


def cluster(workers: int):  # a context manager that yields an address
    """The address of a cluster that stays up."""
    from medseg.batch.local_cluster import local_cluster

    return local_cluster(Shares(workers, 1, MEMORY_BYTES))


def through(table: Path, output: Path, workers: object) -> None:
    """A cohort from its table to its tables, nothing of it done before, on workers that are there."""
    from unittest.mock import patch

    shutil.rmtree(output, ignore_errors=True)
    with patch("medseg.batch.connect.local_cluster", lambda *_, **__: _Up(workers)):
        result = run_cohort(CohortRequest(inputs=(table,), methods=(METHOD,), output=output, batch=BatchParameters(workers=1)))
    if result.state.done != CASES:
        raise RuntimeError(f"Expected {CASES} cases, got {result.state}.")


class _Up:
    """A cluster that is up already, where one would be started."""

    def __init__(self, cluster: object) -> None:
        self._cluster = cluster

    def __enter__(self) -> object:
        return self._cluster

    def __exit__(self, *_: object) -> None:
        """It stays."""


def in_a_loop(table: Path, output: Path) -> None:
    """The work itself: each case after the other, here, without Dask, and nothing recorded."""
    shutil.rmtree(output, ignore_errors=True)
    request = CohortRequest(inputs=(table,), methods=(METHOD,), output=output)
    with Ledger(output / "ledger.sqlite") as ledger:
        orders = plan(request, name_cases(find_cases(request.inputs), request.names, ledger), ledger)
    networks = Networks()
    for order in orders:
        if not do_case(order, networks).is_done:
            raise RuntimeError("A case failed.")
