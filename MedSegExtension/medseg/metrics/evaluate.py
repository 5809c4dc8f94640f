"""A segmentation scored against a reference."""

import math
from collections.abc import Sequence

from medseg.metrics.comparison import OVERALL, Comparison, comparisons
from medseg.metrics.confusion import Confusion
from medseg.metrics.label_layers import LabelLayers
from medseg.metrics.pair_counts import PairCounts
from medseg.metrics.parts import pair_segments
from medseg.metrics.region import find_region
from medseg.metrics.surface_scorer import SurfaceScorer
from medseg.records import Evaluation, EvaluationParameters, Progress, Region, SegmentScores, describe_run, ignore_progress
from medseg.volume import Segmentation, Volume


def evaluate(
    prediction: Segmentation,
    reference: Segmentation,
    parameters: EvaluationParameters | None = None,
    image: Volume | None = None,
    progress: Progress = ignore_progress,
) -> Evaluation:
    """Score a segmentation against a reference: each segment, and all together.

    Grids are compared first; nothing is resampled unless asked for. What the scores are, and what they are for empty masks, is
    said with `SegmentScores`.

    Args:
        prediction: The segmentation to be scored.
        reference: The segmentation that is held to be true; the scores are those of its grid.
        parameters: How segments are paired and what is measured; by default what the class says.
        image: The image that was segmented, for accuracy and specificity within the body.
        progress: Told before each step; it may stop the work.

    Returns:
        One row a reference segment, and one overall. Where the reference holds one segment and the prediction several parts of
        it, as two lungs are of a mask of both, the parts are scored together. A segment without a counterpart is scored
        against an empty mask, unless `matched_only` leaves it out. Where the reference has no segments at all, the overall row
        holds all of the prediction's against nothing, and the mean Dice is NaN.

    Raises:
        GeometryMismatchError: The grids differ, and resampling was not asked for.
        SegmentError: No segment has a counterpart by name or code; or only those with one count, and there are none.
        ParameterError: The body is asked for without an image.
    """
    parameters = parameters or EvaluationParameters()
    prediction, image = _on_grid(prediction, reference, image, parameters.resample)
    prediction, reference, pairs = pair_segments(prediction, reference, parameters)
    compared = comparisons(prediction, reference, pairs)
    region, counts = _count(prediction, reference, compared, (parameters.region, image), progress)
    *segments, overall = _rows(prediction, reference, parameters, (compared, counts), progress)
    progress(1.0, "Scored")
    return Evaluation(
        segments=tuple(segments),
        overall=overall,
        mean_dice=sum(row.dice for row in segments) / len(segments) if segments else math.nan,
        region=str(region),
        tolerance_mm=parameters.tolerance_mm,
        surface=str(parameters.surface),
        unmatched=tuple(name for name in prediction.names if name not in pairs.values()),
        provenance=describe_run(
            "evaluate",
            parameters,
            prediction={"name": prediction.name, **prediction.provenance},
            reference={"name": reference.name, **reference.provenance},
            grid=str(reference.geometry),
        ),
    )


def _on_grid(
    prediction: Segmentation, reference: Segmentation, image: Volume | None, resample: bool
) -> tuple[Segmentation, Volume | None]:
    """The prediction and the image on the reference's grid."""
    geometry = reference.geometry
    if not resample:
        geometry.require_match(prediction.geometry, "the reference", "the prediction")
        if image is not None:
            geometry.require_match(image.geometry, "the reference", "the image")
        return prediction, image
    from medseg.filters.resample import resample_segmentation, resample_volume

    return resample_segmentation(prediction, geometry), None if image is None else resample_volume(image, geometry)


def _count(
    prediction: Segmentation,
    reference: Segmentation,
    compared: Sequence[Comparison],
    where: tuple[Region, Volume | None],
    progress: Progress,
) -> tuple[Region, list[Confusion]]:
    """The region that was used, and the counts of each comparison; the region's mask is gone when surfaces are measured."""
    progress(0.0, "Finding the region")
    region, inside = find_region(*where)
    progress(0.2, "Counting voxels")
    counts = PairCounts(LabelLayers(prediction), LabelLayers(reference), inside)
    return region, [counts.confusion(row.predicted, row.actual) for row in compared]


def _rows(
    prediction: Segmentation,
    reference: Segmentation,
    parameters: EvaluationParameters,
    counted: tuple[Sequence[Comparison], Sequence[Confusion]],
    progress: Progress,
) -> list[SegmentScores]:
    geometry = reference.geometry
    scorer = SurfaceScorer(LabelLayers(prediction), LabelLayers(reference), geometry.spacing_mm, parameters)
    rows = []
    for number, (comparison, confusion) in enumerate(zip(*counted, strict=True)):
        progress(0.3 + 0.7 * number / len(counted[0]), f"Measuring {comparison.title}")
        rows.append(_row(comparison, confusion, geometry.voxel_volume_ml, scorer.scores(comparison)))
    return rows


def _row(comparison: Comparison, confusion: Confusion, voxel_ml: float, surface: dict[str, float]) -> SegmentScores:
    difference = confusion.predicted - confusion.actual
    return SegmentScores(
        segment=comparison.title,
        prediction=OVERALL if comparison.title == OVERALL and comparison.predicted else "".join(comparison.predicted),
        true_positive=confusion.tp,
        false_positive=confusion.fp,
        false_negative=confusion.fn,
        true_negative=confusion.tn,
        accuracy=confusion.accuracy,
        sensitivity=confusion.sensitivity,
        specificity=confusion.specificity,
        precision=confusion.precision,
        dice=confusion.dice,
        iou=confusion.iou,
        loss=1.0 - confusion.dice,
        prediction_ml=confusion.predicted * voxel_ml,
        reference_ml=confusion.actual * voxel_ml,
        volume_difference_ml=difference * voxel_ml,
        volume_difference_percent=100.0 * difference / confusion.actual if confusion.actual else math.nan,
        **surface,
    )
