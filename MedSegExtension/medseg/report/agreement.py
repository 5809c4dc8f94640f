"""A method's volumes against the reference's."""

from dataclasses import dataclass

from medseg.records import CaseRow
from medseg.report.statistics import BlandAltman


@dataclass(frozen=True)
class Agreement:
    """A method's volumes of a segment against the reference's.

    Attributes:
        method: The method.
        scope: The segment.
        limits: Limits of agreement, in ml.
        rows: The cases that they come from.
    """

    method: str
    scope: str
    limits: BlandAltman
    rows: tuple[CaseRow, ...]
