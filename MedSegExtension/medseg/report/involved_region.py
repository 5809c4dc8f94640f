"""How much of a region of a case's lungs is involved, in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class InvolvedRegion:
    """A row of `involvement.csv`: a region of the lungs of a case, measured.

    Attributes:
        case: What the case is called, as in the cohort's table.
        patient: Which cases are of one patient; the case's name where nothing is told.
        group: What cases are grouped by; may be empty.
        source: The hospital or set that the case comes from; may be empty.
        method: What found the infection.
        region: `Both lungs`, `Right lung` or `Left lung`.
        numbers: The measured numbers by the names of their columns, units as suffixes; NaN where one is not defined.
    """

    case: str
    patient: str = ""
    group: str = ""
    source: str = ""
    method: str = ""
    region: str = ""
    numbers: Mapping[str, float] = field(default_factory=dict)
