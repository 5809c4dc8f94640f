"""Groups of patients, and sources, compared."""

from collections.abc import Iterator, Sequence

from medseg.report.cohort_analysis import GROUP, SOURCE, compare_case_groups, compare_involvement
from medseg.report.cohort_measures import BY_NAME, GROUPED, SOURCED, shown_digits
from medseg.report.cohort_table import CohortTable
from medseg.report.group_result import GroupResult
from medseg.report.involved_numbers import FIRST_REGION, measures_of
from medseg.report.page.words import folded, note, number, p_value, safe, section, span, table, with_span
from medseg.report.statistics import Contrast, Summary

TESTS = (
    "Medians over patients with intervals of 95% between order statistics. Two groups are compared by the Mann-Whitney U test, "
    "two-sided; p adjusted by Holm over the table. The effect is Cliff's delta: 1 where all of the first group are higher than "
    "all of the second, 0 where neither is. The shift is Hodges and Lehmann's: by how much the first group is higher. "
    "Groups that were not drawn by lot may differ in more than their name."
)
NOT_COMPARED = ("severity_max",)  # the scale of another number
KRUSKAL = " With more than two groups, all of them are compared first by the Kruskal-Wallis test."


def group_section(data: CohortTable, chart: str) -> str:
    """Groups compared by volumes and scores."""
    return _compared(data, GROUP, GROUPED, ("groups", "By group", chart))


def source_section(data: CohortTable, chart: str) -> str:
    """Sources, such as hospitals, compared in the same way."""
    return _compared(data, SOURCE, SOURCED, ("sources", "By source", chart))


def involvement_section(data: CohortTable, chart: str, cases: str) -> str:
    """What was measured in the lungs: by group, for both lungs and each."""
    rows = data.cohort.involvement
    if not rows:
        return ""
    measures = measures_of(rows)
    names = [(measure.name, measure.title) for measure in measures if measure.name not in NOT_COMPARED]
    digits = {measure.name: measure.digits for measure in measures}
    meanings = {measure.name: measure.meaning for measure in measures}
    regions = dict.fromkeys(row.region for row in rows)
    tables = []
    for region in regions:
        results = compare_involvement(data.cohort, region, names)
        tables.append(folded(region, result_table(results, digits, meanings), is_open=region == FIRST_REGION))
    several = len({row.group for row in rows if row.group})
    explained = note(TESTS + KRUSKAL * (several > 2)) if several > 1 else ""
    return section("involvement", "Involvement of the lungs", chart, *tables, explained, cases)


def result_table(results: Sequence[GroupResult], digits: dict[str, int], meanings: dict[str, str]) -> str:
    """Numbers x groups: each group's median, then each pair of groups compared."""
    if not results:
        return ""
    groups = results[0].groups
    head = [("number", "")]
    head += [(f"{group or 'all'}", "median over patients, its interval of 95%, and how many patients") for group in groups]
    if any(result.contrasts for result in results):
        head += [
            ("groups", "which groups are compared: first less second"),
            ("shift", "Hodges and Lehmann's shift, first less second, in the number's unit, with its interval of 95%"),
            ("Cliff's delta", "P(first > second) - P(first < second), with its interval of 95%"),
            ("p", "Mann-Whitney U, two-sided"),
            ("p Holm", "adjusted over all tests of this table"),
        ]
    body = (line for result in results for line in _lines(result, digits[result.name], meanings[result.name], len(head)))
    return table(head, body, words=(0, 1 + len(groups)))


def _compared(data: CohortTable, field: str, names: Sequence[str], place: tuple[str, str, str]) -> str:
    """A section; `place` is its name, its title and its chart."""
    name, title, chart = place
    digits = {key: shown_digits(key) for key in BY_NAME}
    meanings = {key: measure.metric.meaning for key, measure in BY_NAME.items()}
    words = data.values_of(field)
    tables = [(scope, result_table(compare_case_groups(data, scope, field, names), digits, meanings)) for scope in data.scopes]
    tables = [pair for pair in tables if pair[1]]
    if not tables:
        return ""
    blocks = [folded(scope, inside, is_open=number == 0) for number, (scope, inside) in enumerate(tables)]
    return section(name, title, chart, *blocks, note(TESTS + KRUSKAL * (len(words) > 2)))


def _lines(result: GroupResult, digits: int, meaning: str, width: int) -> Iterator[Sequence[str]]:
    """One line a pair of groups; the medians stand in the first."""
    title = f'<span title="{safe(meaning)}">{safe(result.title)}</span>'
    if result.overall is not None:
        title += f"<small>Kruskal-Wallis p {p_value(result.overall.p)}, ε² {number(result.overall.epsilon_squared, 2)}</small>"
    medians = [_median(summary, digits) for summary in result.summaries]
    pairs = [_pair(contrast, digits) for contrast in result.contrasts] or [()]
    for place, pair in enumerate(pairs):
        line = [title, *medians, *pair] if place == 0 else [""] * (1 + len(medians)) + list(pair)
        yield line + [""] * (width - len(line))


def _median(summary: Summary, digits: int) -> str:
    ends = span(summary.median, digits)
    return f"{number(summary.median.estimate, digits)}<small>{ends}{'; ' if ends else ''}n {summary.count}</small>"


def _pair(contrast: Contrast, digits: int) -> tuple[str, ...]:
    return (
        f"{safe(contrast.first)} - {safe(contrast.second)}",
        with_span(contrast.shift, digits),
        with_span(contrast.effect, 2),
        p_value(contrast.p),
        p_value(contrast.p_holm),
    )
