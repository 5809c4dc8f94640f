"""The table of methods, which comes first, and the tests of pairs of methods."""

import math
from collections.abc import Iterator, Sequence

from medseg.records.metric import Better
from medseg.report.cohort_analysis import compare_methods, summarise_methods
from medseg.report.cohort_measures import BY_NAME, COLUMNS, CohortMeasure, shown_digits
from medseg.report.cohort_table import CohortTable
from medseg.report.method_result import MethodResult
from medseg.report.page.words import folded, note, number, p_value, safe, section, table, with_span
from medseg.report.statistics import Interval, Summary

EXPLAINED = (
    "Every patient counts once: the mean of the patient's images. Accuracy, loss, Dice and the other shares are means over "
    "patients with bootstrap intervals of 95% (BCa); HD95, ASSD, volume %, seconds and MB are medians with intervals between "
    "order statistics. The best of each column is bold. Cases without a result of a method do not count against it here."
)
PAIRS_EXPLAINED = (
    "Wilcoxon's signed-rank test on patients that both methods have a number for, two-sided; p adjusted by Holm over all tests "
    "of the segment. The effect is the rank-biserial correlation: 1 where the first method is higher in every patient, -1 where "
    "it is lower in every one. The shift is Hodges and Lehmann's: by how much the first is higher. For HD95 higher is worse."
)


def method_section(data: CohortTable) -> str:
    """Methods x numbers, a block a segment; the first is open."""
    tables = [(scope, _method_table(summarise_methods(data, scope))) for scope in data.scopes]
    return section("methods", "Methods", *_blocks(tables), note(EXPLAINED) if tables else "")


def pair_section(data: CohortTable) -> str:
    """Every pair of methods, tested."""
    tables = [(scope, _pair_table(data, scope)) for scope in data.scopes]
    blocks = _blocks([pair for pair in tables if pair[1]])
    return section("pairs", "Methods against each other", *blocks, note(PAIRS_EXPLAINED) if blocks else "")


def _blocks(tables: Sequence[tuple[str, str]]) -> list[str]:
    """One table stands alone; of several each has a title to fold."""
    if len(tables) == 1:
        return [tables[0][1]]
    return [folded(scope, inside, is_open=place == 0) for place, (scope, inside) in enumerate(tables)]


def _method_table(results: Sequence[MethodResult]) -> str:
    shown = [column for column in COLUMNS if any(result.numbers[column.metric.name].count for result in results)]
    head = [("method", ""), *((column.metric.title, _meaning(column)) for column in shown)]
    best = {column.metric.name: _best(column, results) for column in shown}
    return table(head, (_method_row(result, shown, best) for result in results))


def _method_row(result: MethodResult, shown: Sequence[CohortMeasure], best: dict[str, float]) -> Iterator[str]:
    done = f"{result.done} of {result.cases}" if result.done < result.cases else str(result.done)
    yield f"{safe(result.method)}<small>{done} cases, {result.patients} patients</small>"
    for column in shown:
        name, digits = column.metric.name, shown_digits(column.metric.name)
        interval = _middle(column, result.numbers[name])
        cell = with_span(interval, digits)
        value = number(interval.estimate, digits)
        yield f"<b>{value}</b>{cell.removeprefix(value)}" if interval.estimate == best[name] else cell


def _middle(column: CohortMeasure, summary: Summary) -> Interval:
    return summary.mean if column.by_mean else summary.median


def _best(column: CohortMeasure, results: Sequence[MethodResult]) -> float:
    """The best finite estimate of several methods; NaN where there is nothing to choose."""
    values = [_middle(column, result.numbers[column.metric.name]).estimate for result in results]
    finite = [value for value in values if math.isfinite(value)]
    if len(values) < 2 or not finite or len(set(values)) == 1:
        return math.nan
    if column.metric.better is Better.HIGH:
        return max(finite)
    return min(finite, key=abs if column.metric.better is Better.ZERO else None)


def _meaning(column: CohortMeasure) -> str:
    how = "mean over patients" if column.by_mean else "median over patients"
    return f"{column.metric.meaning}; {how}; best is {column.metric.better}"


def _pair_table(data: CohortTable, scope: str) -> str:
    results = compare_methods(data, scope)
    if not results:
        return ""
    head = [
        ("number", "what the methods are compared by"),
        ("first - second", "the two methods"),
        ("patients", "patients that both methods have a number for"),
        ("shift", "Hodges and Lehmann's shift of pairs, first less second, in the number's unit, with its interval of 95%"),
        ("effect", "rank-biserial correlation, from -1 to 1, with its bootstrap interval of 95%"),
        ("p", "Wilcoxon signed rank, two-sided"),
        ("p Holm", "adjusted over all tests of this table"),
    ]
    rows = []
    for result in results:
        metric, contrast = BY_NAME[result.name].metric, result.contrast
        names = f"{safe(contrast.first)} - {safe(contrast.second)}"
        numbers = (
            with_span(contrast.shift, shown_digits(metric.name)),
            with_span(contrast.effect, 2),
            p_value(contrast.p),
            p_value(contrast.p_holm),
        )
        rows.append((safe(metric.title), names, str(contrast.first_count), *numbers))
    return table(head, rows, words=(0, 1))
