"""A cohort on Dask: each case a task, a ledger of what is done, and tables at the end.

What is named here is loaded when it is first used, so that importing this package costs nothing.

Example:
    if __name__ == "__main__":  # workers load the program that starts them
        request = CohortRequest(inputs=(Path("scans"),), methods=(CohortMethod.parse("threshold:lungs"),), output=Path("out"))
        result = run_cohort(request)
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from medseg.batch.case_names import CaseNames
    from medseg.batch.case_settings import CaseSettings
    from medseg.batch.cohort_request import CohortRequest
    from medseg.batch.cohort_result import CohortResult
    from medseg.batch.cohort_state import CohortState
    from medseg.batch.find import find_cases
    from medseg.batch.run import run_cohort
    from medseg.records.batch import BatchParameters
    from medseg.records.cohort_method import CohortMethod

__all__ = [
    "BatchParameters",
    "CaseNames",
    "CaseSettings",
    "CohortMethod",
    "CohortRequest",
    "CohortResult",
    "CohortState",
    "find_cases",
    "run_cohort",
]

_HOMES = {
    "BatchParameters": "medseg.records.batch",
    "CaseNames": "medseg.batch.case_names",
    "CaseSettings": "medseg.batch.case_settings",
    "CohortMethod": "medseg.records.cohort_method",
    "CohortRequest": "medseg.batch.cohort_request",
    "CohortResult": "medseg.batch.cohort_result",
    "CohortState": "medseg.batch.cohort_state",
    "find_cases": "medseg.batch.find",
    "run_cohort": "medseg.batch.run",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
