"""The worst and the best cases of each method, with their pictures."""

import math
from collections.abc import Iterator, Mapping, Sequence

from medseg.records import CaseRow
from medseg.report.cohort_table import CohortTable
from medseg.report.page.pictures import Key, picture_key
from medseg.report.page.ranking import Ranking, find_ranking
from medseg.report.page.words import folded, note, number, safe, section

EACH = 4
OPENS = "A picture opens the case with all methods."
COLORS = " Red is what the method found, the light blue outline {outline}."

Extremes = Mapping[str, tuple[Sequence[CaseRow], Sequence[CaseRow]]]
"""By method: the lowest rows, the lowest first, and the highest, the highest first."""


def extremes(table: CohortTable) -> Extremes:
    """The cases at both ends of each method, by what `find_ranking` finds. Ties stand in the order of the table."""
    value_of = find_ranking(table).value_of
    found = {}
    for method in table.methods:
        rows = [row for row in table.rows(method, table.main_scope) if not math.isnan(value_of(row))]
        ordered = sorted(rows, key=value_of)
        each = min(EACH, len(ordered) // 2)
        if each:
            found[method] = (ordered[:each], ordered[: -each - 1 : -1])
        elif ordered:
            found[method] = (ordered, [])
    return found


def extreme_keys(found: Extremes) -> list[Key]:
    """The pictures that are seen at once."""
    return [(row.case, row.method) for ends in found.values() for rows in ends for row in rows]


def extremes_section(table: CohortTable, found: Extremes, pictures: Mapping[Key, str]) -> str:
    """Cards with pictures, a block a method."""
    if not found:
        return ""
    ranking = find_ranking(table)
    names = ranking.lowest, ranking.highest
    blocks = []
    for place, (method, ends) in enumerate(found.items()):
        inside = "".join(
            f'<div><h3>{name}</h3><div class="cards">{"".join(_cards(table, rows, ranking, pictures))}</div></div>'
            for name, rows in zip(names, ends, strict=True)
            if rows
        )
        blocks.append(folded(method, f'<div class="ends">{inside}</div>', is_open=place < 3))
    scope = table.main_scope
    return section(
        "extremes",
        f"{names[0]} and {names[1].lower()} cases",
        *blocks,
        note(
            f"By {ranking.title} ({scope}): {ranking.meaning}. A picture opens the case with all methods."
            + COLORS.format(outline=ranking.outline) * bool(pictures)
        ),
    )


def _cards(table: CohortTable, rows: Sequence[CaseRow], ranking: Ranking, pictures: Mapping[Key, str]) -> Iterator[str]:
    cases = {case: place for place, case in enumerate(table.cohort.cases)}
    for row in rows:
        key = picture_key(cases[row.case], table.methods.index(row.method))
        value = number(ranking.value_of(row), ranking.digits)
        words = f"{safe(row.case)}: {safe(ranking.title)} {value}"
        text = pictures.get((row.case, row.method))
        image = f'<img data-picture="{key}" src="{text}" alt="">' if text else '<span class="none">no picture</span>'
        yield (
            f'<button type="button" class="card" data-case="{cases[row.case]}" aria-label="{words}">{image}'
            f"<b>{value}</b><span>{safe(row.case)}</span>"
            f"<small>{safe(', '.join(filter(None, (row.group, row.source))))}</small></button>"
        )
