import math

import numpy as np
import pytest

from medseg.errors import CancelledError, GeometryMismatchError, ParameterError, SegmentError
from medseg.metrics import (
    average_symmetric_distance,
    count_confusion,
    evaluate,
    hausdorff,
    robust_hausdorff,
    surface_dice,
    surface_distances,
)
from medseg.records import EvaluationParameters, MatchBy, Region, SurfaceDefinition
from medseg.volume import Geometry, Modality, Segment, Segmentation, Volume

pytestmark = pytest.mark.usefixtures("acceleration")

SHAPE = (6, 10, 12)
TURN = np.array([[0.8, -0.6, 0.0], [0.6, 0.8, 0.0], [0.0, 0.0, -1.0]])  # oblique, and flipped along k
GRID = Geometry.from_axes(SHAPE, (0.7, 0.8, 3.0), (10.0, -20.0, 30.0), TURN)


def a_block(low: tuple[int, int, int], high: tuple[int, int, int], shape: tuple[int, int, int] = SHAPE) -> np.ndarray:
    mask = np.zeros(shape, dtype=bool)
    mask[tuple(slice(a, b) for a, b in zip(low, high, strict=True))] = True
    return mask


NOTHING = np.zeros(SHAPE, dtype=bool)
TUMOUR = a_block((1, 2, 2), (4, 6, 6))
MOVED = a_block((1, 3, 2), (4, 7, 6))
CYST = a_block((2, 7, 8), (5, 9, 11))


def of_masks(grid: Geometry = GRID, **masks: np.ndarray) -> Segmentation:
    return Segmentation.from_masks(grid, {Segment(name): mask for name, mask in masks.items()})


def test_a_segmentation_agrees_with_itself():
    scored = evaluate(of_masks(tumour=TUMOUR, cyst=CYST), of_masks(tumour=TUMOUR, cyst=CYST))
    assert [row.segment for row in scored.rows] == ["tumour", "cyst", "overall"]
    for row in scored.rows:
        assert (row.dice, row.iou, row.accuracy, row.sensitivity, row.specificity, row.precision) == (1, 1, 1, 1, 1, 1)
        assert (row.loss, row.hausdorff_mm, row.hd95_mm, row.assd_mm, row.surface_dice) == (0, 0, 0, 0, 1)
        assert (row.volume_difference_ml, row.volume_difference_percent) == (0, 0)
    assert scored.mean_dice == 1.0
    assert scored.unmatched == ()


def test_every_score_is_what_its_function_says():
    parameters = EvaluationParameters(tolerance_mm=0.9)
    row = evaluate(of_masks(tumour=MOVED), of_masks(tumour=TUMOUR), parameters).segments[0]
    counts = count_confusion(MOVED, TUMOUR)
    assert (row.true_positive, row.false_positive, row.false_negative) == (36, 12, 12)
    assert row.true_negative == counts.tn == MOVED.size - 60
    assert row.dice == counts.dice == pytest.approx(0.75)
    assert (row.iou, row.accuracy, row.specificity) == (counts.iou, counts.accuracy, counts.specificity)
    assert row.prediction_ml == row.reference_ml == pytest.approx(48 * 0.7 * 0.8 * 3.0 / 1000)
    distances = surface_distances(MOVED, TUMOUR, (3.0, 0.8, 0.7))
    assert row.hausdorff_mm == hausdorff(distances) == pytest.approx(0.8)
    assert row.hd95_mm == robust_hausdorff(distances)
    assert row.assd_mm == pytest.approx(average_symmetric_distance(distances), rel=1e-12)
    assert row.surface_dice == pytest.approx(surface_dice(distances, 0.9), rel=1e-12)


def test_spacings_follow_the_axes_of_the_array():
    for axis, spacing in ((0, 3.0), (1, 0.8), (2, 0.7)):
        row = evaluate(of_masks(a=np.roll(TUMOUR, 1, axis)), of_masks(a=TUMOUR)).segments[0]
        assert row.hausdorff_mm == pytest.approx(spacing)


def test_volumes_differ_by_prediction_minus_reference():
    row = evaluate(of_masks(a=TUMOUR | CYST), of_masks(a=TUMOUR)).segments[0]
    assert row.volume_difference_ml == pytest.approx(CYST.sum() * 0.7 * 0.8 * 3.0 / 1000)
    assert row.volume_difference_percent == pytest.approx(100 * CYST.sum() / TUMOUR.sum())


