"""What is due of a cohort."""

from collections.abc import Sequence
from dataclasses import replace

from medseg.batch.case_files import files_of, stamp_of
from medseg.batch.case_order import CaseOrder
from medseg.batch.cohort_request import CohortRequest
from medseg.batch.ledger import Ledger
from medseg.batch.ledger_entry import LedgerEntry
from medseg.batch.method_keys import method_key
from medseg.batch.method_order import MethodOrder
from medseg.batch.placeholders import fill
from medseg.batch.result_files import are_there
from medseg.records import MethodSpec
from medseg.records.cohort_case import CohortCase
from medseg.records.cohort_involvement import LABEL


def plan(request: CohortRequest, cases: Sequence[CohortCase], ledger: Ledger) -> tuple[CaseOrder, ...]:
    """The cases on which something is due: what never was done, failed, is gone, or depends on what changed since.

    Files count as unchanged where their sizes and times are those of before; where these differ, the worker looks whether the
    contents do.

    Raises:
        ModelError: The network that a method names cannot be used.
    """
    wanted = _wanted(request)
    orders = (_order(request, case, wanted, ledger) for case in cases)
    return tuple(order for order in orders if order.methods)


def _wanted(request: CohortRequest) -> tuple[MethodOrder, ...]:
    """All that is wanted of each case, as if nothing were done; paths are not filled yet."""
    settings = request.settings
    wanted = [
        MethodOrder(label=method.label, spec=method.spec, key=method_key(method.spec, settings)) for method in request.methods
    ]
    if (both := request.involvement) is not None:
        key = method_key(both.lungs, settings) + method_key(both.infection, settings)
        wanted.append(MethodOrder(label=LABEL, spec=both.lungs, infection=both.infection, key=key))
    return tuple(wanted)


def _order(request: CohortRequest, case: CohortCase, wanted: Sequence[MethodOrder], ledger: Ledger) -> CaseOrder:
    methods = [
        replace(one, spec=_filled(one.spec, case), infection=one.infection and _filled(one.infection, case)) for one in wanted
    ]
    stamp = stamp_of([*files_of(case), *(path for method in methods for path in method.files)])
    due = []
    for method in methods:
        entry = ledger.find(case.name, method.label)
        if entry is None or not _holds(request, case, method, entry):
            due.append(method)
        elif entry.stamp != stamp:
            due.append(replace(method, known=entry.content if entry.is_done else ""))
    return CaseOrder(case=case, methods=tuple(due), settings=request.settings, folder=request.output.resolve(), stamp=stamp)


def _filled(spec: MethodSpec, case: CohortCase) -> MethodSpec:
    return spec if spec.path is None else MethodSpec(spec.kind, fill(spec.path, case))


def _holds(request: CohortRequest, case: CohortCase, method: MethodOrder, entry: LedgerEntry) -> bool:
    """Whether what the ledger has would still be true if the files were those of before."""
    if entry.key != method.key:
        return False
    if not entry.is_done:
        return request.batch.skip_failed
    return bool(entry.content) and are_there(request.output, case.name, entry.files)
