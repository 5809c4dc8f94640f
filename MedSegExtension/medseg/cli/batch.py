"""`medseg batch`: methods on all cases of a cohort."""

import math
import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Group, Parameter

from medseg.batch import BatchParameters, CaseNames, CaseSettings, CohortMethod, CohortRequest, CohortResult, run_cohort
from medseg.cli.cohort_progress import cohort_progress
from medseg.cli.common import CommonOptions
from medseg.cli.json_option import JsonOption
from medseg.cli.messages import Messages
from medseg.cli.options import Common, Reading, Scoring
from medseg.cli.streams import deliver
from medseg.cli.tables import Rows, to_table
from medseg.cli.targets import check_folder, check_target
from medseg.errors import InputError, UnfinishedError
from medseg.records import CaseRow, EvaluationParameters, MethodSpec, ReadParameters
from medseg.records.cohort_involvement import CohortInvolvement
from medseg.records.comparison import OVERALL
from medseg.volume import Finding

if TYPE_CHECKING:
    from rich.console import RenderableType

EXAMPLES = """Inputs are folders, image files, lists (.txt, a path a line) and tables (.csv)
with the column image, and reference, case, patient, group and source where
there are such; paths are from the table's folder.

Methods are those of medseg compare, called as you like:

    threshold:lungs, cnn, unet          see medseg compare --help
    U-Net=unet:lungs-ct-unet            called U-Net in all tables
    file:results/{stem}.seg.nrrd        a result that each case has already

In paths {stem} is the image's name without its ending, {name} with it,
{folder} where it lies, {parent} that folder's name, {case} the case's name.

Examples:

    medseg batch studies -o out -m threshold:lungs -m unet --series largest
    medseg batch films -o out -m unet --reference "masks/{stem}.png"
    medseg batch cases.csv -o out -m "Otsu=threshold:auto=otsu" -m cnn
    medseg batch cases.csv -o out -m unet --workers 4 --memory-gb 6
    medseg batch cases.csv -o out -m unet --scheduler tcp://10.0.0.1:8786
    medseg batch ct -o out --involvement --group-level 1
    medseg report out

Run the same command again: it does what is missing, failed or changed.
Exit code 0 where every case has all results, 1 where some are missing,
2 where none has any.
"""

INVOLVEMENT = Group("Lungs and infection in numbers", sort_key=55)
WORKERS = Group("Workers", sort_key=60)

app = App(name="batch", help_epilogue=EXAMPLES)

Workers = Annotated[BatchParameters | None, Parameter(name="*", group=WORKERS, negative_bool=())]


@app.default
def batch(
    inputs: Annotated[list[Path], Parameter(negative_iterable=())],
    /,
    *,
    output: Annotated[Path, Parameter(alias="-o")],
    method: Annotated[list[str] | None, Parameter(alias="-m", negative_iterable=())] = None,
    reference: str | None = None,
    names: CaseNames = CaseNames.NUMBERS,
    include: str = "",
    group_level: int = 0,
    involvement: Annotated[bool, Parameter(group=INVOLVEMENT)] = False,
    lungs: Annotated[str | None, Parameter(group=INVOLVEMENT)] = None,
    infection: Annotated[str | None, Parameter(group=INVOLVEMENT)] = None,
    together: bool = False,
    pictures: Annotated[bool, Parameter(negative="--no-pictures")] = True,
    report: bool = False,
    workers: Workers = None,
    scoring: Scoring = None,
    reading: Reading = None,
    json: JsonOption = None,
    common: Common = None,
) -> None:
    """Run methods on all cases of a cohort, side by side, and score them where there are references.

    A case that cannot be read, crashes its process or takes too much memory is told with its reason; all others are finished.
    It may be stopped at any moment: run again, it goes on. In the folder: cases.csv and cases.parquet with a row a segment a case
    a method, cases/ with segmentations and pictures, provenance.json; private/ tells which file each case is, and stays with you.

    Args:
        inputs: Folders, image files, lists (.txt) or tables (.csv) of them.
        method: A method, in one of the forms below; once for each.
        output: Folder for all that is written; one of before goes on.
        reference: Path of each case's reference, such as "masks/{stem}.png", or a folder of files that are called as the images.
        names: What cases are called that no table names: numbers, or their files, whose names may tell whose they are.
        include: Pattern for paths of images below a folder, such as "*/ct.nii.gz".
        group_level: Which folder below an input names the group of what lies in it: 1 is the first.
        involvement: Measure the lungs of CTs and the infection in them, into involvement.csv.
        lungs: What finds the lungs for that: a method, or "file:lungs/{stem}.nii.gz"; default: the U-Net.
        infection: What finds the infection for that; default: the U-Net for infection, where it is installed.
        together: Join all segments of each method, and of the reference, into one before they are scored.
        pictures: Draw each result as a small picture.
        report: Make the page of medseg report too.
        json: Write the summary as JSON, to a file or (alone) to standard output.
    """
    common = common or CommonOptions()
    messages = Messages(common.progress)
    check_folder(output, *inputs)
    check_target(json, "json", *inputs)
    read, score = reading or ReadParameters(), scoring or EvaluationParameters()
    request = CohortRequest(
        inputs=tuple(inputs),
        methods=tuple(CohortMethod.parse(text) for text in method or ()),
        output=output,
        reference=reference,
        names=names,
        include=include,
        group_level=group_level,
        settings=CaseSettings(scoring=score, read=read, together=together, pictures=pictures),
        involvement=_involvement(lungs, infection) if involvement or lungs or infection else None,
        batch=workers or BatchParameters(),
    )
    with cohort_progress(common.progress) as tell:
        result = run_cohort(request, tell, messages.note)
    files = {**result.files, **(_report(output, messages) if report else {})}
    payload = {
        "state": asdict(result.state),
        "failures": [{"case": row.case, "method": row.method, "reason": row.reason} for row in result.failures],
        "files": files,
    }
    deliver(payload, json, *_overview(request, result, files))
    _end(result)