@pytest.mark.parametrize("surface", list(SurfaceDefinition))
def test_the_definition_of_the_surface_is_used_and_reported(surface):
    scored = evaluate(of_masks(a=MOVED), of_masks(a=TUMOUR), EvaluationParameters(surface=surface, tolerance_mm=0.5))
    distances = surface_distances(MOVED, TUMOUR, (3.0, 0.8, 0.7), surface)
    assert scored.surface == surface.value
    assert scored.tolerance_mm == 0.5
    assert scored.overall.assd_mm == pytest.approx(average_symmetric_distance(distances), rel=1e-12)


def test_an_empty_prediction_misses_all():
    row = evaluate(of_masks(a=NOTHING), of_masks(a=TUMOUR)).segments[0]
    assert (row.dice, row.iou, row.loss, row.sensitivity, row.specificity) == (0, 0, 1, 0, 1)
    assert math.isnan(row.precision)
    assert (row.hausdorff_mm, row.hd95_mm, row.assd_mm, row.surface_dice) == (math.inf, math.inf, math.inf, 0)
    assert row.volume_difference_percent == -100


def test_an_empty_reference_makes_all_wrong():
    row = evaluate(of_masks(a=TUMOUR), of_masks(a=NOTHING)).segments[0]
    assert (row.dice, row.iou, row.loss, row.precision) == (0, 0, 1, 0)
    assert math.isnan(row.sensitivity)
    assert math.isnan(row.volume_difference_percent)
    assert (row.hausdorff_mm, row.hd95_mm, row.assd_mm, row.surface_dice) == (math.inf, math.inf, math.inf, 0)


def test_two_empty_masks_agree_and_have_no_surface():
    row = evaluate(of_masks(a=NOTHING), of_masks(a=NOTHING)).segments[0]
    assert (row.dice, row.iou, row.loss, row.accuracy, row.specificity) == (1, 1, 0, 1, 1)
    undefined = (row.sensitivity, row.precision, row.hausdorff_mm, row.hd95_mm, row.assd_mm, row.surface_dice)
    assert all(math.isnan(value) for value in (*undefined, row.volume_difference_percent))


def test_a_segment_that_was_not_predicted_is_scored_against_nothing():
    scored = evaluate(of_masks(tumour=MOVED, other=CYST), of_masks(tumour=TUMOUR, cyst=CYST))
    assert [(row.segment, row.prediction) for row in scored.segments] == [("tumour", "tumour"), ("cyst", "")]
    assert scored.segments[1].dice == 0
    assert scored.mean_dice == pytest.approx(0.75 / 2)
    assert scored.unmatched == ("other",)


def test_a_segment_that_was_not_predicted_is_left_out_where_only_pairs_count():
    result = evaluate(of_masks(tumour=MOVED), of_masks(tumour=TUMOUR, cyst=CYST), EvaluationParameters(matched_only=True))
    alone = evaluate(of_masks(tumour=MOVED), of_masks(tumour=TUMOUR))
    assert [row.segment for row in result.segments] == ["tumour"]
    assert result.overall.dice == alone.overall.dice == result.mean_dice
    assert result.overall.false_negative == alone.overall.false_negative


def test_pairs_alone_cannot_be_scored_where_there_are_none():
    only = EvaluationParameters(match=MatchBy.OVERLAP, matched_only=True)
    with pytest.raises(SegmentError, match="both have, got none"):
        evaluate(of_masks(cyst=CYST, other=NOTHING), of_masks(tumour=TUMOUR, stone=NOTHING), only)


def test_overall_is_the_union_of_what_was_paired_against_all_of_the_reference():
    scored = evaluate(of_masks(tumour=MOVED, other=CYST), of_masks(tumour=TUMOUR, cyst=CYST))
    counts = count_confusion(MOVED, TUMOUR | CYST)
    assert (scored.overall.true_positive, scored.overall.false_positive) == (counts.tp, counts.fp)
    assert scored.overall.dice == counts.dice
    distances = surface_distances(MOVED, TUMOUR | CYST, (3.0, 0.8, 0.7))
    assert scored.overall.hausdorff_mm == pytest.approx(hausdorff(distances))
    assert scored.overall.prediction == "overall"


def test_overlapping_segments_count_once_overall():
    whole = TUMOUR | CYST
    prediction = of_masks(whole=whole, tumour=MOVED)
    reference = of_masks(whole=whole, tumour=TUMOUR)
    scored = evaluate(prediction, reference)
    assert scored.segments[0].dice == 1.0
    assert scored.segments[1].dice == 0.75
    assert scored.overall.true_positive + scored.overall.false_negative == whole.sum()
    assert scored.overall.dice == count_confusion(whole | MOVED, whole).dice


