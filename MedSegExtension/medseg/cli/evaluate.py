"""`medseg evaluate`: a prediction against a reference."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from medseg.cli.common import CommonOptions
from medseg.cli.json_option import RESULTS, JsonOption
from medseg.cli.messages import Messages
from medseg.cli.options import Common, Reading, Scoring
from medseg.cli.streams import deliver
from medseg.cli.tables import evaluation_rows, to_table
from medseg.cli.targets import check_target
from medseg.io.table import evaluation_to_json, write_evaluation_csv
from medseg.pipeline import ProbabilityScores, evaluate_case, score_probabilities
from medseg.records import Evaluation

EXAMPLES = """Examples:

    medseg evaluate mine.seg.nrrd truth.nii.gz
    medseg evaluate mine.seg.nrrd truth.nii.gz --image ct.nii.gz
    medseg evaluate mine.nii.gz truth.nii.gz --match overlap --resample
    medseg evaluate mine.nii.gz truth.nii.gz --csv scores.csv
    medseg evaluate chances.nii.gz truth.nii.gz --probabilities
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
    probabilities: bool = False,
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
        probabilities: The prediction is a map of probabilities from 0 to 1 on the reference's grid: tell its cross-entropy and
            its soft Dice too. All other scores are those of its cut at 0.5.
        json: Write all scores as JSON, to a file or (alone) to standard output.
        csv: Write all scores as a table, a row a segment.
    """
    messages = Messages((common or CommonOptions()).progress)
    for target, kind in ((json, "json"), (csv, "csv")):
        check_target(target, kind, prediction, reference, image)
    with messages.progress() as progress:
        scores = evaluate_case(prediction, reference, scoring, image=image, read=reading, progress=progress, notice=messages.warn)
        losses = score_probabilities(prediction, reference, reading) if probabilities else None
    payload = evaluation_to_json(scores) | ({"probabilities": losses} if losses else {})
    if csv is not None:
        write_evaluation_csv(scores, csv)
    deliver(payload, json, to_table(evaluation_rows(scores)), *_remarks(scores, losses))


def _remarks(scores: Evaluation, losses: ProbabilityScores | None) -> Iterator[str]:
    yield f"mean Dice {scores.mean_dice:.4f}; accuracy and specificity within the {scores.region}; surfaces: {scores.surface}"
    if losses:
        yield f"cross-entropy {losses.cross_entropy:.4f}, soft Dice {losses.soft_dice:.4f}, its loss {losses.soft_dice_loss:.4f}"
    if scores.unmatched:
        yield f"without a reference: {', '.join(scores.unmatched)}"
