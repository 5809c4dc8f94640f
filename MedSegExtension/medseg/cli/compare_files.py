"""What `medseg compare` leaves in its folder."""

from collections.abc import Mapping
from pathlib import Path

from medseg.cli.messages import Messages
from medseg.cli.streams import write_json
from medseg.errors import MissingDependencyError
from medseg.pipeline import CompareRequest, CompareResult
from medseg.records import MethodOutcome, Progress
from medseg.report.comparison_csv import write_comparison_csv
from medseg.report.comparison_json import comparison_to_json
from medseg.report.comparison_page import write_comparison_page
from medseg.volume import Finding

PLOTS = "plots"


def write_files(
    request: CompareRequest, result: CompareResult, messages: Messages, progress: Progress, *, picture: bool
) -> Mapping[str, Path]:
    """Write tables, picture, plots and report.

    Returns:
        The files by what they are; those that could not be drawn for want of a package are left out, with a warning.

    Raises:
        WriteError: Something could not be written.
    """
    folder = request.output or Path()
    comparison = result.comparison
    files = {outcome.method: folder / outcome.segmentation_file for outcome in comparison.outcomes if outcome.segmentation_file}
    files["table"] = write_comparison_csv(comparison, folder / "comparison.csv")
    write_json(comparison_to_json(comparison), folder / "comparison.json")
    files["JSON"] = folder / "comparison.json"
    drawn: dict[str, dict[str, Path]] = {}
    try:
        if picture and comparison.done:
            files["picture"] = _draw_picture(request, result, folder / "picture.png", progress)
    except MissingDependencyError as error:
        messages.warn(Finding("no-picture", f"No picture was drawn. {error}"))
    try:
        if request.plots and comparison.done:
            drawn = _draw_plots(result, folder / PLOTS)
    except MissingDependencyError as error:
        messages.warn(Finding("no-plots", f"No plots were drawn. {error}"))
    beside = {name: path.name for name, path in files.items()}
    figures = {name: {suffix: f"{PLOTS}/{path.name}" for suffix, path in made.items()} for name, made in drawn.items()}
    files |= {f"plot {name}": made["png"] for name, made in drawn.items()}
    files["report"] = write_comparison_page(comparison, folder / "report.md", beside, figures, result.plots)
    return files


def _draw_picture(request: CompareRequest, result: CompareResult, path: Path, progress: Progress) -> Path:
    from medseg.mrml import SheetRow, render_comparison

    rows = [
        SheetRow(outcome.method, result.segmentations.get(outcome.method), _words(outcome))
        for outcome in result.comparison.outcomes
    ]
    return render_comparison(result.volume, result.reference, rows, path, scoring=request.scoring, progress=progress)


def _words(outcome: MethodOutcome) -> str:
    if outcome.evaluation is None:
        return outcome.reason
    return f"Dice {outcome.evaluation.overall.dice:.3f}"


def _draw_plots(result: CompareResult, folder: Path) -> dict[str, dict[str, Path]]:
    from medseg.report.plot_figure import write_plot
    from medseg.report.score_figure import NAME, write_scores

    methods = [outcome.method for outcome in result.comparison.outcomes]
    drawn = {NAME: write_scores(result.comparison, folder)}
    return drawn | {plot.name: write_plot(plot, methods, folder) for plot in result.plots}
