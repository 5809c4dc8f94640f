"""Methods compared, as a table: methods x metrics, for each segment and their mean."""

import math
from collections.abc import Iterator, Mapping, Sequence

from medseg.records import Comparison, Evaluation, MethodOutcome, SegmentScores
from medseg.records.comparison import MEAN, OVERALL
from medseg.records.metric import Better, Metric
from medseg.records.metrics import COSTS, METRICS, SCORES
from medseg.records.table_cell import TableCell

DASH = "-"

Row = tuple[str, str, tuple[TableCell, ...]]
"""Scope (a segment, or the mean), method, and a cell for each metric."""


def comparison_table(comparison: Comparison) -> tuple[Row, ...]:
    """All rows: for each segment, the mean of the segments and all of them together, one a method.

    With one segment its rows stand alone: mean and overall are the same. A method without a result has dashes, and is never best.
    Best of a metric is the best finite value of its scope, to the last bit; where all are alike, or one method alone has a value,
    none is.
    """
    return tuple(row for scope in scopes(comparison) for row in _rows(comparison, scope))


def scopes(comparison: Comparison) -> tuple[str, ...]:
    """What rows there are for each method: the segments, then the mean and all together where there are several."""
    segments = comparison.segments
    if len(segments) == 1:
        return segments
    return (*segments, MEAN, OVERALL) if segments else (OVERALL,)


def scores_of(evaluation: Evaluation, scope: str) -> Mapping[str, float]:
    """The scores of a scope by their names; of the mean each the mean of the segments', NaN where one of them is."""
    rows: Sequence[SegmentScores] = evaluation.segments
    if scope == MEAN:
        return {metric.name: _mean([getattr(row, metric.name) for row in rows]) for metric in SCORES}
    row = evaluation.overall if scope == OVERALL else next((row for row in rows if row.segment == scope), None)
    return {metric.name: math.nan if row is None else float(getattr(row, metric.name)) for metric in SCORES}


def values_of(outcome: MethodOutcome, scope: str) -> Mapping[str, float]:
    """Scores and costs of a method by their names; NaN for what it does not have."""
    empty = dict.fromkeys((metric.name for metric in SCORES), math.nan)
    scores = scores_of(outcome.evaluation, scope) if outcome.evaluation is not None else empty
    return {**scores, **{metric.name: float(getattr(outcome, metric.name)) for metric in COSTS}}


def number_text(value: float, digits: int) -> str:
    """A number as people read it; a dash for NaN."""
    return DASH if math.isnan(value) else f"{value:.{digits}f}"


def _rows(comparison: Comparison, scope: str) -> Iterator[Row]:
    values = {outcome.method: values_of(outcome, scope) for outcome in comparison.outcomes}
    done = {outcome.method for outcome in comparison.done}  # a method that failed is no better for having been quick
    best = {metric.name: _best(metric, [row[metric.name] for name, row in values.items() if name in done]) for metric in METRICS}
    for method, row in values.items():
        cells = (
            TableCell(number_text(row[m.name], m.digits), row[m.name], method in done and row[m.name] in best[m.name])
            for m in METRICS
        )
        yield scope, method, tuple(cells)


def _best(metric: Metric, values: Sequence[float]) -> tuple[float, ...]:
    """The values that are best; none where there is nothing to choose."""
    finite = [value for value in values if math.isfinite(value)]
    ranks = {value: _rank(metric, value) for value in finite}
    known = [value for value in values if not math.isnan(value)]  # an infinite distance is worse, and known
    if len(known) < 2 or not finite or len(set(map(abs if metric.better is Better.ZERO else float, known))) == 1:
        return ()
    lowest = min(ranks.values())
    return tuple(value for value, rank in ranks.items() if rank == lowest)


def _rank(metric: Metric, value: float) -> float:
    """Lower is better."""
    return {Better.HIGH: -value, Better.LOW: value, Better.ZERO: abs(value)}[metric.better]


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values) if values and not any(map(math.isinf, values)) else sum(values) / max(len(values), 1)
