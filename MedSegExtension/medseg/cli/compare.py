"""`medseg compare`: methods side by side on one image."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from medseg.cli.common import CommonOptions
from medseg.cli.compare_files import write_files
from medseg.cli.json_option import JsonOption
from medseg.cli.messages import Messages
from medseg.cli.options import Common, Reading, Scoring
from medseg.cli.streams import deliver
from medseg.cli.targets import check_folder, check_target
from medseg.errors import InputError, UnfinishedError
from medseg.metrics.comparison_table import comparison_table
from medseg.pipeline import CompareRequest, CompareResult, compare_case
from medseg.pipeline.share import share
from medseg.records import EvaluationParameters, MethodSpec, OutcomeStatus, ReadParameters
from medseg.records.metrics import METRICS
from medseg.report.comparison_json import comparison_to_json

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

EXAMPLES = """Methods:

    threshold:lungs                     a preset (medseg segment --presets)
    threshold:-1000..-400               bounds, both inclusive; 150.. has one
    threshold:auto=otsu,side=below      from the histogram
    threshold:150..,keep-largest=1      any setting of medseg segment follows
    cnn, unet                           the network that suits the image
    unet:lungs-ct-unet, unet:FOLDER     a network by name, or its package
    unet:target=infection,flips         with settings
    mask:FILE                           a mask, laid on the image
    file:SEGMENTATION                   a result that is there already

Examples:

    medseg compare ct.nii.gz --reference truth.seg.nrrd \\
        --method threshold:lungs --method cnn --method unet -o compared
    medseg compare film.png --reference mask.png -m unet \\
        -m threshold:auto=otsu,side=below,keep-largest=2 -o compared
    medseg compare ct.nii.gz --reference truth.nii.gz --match overlap \\
        -m file:mine.seg.nrrd -m file:yours.seg.nrrd -o compared --json

Exit code 0 where every method has a result, 1 where some have none, 2 where none has.
"""

app = App(name="compare", help_epilogue=EXAMPLES)


@app.default
def compare(
    image: Path,
    /,
    *,
    reference: Path,
    method: Annotated[list[str], Parameter(alias="-m", negative_iterable=())],
    output: Annotated[Path, Parameter(alias="-o")],
    together: bool = False,
    plots: Annotated[bool, Parameter(negative="--no-plots")] = True,
    picture: Annotated[bool, Parameter(negative="--no-picture")] = True,
    threads: int | None = None,
    scoring: Scoring = None,
    reading: Reading = None,
    json: JsonOption = None,
    common: Common = None,
) -> None:
    """Run methods on the same image, score each against the same reference, and show them side by side.

    Each method runs in a process of its own, one after the other; seconds are those of its own work, MB the peak of its
    process's memory. A method that is missing or fails says why, and the others go on. In the folder: report.md, the table as
    comparison.csv and comparison.json, picture.png, each method's .seg.nrrd, and plots with their numbers.

    Args:
        image: The image: a file, or a folder with a DICOM series.
        reference: The segmentation that is held to be true.
        method: A method, in one of the forms below; once for each.
        output: Folder for all that is written.
        together: Join all segments of each method, and of the reference, into one before they are scored.
        plots: Draw the plots; networks keep their probabilities for them, which takes memory.
        picture: Draw the methods side by side.
        threads: Threads of each method; default: all.
        json: Write the comparison as JSON, to a file or (alone) to standard output.
    """
    messages = Messages((common or CommonOptions()).progress)
    check_folder(output, image, reference)
    check_target(json, "json", image, reference)
    request = CompareRequest(
        image=image,
        reference=reference,
        methods=tuple(MethodSpec.parse(text) for text in method),
        output=output,
        scoring=scoring or EvaluationParameters(),
        read=reading or ReadParameters(),
        plots=plots,
        together=together,
        threads=threads,
    )
    with messages.progress() as progress:
        result = compare_case(request, share(progress, 0.0, 0.7), messages.warn)
        files = write_files(request, result, messages, share(progress, 0.7, 1.0), picture=picture)
    payload = {**comparison_to_json(result.comparison), "files": files}
    deliver(payload, json, *_overview(result, files))
    _end(result)


def _overview(result: CompareResult, files: Mapping[str, Path]) -> "Iterator[RenderableType]":
    yield _table(result)
    yield ""
    for outcome in result.comparison.outcomes:
        if not outcome.is_done:
            yield f"{outcome.method}: {outcome.status}. {outcome.reason}"
        yield from (f"{outcome.method}: {notice}" for notice in outcome.notices)
    yield from (f"{name}: {path}" for name, path in files.items())


def _table(result: CompareResult) -> "Table":
    """Methods x metrics, a block a segment, the best of each in bold."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for number, title in enumerate(("segment", "method", *(metric.title for metric in METRICS))):
        table.add_column(title, justify="left" if number < 2 else "right", overflow="fold")
    rows = comparison_table(result.comparison)
    for number, (scope, method, cells) in enumerate(rows):
        is_first = number == 0 or rows[number - 1][0] != scope
        is_last = number + 1 == len(rows) or rows[number + 1][0] != scope
        words = [Text(cell.text, style="bold" if cell.is_best else "") for cell in cells]
        table.add_row(Text(scope if is_first else ""), Text(method), *words, end_section=is_last)
    return table


def _end(result: CompareResult) -> None:
    """Say by the exit code whether every method has a result.

    Raises:
        UnfinishedError: Some have none.
        InputError: None has.
    """
    comparison = result.comparison
    without = [outcome.method for outcome in comparison.outcomes if outcome.status is not OutcomeStatus.DONE]
    if not comparison.done:
        raise InputError(f"Expected at least one method with a result, got none: {comparison.outcomes[0].reason}")
    if without:
        raise UnfinishedError(f"{len(without)} of {len(comparison.outcomes)} methods gave no result: {', '.join(without)}.")
