"""What `medseg involvement` leaves in its folder."""

from collections.abc import Mapping
from pathlib import Path

from medseg.cli.messages import Messages
from medseg.cli.streams import write_json
from medseg.errors import MissingDependencyError
from medseg.pipeline import InvolvementResult
from medseg.records import InvolvementRow
from medseg.report.involvement_csv import write_involvement
from medseg.report.involvement_json import involvement_to_json
from medseg.report.involvement_page import write_involvement_page
from medseg.volume import Finding

CASE = "case"
"""Names of files may name a patient."""

FIGURES = "figures"


def write_files(result: InvolvementResult, folder: Path, messages: Messages) -> Mapping[str, Path]:
    """Write segmentation, tables, figures and report.

    Returns:
        The files by what they are; figures are left out where matplotlib is missing, with a warning.

    Raises:
        WriteError: Something could not be written.
    """
    from medseg.io import write

    files = {"segmentation": write(result.segmentation, folder / "segmentation.seg.nrrd")}
    rows = (InvolvementRow(case=CASE, method=result.infection_by, involvement=row) for row in result.rows)
    files["table"] = write_involvement(rows, folder / "involvement.csv")
    files["JSON"] = folder / "involvement.json"
    write_json(involvement_to_json(result.rows, result.segmentation.provenance), files["JSON"])
    drawn: dict[str, dict[str, Path]] = {}
    try:
        drawn = _draw(result, folder / FIGURES)
    except MissingDependencyError as error:
        messages.warn(Finding("no-figures", f"No figures were drawn. {error}"))
    beside = {name: {suffix: f"{FIGURES}/{path.name}" for suffix, path in made.items()} for name, made in drawn.items()}
    files |= {name: made["png"] for name, made in drawn.items()}
    files["report"] = write_involvement_page(result.rows, found_by(result), folder / "report.md", beside)
    return files


def found_by(result: InvolvementResult) -> dict[str, str]:
    """What found lungs and infection, and what the severity score adds, in words."""
    words = {"Lungs": result.lungs_by, "Infection": result.infection_by or "not looked for"}
    if result.infection_by:
        words["Severity score"] = f"sum over {result.segmentation.provenance['severity']}"
        words["Front and back"] = "the patient's; the back is the dependent part where he lay supine"
    return words


def _draw(result: InvolvementResult, folder: Path) -> dict[str, dict[str, Path]]:
    from medseg.report import heat_map_figure, hu_figure, levels_figure

    drawn = {}
    if result.maps and result.infection_by:
        drawn[heat_map_figure.NAME] = heat_map_figure.write_heat_map(result.maps, folder)
    if result.levels:
        drawn[levels_figure.NAME] = levels_figure.write_levels(result.levels, folder)
    drawn[hu_figure.NAME] = hu_figure.write_hu_histogram(result.histograms, folder)
    return drawn
