"""A number in a table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TableCell:
    """A number in a table.

    Attributes:
        text: As people read it.
        value: The number; NaN where there is none.
        is_best: Whether it is the best of its column and scope.
    """

    text: str
    value: float
    is_best: bool
