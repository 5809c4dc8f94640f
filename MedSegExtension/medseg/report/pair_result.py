"""Two methods compared by one number."""

from dataclasses import dataclass

from medseg.report.statistics import Contrast


@dataclass(frozen=True)
class PairResult:
    """Two methods compared by one number.

    Attributes:
        name: The number: a field of `CaseRow`.
        contrast: The comparison.
    """

    name: str
    contrast: Contrast
