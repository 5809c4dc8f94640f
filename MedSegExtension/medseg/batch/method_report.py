"""What came of one method on one case."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from medseg.records import CaseRow, OutcomeStatus


@dataclass(frozen=True, kw_only=True)
class MethodReport:
    """What came of one method on one case.

    Attributes:
        label: The method, as tables call it.
        key: That of its order.
        rows: Rows of the cohort's table: a row a segment, or one with the reason where there is no result.
        content: Hash of the contents of the case's files; empty where they could not be read.
        files: Files of the result by their names in the case's folder, and their sizes in bytes.
        is_unchanged: Whether the result of before holds; there are no rows and no files then.
        detail: The whole reason of a failure, with names of files and the traceback: for who runs it, not for reports.
        provenance: Model, versions and parameters of a result.
        involvement: Rows of the lungs' involvement: words and numbers by the names of their columns.
    """

    label: str
    key: str
    rows: tuple[CaseRow, ...] = ()
    content: str = ""
    files: Mapping[str, int] = field(default_factory=dict)
    is_unchanged: bool = False
    detail: str = ""
    provenance: Mapping[str, Any] = field(default_factory=dict)
    involvement: tuple[Mapping[str, Any], ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether there is a result."""
        return self.is_unchanged or all(row.status is OutcomeStatus.DONE for row in self.rows)
