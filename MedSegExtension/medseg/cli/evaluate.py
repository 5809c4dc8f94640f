"""`medseg evaluate`: a prediction against a reference."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from medseg.cli.common import CommonOptions
from medseg.cli.json_option import RESULTS, STDOUT, JsonOption
from medseg.cli.messages import Messages
from medseg.cli.options import Common, Reading, Scoring
from medseg.cli.streams import show, write_json
from medseg.cli.tables import evaluation_rows, to_table
from medseg.cli.targets import check_target
from medseg.pipeline import evaluate_case
from medseg.records import Evaluation

EXAMPLES = """Examples:

    medseg evaluate mine.seg.nrrd truth.nii.gz
    medseg evaluate mine.seg.nrrd truth.nii.gz --image ct.nii.gz --tolerance-mm 2
    medseg evaluate mine.nii.gz truth.nii.gz --match overlap --resample --csv scores.csv --json scores.json
    medseg evaluate mine.nii.gz truth.nii.gz --json | jq .mean_dice
"""

app = App(name="evaluate", help_epilogue=EXAMPLES)


@app.default
def evaluate(
    prediction: Path,
    reference: Path,
    /,
    *,
    image: Path | None = None,
    scoring: Scoring = None,
    reading: Reading = None,
    json: JsonOption = None,
    csv: Annotated[Path | None, Parameter(group=RESULTS)] = None,
    common: Common = None,
) -> None:
    """Score a segmentation against a reference: overlap, volumes, surface distances; a row a segment, and one overall.

    Args:
        prediction: The segmentation to be scored.
        reference: The segmentation that is held to be true.
        image: The image of both, so that accuracy and specificity count within the body.
        json: Write all scores as JSON, to a file or (alone) to standard output.
        csv: Write all scores as a table, a row a segment.
    """
    messages = Messages((common or CommonOptions()).progress)
    for target, kind in ((json, "json"), (csv, "csv")):
        check_target(target, kind, prediction, reference, image)
    with messages.progress() as progress:
        scores = evaluate_case(prediction, reference, scoring, image=image, read=reading, progress=progress, notice=messages.warn)
    _write(scores, json, csv)
    if json != STDOUT:
        show(to_table(evaluation_rows(scores)), *_remarks(scores))


def _write(scores: Evaluation, json: Path | None, csv: Path | None) -> None:
    from medseg.io.table import evaluation_to_json, write_evaluation_csv, write_evaluation_json

    if json == STDOUT:
        write_json(evaluation_to_json(scores), json)
    elif json is not None:
        write_evaluation_json(scores, json)
    if csv is not None:
        write_evaluation_csv(scores, csv)


def _remarks(scores: Evaluation) -> list[str]:
    remarks = [f"accuracy and specificity count within the {scores.region}; surfaces by {scores.surface}"]
    if scores.unmatched:
        remarks.append(f"without a reference: {', '.join(scores.unmatched)}")
    return remarks
