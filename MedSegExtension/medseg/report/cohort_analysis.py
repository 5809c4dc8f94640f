"""A cohort's statistics: methods, pairs of methods, groups, sources, agreement of volumes, involvement."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations

from medseg.records import CaseRow
from medseg.report.agreement import Agreement
from medseg.report.cohort import Cohort
from medseg.report.cohort_measures import BY_NAME, COLUMNS, GROUPED, TESTED
from medseg.report.cohort_table import CohortTable
from medseg.report.group_result import GroupResult
from medseg.report.method_result import MethodResult
from medseg.report.pair_result import PairResult
from medseg.report.statistics import (
    Summary,
    bland_altman,
    by_patient,
    compare_groups,
    compare_pairs,
    holm,
    kruskal_wallis,
    summarise,
    with_holm,
)

GROUP = "group"
SOURCE = "source"
MOST_PAIRED = 5  # groups of which every pair is compared: ten pairs; of more only all at once


def summarise_methods(table: CohortTable, scope: str) -> tuple[MethodResult, ...]:
    """Sum up every method on a segment, its patients by their means or medians."""
    return tuple(_method(table, method, scope) for method in table.methods)


def compare_methods(table: CohortTable, scope: str) -> tuple[PairResult, ...]:
    """Compare every pair of methods on the patients that both have; p adjusted over all pairs and numbers of a segment."""
    results = [
        PairResult(name, compare_pairs(first, second, table.numbers(name, first, scope), table.numbers(name, second, scope)))
        for name in TESTED
        for first, second in combinations(table.methods, 2)
    ]
    results = [result for result in results if result.contrast.first_count]
    contrasts = with_holm([result.contrast for result in results])
    return tuple(PairResult(result.name, contrast) for result, contrast in zip(results, contrasts, strict=True))


def compare_case_groups(
    table: CohortTable, scope: str, field: str = GROUP, names: Sequence[str] = GROUPED
) -> tuple[GroupResult, ...]:
    """Compare the groups, or the sources, by the numbers of each method on a segment."""
    words = table.values_of(field)
    if len(words) < 2:
        return ()
    found = []
    for name in names:
        for method in table.methods:
            values = [list(table.numbers(name, method, scope, partial(_has, field, word)).values()) for word in words]
            title = f"{BY_NAME[name].metric.title}, {method}"
            found.append(_group_result(name, title, words, values))
    return _adjusted([result for result in found if sum(summary.count > 0 for summary in result.summaries) > 1])


def compare_involvement(cohort: Cohort, region: str, names: Sequence[tuple[str, str]]) -> tuple[GroupResult, ...]:
    """Compare the groups by what was measured in a region of the lungs.

    Args:
        cohort: The cohort.
        region: Such as `Both lungs`.
        names: Name and title of each number.

    Returns:
        A result a number; with one group, or none, its summary alone.
    """
    rows = [row for row in cohort.involvement if row.region == region]
    groups = tuple(sorted({row.group for row in rows if row.group})) or ("",)
    found = []
    for name, title in names:
        values = [
            list(by_patient((row.patient, row.numbers.get(name, float("nan"))) for row in rows if row.group == group).values())
            for group in groups
        ]
        found.append(_group_result(name, title, groups, values))
    return _adjusted([result for result in found if any(summary.count for summary in result.summaries)])


def agree_on_volumes(table: CohortTable) -> Iterator[Agreement]:
    """Bland and Altman's limits for the volumes of every method and segment that was scored."""
    for scope in table.scopes:
        for method in table.methods:
            rows = [row for row in table.rows(method, scope) if row.has_scores]
            limits = bland_altman([row.volume_difference_ml for row in rows], [row.patient or row.case for row in rows])
            if limits.count:
                yield Agreement(method, scope, limits, tuple(rows))


def _method(table: CohortTable, method: str, scope: str) -> MethodResult:
    rows = table.rows(method, scope)
    numbers = {
        column.metric.name: summarise(list(table.numbers(column.metric.name, method, scope).values()), with_mean=column.by_mean)
        for column in COLUMNS
    }
    cases = {row.case for row in rows}
    patients = {row.patient or row.case for row in rows}
    return MethodResult(method, scope, len(cases), table.cases_of[method], len(patients), numbers)


def _has(field: str, word: str, row: CaseRow) -> bool:
    return bool(getattr(row, field) == word)


def _group_result(name: str, title: str, groups: Sequence[str], values: Sequence[Sequence[float]]) -> GroupResult:
    filled = [(group, some) for group, some in zip(groups, values, strict=True) if some]
    pairs = combinations(filled, 2) if len(filled) <= MOST_PAIRED else ()
    contrasts = tuple(compare_groups(first, second, x, y) for (first, x), (second, y) in pairs)
    summaries: tuple[Summary, ...] = tuple(summarise(some, with_mean=False) for some in values)
    overall = kruskal_wallis(values) if len(filled) > 2 else None
    return GroupResult(name, title, tuple(groups), summaries, contrasts, overall)


def _adjusted(results: Sequence[GroupResult]) -> tuple[GroupResult, ...]:
    """The p values of all contrasts adjusted together."""
    adjusted = iter(holm([contrast.p for result in results for contrast in result.contrasts]))
    return tuple(
        replace(result, contrasts=tuple(replace(contrast, p_holm=next(adjusted)) for contrast in result.contrasts))
        for result in results
    )