def test_layers_and_labelmaps_give_the_same_scores():
    labels = np.zeros(SHAPE, dtype=np.uint16)
    labels[TUMOUR], labels[CYST] = 4000, 7
    reference = Segmentation.from_labelmap(GRID, labels, {4000: Segment("tumour"), 7: Segment("cyst")})
    prediction = of_masks(tumour=MOVED, cyst=CYST)
    assert evaluate(prediction, reference).rows == evaluate(prediction, of_masks(tumour=TUMOUR, cyst=CYST)).rows


def test_segments_are_paired_as_asked():
    prediction = of_masks(x=CYST, y=MOVED, z=NOTHING)
    reference = of_masks(tumour=TUMOUR, cyst=CYST)
    with pytest.raises(SegmentError, match="overlap"):
        evaluate(prediction, reference)
    scored = evaluate(prediction, reference, EvaluationParameters(match=MatchBy.OVERLAP))
    assert [row.prediction for row in scored.segments] == ["y", "x"]
    assert scored.unmatched == ("z",)


def test_a_prediction_without_segments_is_an_empty_one():
    nothing = Segmentation.from_masks(GRID, {})
    scored = evaluate(nothing, of_masks(a=TUMOUR, b=CYST))
    assert [row.dice for row in scored.rows] == [0, 0, 0]
    assert scored.overall.false_negative == TUMOUR.sum() + CYST.sum()
    assert scored.overall.true_negative == TUMOUR.size - TUMOUR.sum() - CYST.sum()


def test_a_reference_without_segments_makes_all_of_the_prediction_wrong():
    scored = evaluate(of_masks(a=TUMOUR, b=CYST), Segmentation.from_masks(GRID, {}))
    assert scored.segments == ()
    assert math.isnan(scored.mean_dice)
    assert scored.overall.false_positive == TUMOUR.sum() + CYST.sum()
    assert scored.overall.dice == 0
    assert scored.unmatched == ("a", "b")


def test_nothing_against_nothing_agrees():
    nothing = Segmentation.from_masks(GRID, {})
    scored = evaluate(nothing, nothing)
    assert scored.overall.dice == 1.0
    assert scored.overall.true_negative == TUMOUR.size


def test_other_grids_are_refused_until_resampling_is_asked_for():
    half = GRID.with_spacing((3.0, 0.4, 0.35))
    fine = np.repeat(np.repeat(TUMOUR, 2, axis=1), 2, axis=2)
    prediction = of_masks(half, a=fine)
    with pytest.raises(GeometryMismatchError, match="--resample"):
        evaluate(prediction, of_masks(a=TUMOUR))
    scored = evaluate(prediction, of_masks(a=TUMOUR), EvaluationParameters(resample=True))
    assert scored.overall.dice == 1.0


def test_a_flipped_grid_is_compared_in_the_patient():
    matrix = GRID.ijk_to_ras.copy()
    matrix[:3, 3] = GRID.to_ras([[SHAPE[2] - 1, 0, 0]])[0]
    matrix[:3, 0] *= -1
    flipped = of_masks(Geometry(SHAPE, matrix), a=TUMOUR[:, :, ::-1])
    with pytest.raises(GeometryMismatchError):
        evaluate(flipped, of_masks(a=TUMOUR))
    assert evaluate(flipped, of_masks(a=TUMOUR), EvaluationParameters(resample=True)).overall.dice == 1.0


def a_patient(modality: Modality) -> tuple[Volume, np.ndarray]:
    """An image of a cube of water in air, and its voxels."""
    shape = (24, 24, 24)
    body = a_block((3, 3, 3), (21, 21, 21), shape)
    array = np.where(body, 40, -1000).astype(np.int16)
    return Volume(array, Geometry.from_axes(shape, (4, 4, 4)), modality), body


def test_accuracy_counts_within_the_body_of_a_ct():
    image, body = a_patient(Modality.CT)
    inside = a_block((8, 8, 8), (12, 12, 12), body.shape)
    predicted = a_block((8, 8, 8), (12, 12, 14), body.shape)
    grid = image.geometry
    scored = evaluate(of_masks(grid, a=predicted), of_masks(grid, a=inside), image=image)
    within = count_confusion(predicted[body], inside[body])
    assert scored.region == "body"
    assert scored.overall.accuracy == pytest.approx(within.accuracy, rel=0.02)
    assert scored.overall.true_negative < count_confusion(predicted, inside).tn
    whole = evaluate(of_masks(grid, a=predicted), of_masks(grid, a=inside), EvaluationParameters(region=Region.IMAGE), image)
    assert whole.region == "image"
    assert whole.overall.true_negative == count_confusion(predicted, inside).tn
    assert whole.overall.dice == scored.overall.dice


