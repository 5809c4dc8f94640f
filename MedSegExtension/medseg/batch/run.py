"""A cohort, from its inputs to its tables."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from medseg.batch.case_names import name_cases
from medseg.batch.case_order import CaseOrder
from medseg.batch.check_methods import check_methods
from medseg.batch.cohort_request import CohortRequest
from medseg.batch.cohort_result import CohortResult
from medseg.batch.cohort_state import CohortState
from medseg.batch.find import find_cases
from medseg.batch.finish import PRIVATE, finish
from medseg.batch.ledger import Ledger
from medseg.batch.plan import plan
from medseg.batch.references import with_references

if TYPE_CHECKING:
    from medseg.batch.work_through import Work

LEDGER = "ledger.sqlite"

Tell = Callable[[CohortState], None]
Say = Callable[[str], None]


def _ignore_state(state: CohortState) -> None:
    """Take no note."""


def _ignore_words(words: str) -> None:
    """Take no note."""


def run_cohort(
    request: CohortRequest, tell: Tell = _ignore_state, say: Say = _ignore_words, work: "Work | None" = None
) -> CohortResult:
    """Run methods on all cases of a cohort, and write tables, segmentations and pictures.

    What is done already is kept: run again, it does what is missing, failed or changed. It may be stopped at any moment, by an
    exception out of `tell` too: what was done until then is kept.

    Args:
        request: The images, the methods and the folder.
        tell: Told how far it is, after each case.
        say: Told what is worth knowing, in sentences for people.
        work: Does one case on a worker; default: what `medseg.batch.do_case` does, with the worker's networks.

    Returns:
        The rows of all cases, those that were done before too, and the files.

    Raises:
        InputError: The inputs cannot be used, or another process works on the folder.
        MedSegError: Nothing can be begun, or the tables cannot be written. A case that fails raises nothing: its row says why.
    """
    settings = request.settings
    series = settings.read.series
    cases = find_cases(request.inputs, series=series, include=request.include, group_level=request.group_level)
    cases = with_references(cases, request.reference)
    check_methods(request.methods, len(cases), request.involvement)
    with Ledger(request.output / PRIVATE / LEDGER) as ledger:
        cases = name_cases(cases, request.names, ledger)
        orders = plan(request, cases, ledger)
        state = CohortState(total=len(cases), kept=len(cases) - len(orders))
        tell(state)
        state = _work(request, orders, ledger, (state, tell, say), work)
        rows, failures, files = finish(request, cases, ledger)
    return CohortResult(state=state, rows=rows, failures=failures, files=files)


def _work(
    request: CohortRequest,
    orders: Sequence[CaseOrder],
    ledger: Ledger,
    telling: tuple[CohortState, Tell, Say],
    work: "Work | None",
) -> CohortState:
    """Do what is due, and record each case as it ends."""
    state, tell, say = telling
    if not orders:
        return state
    from medseg.batch.case_worker import work_here
    from medseg.batch.connect import connected
    from medseg.batch.work_through import work_through

    unended = {order.case.name: len(order.methods) for order in orders}
    bad: set[str] = set()
    with connected(request, len(orders), say) as client:
        start = time.monotonic()
        for report in work_through(client, orders, work or work_here):
            ledger.record(report)
            unended[report.case] -= len(report.methods)
            bad |= set() if report.is_done else {report.case}
            if not unended[report.case]:
                failed = report.case in bad
                state = replace(
                    state, done=state.done + (not failed), failed=state.failed + failed, seconds=time.monotonic() - start
                )
                tell(state)
    return state
