"""The report of a method without a result."""

from typing import Any

from medseg.batch.case_files import files_of
from medseg.batch.case_order import CaseOrder
from medseg.batch.method_order import MethodOrder
from medseg.batch.method_report import MethodReport
from medseg.batch.plain_reason import plain_reason, whole_reason
from medseg.batch.result_files import result_files
from medseg.errors import LicenceError, MissingDependencyError, ModelNotFoundError
from medseg.records import CaseRow, OutcomeStatus
from medseg.records.cohort_case import CohortCase

MISSING = (ModelNotFoundError, LicenceError, MissingDependencyError)


def failed(order: CaseOrder, method: MethodOrder, error: BaseException, content: str = "") -> MethodReport:
    """Tell why a method gave no result on a case; files that it left there before are removed: they are no results any more.

    Args:
        order: The case.
        method: The method.
        error: What was raised.
        content: Hash of the contents of the case's files, where they could be read.
    """
    case = order.case
    status = OutcomeStatus.MISSING if isinstance(error, MISSING) else OutcomeStatus.FAILED
    reason = plain_reason(error, (case.image, *files_of(case), *filter(None, [case.reference]), *method.files))
    for path in result_files(order.folder, case.name, method.label):
        path.unlink(missing_ok=True)
    row = CaseRow(**about(case), method=method.label, status=status, reason=reason)
    return MethodReport(label=method.label, key=method.key, rows=(row,), content=content, detail=whole_reason(error))


def about(case: CohortCase) -> dict[str, Any]:
    """What all rows of a case begin with."""
    return {"case": case.name, "patient": case.patient or case.name, "group": case.group, "source": case.source}
