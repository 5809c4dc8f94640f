"""A row of a table that compares methods."""

from dataclasses import dataclass

from medseg.records.table_cell import TableCell


@dataclass(frozen=True)
class ComparedRow:
    """A row of a table that compares methods.

    Attributes:
        method: The method.
        segment: What is scored: a segment of the reference, the mean of all, or all together.
        cells: A number for each of `medseg.records.metrics.METRICS`.
        status: How the method ended: `done`, `missing` or `failed`.
        reason: Why there is no result; empty where there is one.
    """

    method: str
    segment: str
    cells: tuple[TableCell, ...]
    status: str
    reason: str