def _involvement(lungs: str | None, infection: str | None) -> CohortInvolvement:
    given = {"lungs": lungs, "infection": infection}
    return CohortInvolvement(**{name: MethodSpec.parse(text) for name, text in given.items() if text is not None})


def _report(folder: Path, messages: Messages) -> dict[str, Path]:
    """The page of the whole cohort, and its figures."""
    from medseg.report.cohort_report import write_cohort_report

    made = write_cohort_report(folder, notice=lambda words: messages.warn(Finding("report", words)))
    return {"report": made["page"], **{name: path for name, path in made.items() if name != "page"}}


def _overview(request: CohortRequest, result: CohortResult, files: Mapping[str, Path]) -> "Iterator[RenderableType]":
    yield to_table(_rows(request, result))
    yield ""
    for words, count in Counter(f"{row.method}: {row.reason}" for row in result.failures).most_common(10):
        named = ", ".join(row.case for row in result.failures if f"{row.method}: {row.reason}" == words)
        yield f"{named if count <= 5 else f'{count} cases'}: {words}"
    yield from (f"{name}: {path}" for name, path in files.items())
    if "report" not in files:
        yield f"one page of it all: medseg report {request.output}"


def _rows(request: CohortRequest, result: CohortResult) -> Rows:
    """A row a method: cases with and without a result, means of shares and medians of the rest, as in the report."""
    table: list[tuple[str, ...]] = [("method", "cases", "failed", "accuracy", "loss", "Dice", "median ml", "median s")]
    for method in request.methods:
        rows = [row for row in result.rows if row.method == method.label]
        whole = [row for row in rows if row.segment == OVERALL]
        shares = (_summed(statistics.mean, whole, name) for name in ("accuracy", "loss", "dice"))
        others = (_summed(statistics.median, whole, name) for name in ("volume_ml", "seconds"))
        failed = sum(row.status != "done" for row in rows)
        table.append((method.label, str(len(whole)), str(failed), *shares, *others))
    return table


def _summed(middle: Callable[[list[float]], float], rows: list[CaseRow], name: str) -> str:
    values = [value for row in rows if not math.isnan(value := getattr(row, name))]
    return f"{middle(values):.3f}" if values else "-"


def _end(result: CohortResult) -> None:
    """Say by the exit code whether every case has all results.

    Raises:
        UnfinishedError: Some have not.
        InputError: None has any.
    """
    failures = result.failures
    state = result.state
    if failures and not state.done + state.kept and all(row.status != "done" for row in result.rows):
        raise InputError(f"Expected at least one case with a result, got none: {failures[0].reason if failures else 'no rows'}")
    if failures:
        cases = len({row.case for row in failures})
        raise UnfinishedError(f"{cases} of {result.state.total} cases lack a result. private/failures.csv tells all about it.")
