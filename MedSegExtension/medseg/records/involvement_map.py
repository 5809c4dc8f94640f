"""Involvement seen from one side, through the whole lungs."""

from dataclasses import dataclass
from enum import StrEnum

from medseg.types import Floats


class MapView(StrEnum):
    """From where the lungs are looked through."""

    FRONT = "front"
    LEFT = "left"


@dataclass(frozen=True, eq=False)
class InvolvementMap:
    """Infected share of the lung on each line of sight through both lungs.

    Attributes:
        view: From where.
        percent: Infected share of the lung in percent (rows from the head down, columns from the left of the picture to the
            right); NaN where there is no lung, or nobody looked for infection.
        lung_mm: Thickness of lung on each line of sight, (rows, columns).
        cell_mm: Height and width of a cell.
    """

    view: MapView
    percent: Floats
    lung_mm: Floats
    cell_mm: tuple[float, float]
