"""A cohort's report on paper."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from medseg.errors import MissingDependencyError
from medseg.files.atomic import writing
from medseg.optional import require
from medseg.report.cohort_table import CohortTable
from medseg.report.page.charts import paper_charts
from medseg.report.page.cohort_page import print_page

EXTRA = "pdf"
LIBRARIES = "Pango (on Debian: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)"


def write_cohort_pdf(table: CohortTable, path: Path, figures: Mapping[str, Mapping[str, Path]], title: str) -> Path:
    """Write the tables, the figures and the worst and best cases as PDF; the table of all cases stays out of it.

    Args:
        table: The cohort.
        path: The PDF; written aside, then moved.
        figures: The figures that stand in it, as `write_cohort_figures` gives them.
        title: What stands above it.

    Raises:
        MissingDependencyError: weasyprint is not installed, or does not find the libraries of the system that it needs.
        WriteError: The file cannot be written.
    """
    weasyprint = _load()
    fetch = weasyprint.urls.URLFetcher(allowed_protocols={"data"})  # the page holds all that it shows: no file, no network
    page = weasyprint.HTML(string=print_page(table, paper_charts(figures), title), url_fetcher=fetch)
    held = io.BytesIO()
    page.write_pdf(held)
    with writing(path) as temporary:
        temporary.write_bytes(held.getvalue())
    return path


def _load() -> Any:
    try:
        return require("weasyprint", EXTRA)
    except OSError as error:  # it is there, and what it draws letters with is not
        raise MissingDependencyError(
            f"A PDF needs the package 'weasyprint', which is installed, and libraries that it does not find: {LIBRARIES}. "
            "Without them, print the HTML page from a browser."
        ) from error
