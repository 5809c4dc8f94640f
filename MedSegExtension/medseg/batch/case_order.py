"""What a worker is asked to do: one case."""

from dataclasses import dataclass, replace
from pathlib import Path

from medseg.batch.case_settings import CaseSettings
from medseg.batch.method_order import MethodOrder
from medseg.records.cohort_case import CohortCase


@dataclass(frozen=True, kw_only=True)
class CaseOrder:
    """What a worker is asked to do: methods on one case. Done twice, it leaves the same files.

    Attributes:
        case: The case, with its name.
        methods: Those that are due, at least one.
        settings: What is done beside.
        folder: The cohort's folder, which every worker can write to.
        stamp: Sizes and times of the case's files as they were when the order was made, as a hash.
    """

    case: CohortCase
    methods: tuple[MethodOrder, ...]
    settings: CaseSettings
    folder: Path
    stamp: str = ""

    def alone(self) -> "tuple[CaseOrder, ...]":
        """An order for each method."""
        return tuple(replace(self, methods=(method,)) for method in self.methods)