def test_voxels_outside_the_body_count_as_errors_and_as_hits():
    image, body = a_patient(Modality.CT)
    outside = a_block((0, 0, 0), (2, 2, 2), body.shape)
    grid = image.geometry
    scored = evaluate(of_masks(grid, a=outside), of_masks(grid, a=outside & (np.arange(24) < 1)), image=image).overall
    assert (scored.true_positive, scored.false_positive) == (4, 4)
    counted = scored.true_positive + scored.false_positive + scored.false_negative + scored.true_negative
    assert counted == pytest.approx(body.sum() + 8, rel=0.02)
    assert scored.accuracy == (scored.true_positive + scored.true_negative) / counted


def test_accuracy_counts_over_a_whole_film():
    grid = Geometry.from_axes((1, 20, 20), (0.2, 0.2, 1))
    image = Volume(np.zeros(grid.shape, np.uint8), grid, Modality.XRAY)
    mask = a_block((0, 5, 5), (1, 9, 9), grid.shape)
    scored = evaluate(of_masks(grid, lung=np.roll(mask, 1, 2)), of_masks(grid, lung=mask), image=image)
    assert scored.region == "image"
    assert scored.overall.true_negative == 400 - 20
    assert scored.overall.hausdorff_mm == pytest.approx(0.2)
    contours = surface_distances(np.roll(mask, 1, 2), mask, (1, 0.2, 0.2))
    assert scored.overall.assd_mm == pytest.approx(average_symmetric_distance(contours))


def test_a_part_in_one_slice_of_many_is_measured_in_space():
    thin = a_block((2, 3, 3), (3, 6, 6))
    row = evaluate(of_masks(a=thin, b=TUMOUR), of_masks(a=np.roll(thin, 1, 2), b=TUMOUR)).segments[0]
    distances = surface_distances(thin, np.roll(thin, 1, 2), (3.0, 0.8, 0.7))
    assert row.assd_mm == pytest.approx(average_symmetric_distance(distances), rel=1e-12)
    assert row.surface_dice == pytest.approx(surface_dice(distances, 1.0), rel=1e-12)


def test_the_body_without_an_image_is_refused():
    with pytest.raises(ParameterError, match="give the image"):
        evaluate(of_masks(a=TUMOUR), of_masks(a=TUMOUR), EvaluationParameters(region=Region.BODY))


def test_an_image_on_another_grid_is_refused_until_resampling_is_asked_for():
    image, body = a_patient(Modality.CT)
    grid = image.geometry.with_spacing((2, 2, 2))
    fine = body.repeat(2, 0).repeat(2, 1).repeat(2, 2)
    with pytest.raises(GeometryMismatchError, match="The reference and the image"):
        evaluate(of_masks(grid, a=fine), of_masks(grid, a=fine), image=image)
    scored = evaluate(of_masks(grid, a=fine), of_masks(grid, a=fine), EvaluationParameters(resample=True), image)
    assert scored.region == "body"
    assert scored.overall.true_negative < 0.1 * fine.size


def test_progress_rises_and_can_stop_the_work():
    told: list[float] = []
    evaluate(of_masks(a=TUMOUR), of_masks(a=TUMOUR), progress=lambda fraction, message: told.append(fraction))
    assert told == sorted(told)
    assert told[-1] == 1.0

    def stop(fraction: float, message: str) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        evaluate(of_masks(a=TUMOUR), of_masks(a=TUMOUR), progress=stop)


def test_the_provenance_says_what_was_compared():
    scored = evaluate(of_masks(a=TUMOUR), of_masks(a=TUMOUR), EvaluationParameters(tolerance_mm=2))
    assert scored.provenance["method"] == "evaluate"
    assert scored.provenance["parameters"]["tolerance_mm"] == 2
    assert scored.provenance["prediction"] == {"name": "segmentation"}
    assert scored.provenance["grid"] == str(GRID)


def test_the_masks_are_left_as_they_were():
    prediction, reference = of_masks(a=MOVED.copy(), b=CYST.copy()), of_masks(a=TUMOUR.copy(), b=CYST.copy())
    before = [layer.copy() for layer in (*prediction.layers, *reference.layers)]
    evaluate(prediction, reference)
    for layer, kept in zip((*prediction.layers, *reference.layers), before, strict=True):
        np.testing.assert_array_equal(layer, kept)
