"""The figures of a cohort's report, as files."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from medseg.records import CaseRow
from medseg.report.agreement_figure import NAME as BLAND_ALTMAN
from medseg.report.agreement_figure import write_agreements
from medseg.report.cohort_analysis import GROUP, SOURCE, agree_on_volumes
from medseg.report.cohort_measures import BY_NAME
from medseg.report.cohort_table import CohortTable
from medseg.report.involved_numbers import FIRST_REGION, main_numbers
from medseg.report.spread import Spread
from medseg.report.spread_figure import write_spreads

TITLES = {
    "dice-by-method": "Dice by method",
    "accuracy-by-method": "Accuracy by method",
    "dice-by-segment": "Dice by segment",
    "dice-by-source": "Dice by source",
    "dice-by-group": "Dice by group",
    "volume-by-group": "Volume by group",
    BLAND_ALTMAN: "Volumes against the reference (Bland and Altman)",
}
INVOLVEMENT = "involvement"

Files = Mapping[str, Path]


def write_cohort_figures(table: CohortTable, folder: Path) -> dict[str, Files]:
    """Draw all figures that the cohort has numbers for: PNG and SVG, and their numbers as CSV.

    Returns:
        PNG, SVG and CSV by suffix, by the figure's name.

    Raises:
        MissingDependencyError: matplotlib is not installed.
        WriteError: They cannot be written.
    """
    made: dict[str, Files] = {}
    for name, measure, spreads in _distributions(table):
        if not any(spread.is_known for spread in spreads):  # such as volumes of pictures, whose pixels have no size
            continue
        known = BY_NAME[measure]
        is_of_one = len(table.scopes) > 1 and not name.endswith("segment")  # where there is but one, its name says nothing
        label = f"{known.metric.title} ({table.main_scope})" if is_of_one else known.metric.title
        made[name] = write_spreads(name, label, spreads, folder, is_share=known.is_share)
    agreements = [one for one in agree_on_volumes(table) if one.scope == table.main_scope]
    if agreements:
        made[BLAND_ALTMAN] = write_agreements(agreements, folder)
    for name, title, spreads in _involvement(table):
        made[name] = write_spreads(name, title, spreads, folder)
    return made


def figure_title(name: str) -> str:
    """What a figure is called."""
    return TITLES.get(name) or name.replace("-", " ").replace("_", " ").capitalize()


def _distributions(table: CohortTable) -> Iterator[tuple[str, str, Sequence[Spread]]]:
    scope = table.main_scope
    if table.has_scores:
        for name in ("dice", "accuracy"):
            yield f"{name}-by-method", name, [_spread(one, one, table.rows(one, scope), name) for one in table.methods]
        if len(table.scopes) > 1:
            pairs = [(segment, method) for segment in table.scopes for method in table.methods]
            yield "dice-by-segment", "dice", [_spread(*pair, table.rows(pair[1], pair[0]), "dice") for pair in pairs]
        for field in (SOURCE, GROUP):
            if len(table.values_of(field)) > 1:
                yield f"dice-by-{field}", "dice", _by_word(table, field, "dice")
    if len(table.values_of(GROUP)) > 1:
        yield "volume-by-group", "volume_ml", _by_word(table, GROUP, "volume_ml")


def _by_word(table: CohortTable, field: str, name: str) -> list[Spread]:
    return [
        _spread(word, method, [row for row in table.rows(method, table.main_scope) if getattr(row, field) == word], name)
        for word in table.values_of(field)
        for method in table.methods
    ]


def _spread(category: str, method: str, rows: Sequence[CaseRow], name: str) -> Spread:
    return Spread(category, method, tuple(row.case for row in rows), tuple(float(getattr(row, name)) for row in rows))


def _involvement(table: CohortTable) -> Iterator[tuple[str, str, Sequence[Spread]]]:
    rows = [row for row in table.cohort.involvement if row.region == FIRST_REGION]
    groups = sorted({row.group for row in rows})
    for name, title in main_numbers(rows):
        spreads = [
            Spread(
                group or "all cases",
                FIRST_REGION,
                tuple(row.case for row in rows if row.group == group),
                tuple(row.numbers[name] for row in rows if row.group == group),
            )
            for group in groups
        ]
        yield f"{INVOLVEMENT}-{name.replace('_', '-')}", title, spreads
