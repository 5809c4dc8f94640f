"""What a ledger knows of a method on a case."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from medseg.records import CaseRow


@dataclass(frozen=True, kw_only=True)
class LedgerEntry:
    """What a ledger knows of a method on a case.

    Attributes:
        key: Hash of all that the result depends on beside the case's files.
        stamp: Sizes and times of the case's files, as a hash.
        content: Their contents, as a hash.
        is_done: Whether there is a result.
        rows: Rows of the cohort's table.
        files: Files of the result by name, and their sizes in bytes.
        detail: The whole reason of a failure.
        provenance: Model, versions and parameters.
        involvement: Rows of the lungs' involvement.
    """

    key: str
    stamp: str
    content: str
    is_done: bool
    rows: tuple[CaseRow, ...]
    files: Mapping[str, int]
    detail: str
    provenance: Mapping[str, Any]
    involvement: tuple[Mapping[str, Any], ...]
