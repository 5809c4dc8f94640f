"""Results as tables for people: the head, then rows of words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rich.table import Table

    from medseg.records import Evaluation, MaskStatistics, SegmentScores

Rows = Sequence[tuple[str, ...]]


def statistics_rows(statistics: Iterable[MaskStatistics]) -> Rows:
    """Size of each segment and the intensities in it."""
    rows = tuple(statistics)
    unit = rows[0].unit if rows else ""
    names = (f"{name} {unit}".strip() for name in ("mean", "SD", "5%", "median", "95%"))
    return [("segment", "voxels", "ml", *names), *(_statistics_row(row) for row in rows)]


def evaluation_rows(scores: Evaluation) -> Rows:
    """The scores that people read first, overall in the last row; the CSV and the JSON hold all."""
    shares = ("Dice", "IoU", "sensitivity", "specificity", "precision", "accuracy")
    distances = ("HD95 mm", "ASSD mm", f"surface Dice {scores.tolerance_mm:g} mm")
    return [("segment", *shares, "ml", "reference ml", *distances), *(_scores_row(row) for row in scores.rows)]


def to_table(rows: Rows) -> Table:
    """For the terminal: a column of names, then columns of numbers, right-aligned."""
    return _table(rows, after_the_first="right")


def to_words(rows: Rows) -> Table:
    """For the terminal: columns of words, left-aligned; those that do not fit are wrapped."""
    return _table(rows, after_the_first="left")


def _table(rows: Rows, after_the_first: Literal["left", "right"]) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for number, title in enumerate(rows[0]):
        table.add_column(title, justify=after_the_first if number else "left", overflow="fold")
    for row in rows[1:]:
        table.add_row(*row)
    return table


def _statistics_row(row: MaskStatistics) -> tuple[str, ...]:
    numbers = (row.mean, row.sd, row.p05, row.median, row.p95)
    return (row.segment, f"{row.voxels}", f"{row.volume_ml:.2f}", *(_number(value, 1) for value in numbers))


def _scores_row(row: SegmentScores) -> tuple[str, ...]:
    shares = (row.dice, row.iou, row.sensitivity, row.specificity, row.precision, row.accuracy)
    sizes = (row.prediction_ml, row.reference_ml, row.hd95_mm, row.assd_mm)
    return (
        row.segment,
        *(_number(value, 4) for value in shares),
        *(_number(value, 2) for value in sizes),
        _number(row.surface_dice, 4),
    )


def _number(value: float, digits: int) -> str:
    """A number for people; a dash where it is not defined."""
    return "-" if math.isnan(value) else f"{value:.{digits}f}"
