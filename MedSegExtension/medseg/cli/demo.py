"""`medseg demo`: the whole way, on a phantom or on your own images."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from medseg.cli.common import CommonOptions
from medseg.cli.demo_report import write_report
from medseg.cli.json_option import JsonOption
from medseg.cli.messages import Messages
from medseg.cli.options import Common, Reading
from medseg.cli.streams import deliver
from medseg.cli.tables import evaluation_rows, statistics_rows, to_table
from medseg.cli.targets import check_folder, check_target
from medseg.errors import MissingDependencyError
from medseg.pipeline import DemoResult, run_demo
from medseg.pipeline.share import share
from medseg.records import Progress
from medseg.volume import Finding

if TYPE_CHECKING:
    from rich.console import RenderableType

EXAMPLES = """Examples:

    medseg demo
    medseg demo dicom-folder --output results
"""

app = App(name="demo", help_epilogue=EXAMPLES)


@app.default
def demo(
    image: Path | None = None,
    /,
    *,
    output: Annotated[Path, Parameter(alias="-o")] = Path("out"),
    reading: Reading = None,
    json: JsonOption = None,
    common: Common = None,
) -> None:
    """Segment bone, lungs and infection of a chest CT, measure them, draw them, and score them where the truth is known.

    Args:
        image: A chest CT: a file, or a folder with a DICOM series. Without it a phantom is made, written as DICOM, and its
            truth is the reference.
        output: Folder for the segmentation, the picture, the tables and the report.
        json: Write what was measured as JSON, to a file or (alone) to standard output.
    """
    messages = Messages((common or CommonOptions()).progress)
    check_folder(output, image)
    check_target(json, "json", image)
    with messages.progress() as progress:
        result = run_demo(output, image, read=reading, progress=share(progress, 0.0, 0.85), notice=messages.warn)
        picture = _draw(result, output / "picture.png", messages, share(progress, 0.85, 1.0))
    files = {**result.files, **({"picture": picture} if picture else {})}
    files["report"] = write_report(result, files, output / "report.md")
    payload = {"files": files, "segments": result.statistics, "scores": result.scores, "seconds": result.seconds}
    deliver(payload, json, *_overview(result, files))


def _draw(result: DemoResult, path: Path, messages: Messages, progress: Progress) -> Path | None:
    """The picture; None, with a warning, where nothing can be drawn here."""
    progress(0.0, "drawing")
    try:
        drawn = _render(result, path)
    except MissingDependencyError as error:
        messages.warn(Finding("no-picture", f"No picture was drawn. {error}"))
        return None
    progress(1.0, "done")
    return drawn


def _render(result: DemoResult, path: Path) -> Path:
    from medseg.mrml import render_png

    return render_png(result.volume, result.segmentation, path)


def _overview(result: DemoResult, files: dict[str, Path]) -> "Iterator[RenderableType]":
    if result.scores:
        yield to_table(evaluation_rows(result.scores))
        yield ""
    yield to_table(statistics_rows(result.statistics))
    yield ""
    yield to_table([("step", "s"), *((step, f"{value:.1f}") for step, value in result.seconds.items())])
    yield ""
    yield from (f"{name}: {path}" for name, path in files.items())
