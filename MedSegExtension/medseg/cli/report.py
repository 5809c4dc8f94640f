"""`medseg report`: a cohort's results as one page."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from medseg.cli.common import CommonOptions
from medseg.cli.json_option import JsonOption
from medseg.cli.messages import Messages
from medseg.cli.options import Common
from medseg.cli.streams import deliver
from medseg.cli.targets import check_target
from medseg.report.cohort_report import PAGE, write_cohort_report
from medseg.volume import Finding

EXAMPLES = """The folder holds what `medseg batch` wrote, or a table of your own:

    cases.csv          a row a segment a case a method; case and method are
                       needed, such as case,method,segment,dice,accuracy
    involvement.csv    may be there: a row a region a case
    cases/CASE/*.png   may be there: pictures of the results
    provenance.json    may be there: how it was made

Examples:

    medseg report cohort
    medseg report cohort -o for-the-paper.html --title "Lungs on 283 films"
    medseg report cohort --pdf

The page opens from disk and asks nothing of any network. Numbers count
each patient once. docs/report.md says which tests are made and why.
"""

app = App(name="report", help_epilogue=EXAMPLES)


@app.default
def report(
    folder: Path,
    /,
    *,
    output: Annotated[Path | None, Parameter(alias="-o")] = None,
    pdf: bool = False,
    title: str = "Cohort report",
    json: JsonOption = None,
    common: Common = None,
) -> None:
    """Make one HTML page of a cohort's results, to look at, sort, filter and print.

    The table of methods (accuracy, loss, Dice) comes first; then distributions, methods against each other, groups and sources
    with the tests that fit them, volumes against the reference, the worst and best cases with pictures, involvement of the
    lungs, all cases, and how it was made. Figures for print go into the folder figures beside the page, as PNG and SVG, their
    numbers as CSV.

    Args:
        folder: A cohort's folder.
        output: The HTML file; default: report.html in the folder.
        pdf: Write a PDF of the same name too.
        title: What stands above the page.
        json: Write the paths of the files as JSON, to a file or (alone) to standard output.
    """
    messages = Messages((common or CommonOptions()).progress)
    page = output or folder / PAGE
    check_target(page, "page")
    check_target(json, "json")
    with messages.progress() as progress:
        files = write_cohort_report(
            folder,
            page,
            title=title,
            pdf=pdf,
            progress=progress,
            notice=lambda text: messages.warn(Finding("no-figures", text)),
        )
    deliver({"files": files}, json, *(f"{name}: {path}" for name, path in files.items()))
