"""A cohort's results: the rows, the pictures, and how they were made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from medseg.records import CaseRow
from medseg.records.comparison import OVERALL
from medseg.report.involved_region import InvolvedRegion


@dataclass(frozen=True, kw_only=True)
class Cohort:
    """A cohort's results, as `read_cohort` finds them in a folder.

    Attributes:
        rows: A row a segment a case a method, in the order of the file.
        involvement: A row a region a case; empty where it was not measured.
        thumbnails: Pictures of results that are there, by case and method.
        provenance: How it was made, as plain values; empty where nothing tells.
    """

    rows: tuple[CaseRow, ...]
    involvement: tuple[InvolvedRegion, ...] = ()
    thumbnails: Mapping[tuple[str, str], Path] = field(default_factory=dict)
    provenance: Mapping[str, Any] = field(default_factory=dict)

    @property
    def cases(self) -> tuple[str, ...]:
        """All cases, in the order of the rows, then of the involvement."""
        names = (*(row.case for row in self.rows), *(row.case for row in self.involvement))
        return tuple(dict.fromkeys(names))

    @property
    def methods(self) -> tuple[str, ...]:
        """All methods of the rows, in their order."""
        return tuple(dict.fromkeys(row.method for row in self.rows))

    @property
    def segments(self) -> tuple[str, ...]:
        """Names of the segments, in the order of the rows; without `overall`."""
        return tuple(dict.fromkeys(row.segment for row in self.rows if row.segment not in ("", OVERALL)))
