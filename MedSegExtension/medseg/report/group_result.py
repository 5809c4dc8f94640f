"""Groups of patients compared by one number."""

from dataclasses import dataclass

from medseg.report.statistics import Contrast, KruskalWallis, Summary


@dataclass(frozen=True)
class GroupResult:
    """Groups of patients compared by one number.

    Attributes:
        name: The number.
        title: What it is called, with its unit.
        groups: The groups.
        summaries: Each group's numbers, one a patient, summed up.
        contrasts: Each pair of groups that have numbers.
        overall: The test of all of them at once; None for fewer than three.
    """

    name: str
    title: str
    groups: tuple[str, ...]
    summaries: tuple[Summary, ...]
    contrasts: tuple[Contrast, ...]
    overall: KruskalWallis | None = None
