"""A cohort's report as one HTML file that asks nobody for anything."""

import os
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from urllib.parse import quote

from medseg import __version__
from medseg.files.atomic import writing
from medseg.report.cohort_table import CohortTable
from medseg.report.page.about_part import failure_section, meaning_section, provenance_section
from medseg.report.page.agreement_part import agreement_section
from medseg.report.page.charts import CHARTS, Charts
from medseg.report.page.extremes_part import extreme_keys, extremes, extremes_section
from medseg.report.page.group_part import group_section, involvement_section, source_section
from medseg.report.page.method_part import method_section, pair_section
from medseg.report.page.payload import payload
from medseg.report.page.pictures import Key, pick, picture_key, shrink_all, shrink_large
from medseg.report.page.words import safe, section

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
TITLE = "Cohort report"
SCRIPTS = ("frame.js", "charts.js", "boards.js", "browser.js", "case.js", "start.js")

Figures = Mapping[str, Mapping[str, Path]]
"""Files of figures by suffix, by the figure's name."""


def write_cohort_page(table: CohortTable, path: Path, figures: Figures, title: str = TITLE) -> Path:
    """Write the page: tables and texts, numbers and pictures in it, and the script that draws, sorts and filters.

    Args:
        table: The cohort.
        path: The HTML file; written aside, then moved.
        figures: Figures for print, which the page links.
        title: What stands above it.

    Raises:
        MissingDependencyError: Pillow is not installed, and there are pictures.
        WriteError: The file cannot be written.
    """
    found = extremes(table)
    large = shrink_large(pick(table.cohort.thumbnails, extreme_keys(found)))
    others = shrink_all({key: file for key, file in table.cohort.thumbnails.items() if key not in large})
    links = {name: {suffix: link_to(file, path) for suffix, file in made.items()} for name, made in figures.items()}
    parts = [_body(table, CHARTS, large, links, title), *_data(table, path, others), f"<script>{script()}</script>"]
    with writing(path) as temporary:
        temporary.write_text(_document(title, "".join(parts)), encoding="utf-8")
    return path


def print_page(table: CohortTable, charts: Charts, title: str = TITLE) -> str:
    """The same without a script and the table of all cases, its charts as pictures: for paper."""
    found = extremes(table)
    large = shrink_large(pick(table.cohort.thumbnails, extreme_keys(found)))
    return _document(title, _body(table, charts, large, {}, title), "paper.css")


def script() -> str:
    """The page's script: its files as one function, so that they share their names with nobody else."""
    return '"use strict";\n(() => {\n' + "\n".join(map(asset, SCRIPTS)) + "})();\n"


def asset(name: str) -> str:
    """A file of the page's style or script."""
    return resources.files("medseg").joinpath("data", "report", name).read_text(encoding="utf-8")


def link_to(file: Path, page: Path) -> str:
    """A file as a link relative to the page."""
    return quote(os.path.relpath(file.resolve(), page.resolve().parent).replace(os.sep, "/"))


def _document(title: str, body: str, style: str = "page.css") -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><meta name="viewport" content="width=device-width">'
        f'<meta name="color-scheme" content="light dark"><title>{safe(title)}</title><style>{asset(style)}</style></head>'
        f"<body>{body}</body></html>\n"
    )


def _body(
    table: CohortTable, charts: Charts, pictures: Mapping[Key, str], links: Mapping[str, Mapping[str, str]], title: str
) -> str:
    sections = [
        method_section(table) if table.has_numbers else "",
        section("distributions", "Distributions", charts["distributions"]) if table.has_numbers else "",
        pair_section(table),
        group_section(table, charts["groups"]),
        source_section(table, charts["sources"]),
        agreement_section(table, charts["agreement"]),
        extremes_section(table, extremes(table), pictures),
        involvement_section(table, charts["involvement"], charts["involved cases"]),
        section("cases", "All cases", charts["cases"]) if table.methods else "",
        failure_section(table),
        meaning_section(table),
        provenance_section(table, links),
    ]
    return f"<header><h1>{safe(title)}</h1><p>{' · '.join(_facts(table))}</p></header><main>{''.join(sections)}</main>"


def _facts(table: CohortTable) -> Iterator[str]:
    cohort = table.cohort
    patients = {row.patient or row.case for row in cohort.rows} | {row.patient or row.case for row in cohort.involvement}
    yield _count(len(cohort.cases), "case")
    yield _count(len(patients), "patient")
    if table.methods:
        yield _count(len(table.methods), "method")
    failed = sum(1 for _ in table.failures())
    if failed:
        yield f"{failed} without a result"
    yield f"medseg {safe(__version__)}"
    yield "<strong>Research use only</strong>"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"


def _data(table: CohortTable, path: Path, pictures: Mapping[Key, str]) -> Iterator[str]:
    """Numbers and pictures, each picture by itself: none is unpacked before it is looked at."""
    cases = {case: place for place, case in enumerate(table.cohort.cases)}
    methods = {method: place for place, method in enumerate(table.methods)}
    keys = {pair: picture_key(cases[pair[0]], methods[pair[1]]) for pair in table.cohort.thumbnails}
    files = {keys[pair]: link_to(file, path) for pair, file in table.cohort.thumbnails.items()}
    yield f'<script type="application/json" id="data">{payload(table, files)}</script>'
    for pair, text in pictures.items():
        yield f'<script type="text/plain" id="picture-{keys[pair]}">{text}</script>'
