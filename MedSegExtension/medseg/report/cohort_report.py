"""The report of a cohort: page, figures, and PDF where it is wanted."""

from collections.abc import Callable, Mapping
from pathlib import Path

from medseg.errors import MissingDependencyError
from medseg.records import Progress, ignore_progress
from medseg.report.cohort_figures import write_cohort_figures
from medseg.report.cohort_files import read_cohort
from medseg.report.cohort_pdf import write_cohort_pdf
from medseg.report.cohort_table import CohortTable
from medseg.report.page.cohort_page import TITLE, write_cohort_page

PAGE = "report.html"
FIGURES = "figures"


def write_cohort_report(
    folder: str | Path,
    page: Path | None = None,
    *,
    title: str = TITLE,
    pdf: bool = False,
    progress: Progress = ignore_progress,
    notice: Callable[[str], None] | None = None,
) -> dict[str, Path]:
    """Make the report of a cohort's folder.

    Args:
        folder: The folder, with `cases.csv` or `involvement.csv`.
        page: The HTML file; default: `report.html` in the folder. Figures go into the folder `figures` beside it.
        title: What stands above it.
        pdf: Write a PDF of the same name too.
        progress: Told how far the work is.
        notice: Told in a sentence what could not be drawn for want of a package; the page is written all the same.

    Returns:
        The files: `page`, `pdf` where it is wanted, `figures` for their folder where there are any.

    Raises:
        ReadError: The folder does not hold a cohort.
        MissingDependencyError: Pillow is missing where there are pictures; for a PDF, weasyprint or matplotlib.
        WriteError: A file cannot be written.
    """
    progress(0.0, "Reading the cohort")
    table = CohortTable(read_cohort(folder))
    place = page or Path(folder) / PAGE
    progress(0.05, "Drawing figures")
    figures: Mapping[str, Mapping[str, Path]] = {}
    try:
        figures = write_cohort_figures(table, place.parent / FIGURES)
    except MissingDependencyError as error:
        if pdf or notice is None:
            raise
        notice(f"No figures for print were drawn. {error}")
    progress(0.4, "Writing the page")
    files = {"page": write_cohort_page(table, place, figures, title)}
    if figures:
        files["figures"] = place.parent / FIGURES
    if pdf:
        progress(0.8, "Writing the PDF")
        files["pdf"] = write_cohort_pdf(table, place.with_suffix(".pdf"), figures, title)
    progress(1.0, "Done")
    return files
