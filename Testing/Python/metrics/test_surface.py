import math

import numpy as np
import pytest
from scipy import ndimage

from medseg.errors import InputError, ParameterError
from medseg.metrics import (
    average_distances,
    average_symmetric_distance,
    hausdorff,
    nearest,
    robust_hausdorff,
    surface_dice,
    surface_distances,
)
from medseg.metrics.surface_elements import find_elements
from medseg.records import SurfaceDefinition

pytestmark = pytest.mark.usefixtures("acceleration")

DEFINITIONS = list(SurfaceDefinition)
ELEMENTS, VOXELS = SurfaceDefinition.ELEMENTS, SurfaceDefinition.VOXELS
SPACING = (3.0, 0.7, 1.5)


def a_block(shape: tuple[int, int, int], low: tuple[int, int, int], high: tuple[int, int, int]) -> np.ndarray:
    mask = np.zeros(shape, dtype=bool)
    mask[tuple(slice(a, b) for a, b in zip(low, high, strict=True))] = True
    return mask


def blobs(shape: tuple[int, int, int], seed: int, smooth: float = 1.2) -> np.ndarray:
    return ndimage.gaussian_filter(np.random.default_rng(seed).standard_normal(shape), smooth) > 0.08


def scores(prediction, reference, spacing, definition, tolerance=1.0) -> list[float]:
    distances = surface_distances(prediction, reference, spacing, definition)
    return [
        hausdorff(distances),
        robust_hausdorff(distances),
        average_symmetric_distance(distances),
        surface_dice(distances, tolerance),
    ]


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_a_mask_is_at_no_distance_from_itself(definition):
    mask = blobs((9, 11, 13), 1)
    assert scores(mask, mask, SPACING, definition, tolerance=0.0) == [0.0, 0.0, 0.0, 1.0]


@pytest.mark.parametrize("definition", DEFINITIONS)
@pytest.mark.parametrize(("axis", "step"), [(0, 2), (1, 3), (2, 1)])
def test_two_single_voxels_are_as_far_apart_as_they_were_moved(definition, axis, step):
    mask = a_block((9, 9, 9), (3, 3, 3), (4, 4, 4))
    distances = surface_distances(mask, np.roll(mask, step, axis), SPACING, definition)
    assert hausdorff(distances) == pytest.approx(step * SPACING[axis])


def test_one_voxel_has_eight_elements_of_which_each_is_a_triangle():
    mask = a_block((3, 3, 3), (1, 1, 1), (2, 2, 2))
    distances = surface_distances(mask, mask, (2.0, 2.0, 2.0))
    assert distances.prediction_weights.size == 8
    np.testing.assert_allclose(distances.prediction_weights, math.sqrt(3) / 8 * 4)


def test_moving_a_cube_by_one_voxel_has_a_closed_form_by_voxels():
    # of 26 border voxels moved along i, 9 lose their plane; behind them, the centre of the last plane is inside the other cube
    mask = a_block((5, 5, 7), (1, 1, 1), (4, 4, 4))
    distances = surface_distances(mask, np.roll(mask, 1, 2), (1.0, 1.0, 2.0), VOXELS)
    values, counts = np.unique(distances.from_prediction_mm, return_counts=True)
    assert values.tolist() == [0.0, 1.0, 2.0]
    assert counts.tolist() == [16, 1, 9]
    assert average_distances(distances) == (pytest.approx(19 / 26), pytest.approx(19 / 26))
    assert surface_dice(distances, 1.0) == pytest.approx(17 / 26)
    assert robust_hausdorff(distances) == 2.0


def test_two_parallel_sheets_are_at_their_distance_throughout():
    low, high = a_block((12, 6, 6), (2, 0, 0), (3, 6, 6)), a_block((12, 6, 6), (6, 0, 0), (7, 6, 6))
    distances = surface_distances(low, high, (1.5, 1.0, 1.0), VOXELS)
    assert scores(low, high, (1.5, 1.0, 1.0), VOXELS, 5.9) == [6.0, 6.0, 6.0, 0.0]
    assert surface_dice(distances, 6.0) == 1.0
    assert robust_hausdorff(distances, 0) == robust_hausdorff(distances, 100) == 6.0


def test_elements_count_by_their_area():
    # a rod of 1 x 1 x 4 and the same with one voxel less: only the cut end is away from the other
    rod = a_block((3, 3, 8), (1, 1, 1), (2, 2, 5))
    shorter = a_block((3, 3, 8), (1, 1, 1), (2, 2, 4))
    distances = surface_distances(rod, shorter, (1.0, 1.0, 1.0))
    corner, edge = math.sqrt(3) / 8, math.sqrt(0.5)
    area = 8 * corner + 12 * edge
    assert distances.prediction_weights.sum() == pytest.approx(area)
    away = distances.from_prediction_mm > 0
    assert distances.prediction_weights[away].sum() == pytest.approx(4 * corner)
    assert average_distances(distances)[0] == pytest.approx(4 * corner / area)
    assert average_distances(distances)[1] == 0.0
    within = area - 4 * corner + (area - 4 * edge)
    assert surface_dice(distances, 0.5) == pytest.approx(within / (2 * area - 4 * edge))
    assert average_symmetric_distance(distances) == pytest.approx(4 * corner / (2 * area - 4 * edge))


def test_in_one_slice_the_contour_is_the_surface():
    square = a_block((1, 6, 7), (0, 1, 1), (1, 4, 5))
    lengths = surface_distances(square, square, (9.0, 2.0, 3.0)).prediction_weights
    diagonal = 0.5 * math.hypot(2, 3)
    assert lengths.sum() == pytest.approx(4 * diagonal + 2 * 3 * 3.0 + 2 * 2 * 2.0)
    distances = surface_distances(square, square, (9.0, 2.0, 3.0), VOXELS)
    assert distances.prediction_weights.size == 10


def test_the_thickness_of_a_single_slice_does_not_count():
    first, second = blobs((1, 30, 30), 3), blobs((1, 30, 30), 4)
    for definition in DEFINITIONS:
        assert scores(first, second, (1.0, 0.7, 0.5), definition) == scores(first, second, (8.0, 0.7, 0.5), definition)


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_swapping_prediction_and_reference_changes_no_score(definition):
    first, second = blobs((9, 11, 13), 1), blobs((9, 11, 13), 2)
    assert scores(first, second, SPACING, definition) == pytest.approx(scores(second, first, SPACING, definition), rel=1e-14)
    forth, back = (surface_distances(*pair, SPACING, definition) for pair in ((first, second), (second, first)))
    assert average_distances(forth) == pytest.approx(average_distances(back)[::-1], rel=1e-14)


@pytest.mark.parametrize("definition", DEFINITIONS)
@pytest.mark.parametrize("order", [(1, 0, 2), (2, 1, 0), (1, 2, 0)])
def test_the_order_of_the_axes_changes_no_score(definition, order):
    first, second = blobs((9, 11, 13), 1), blobs((9, 11, 13), 2)
    turned = scores(first.transpose(order), second.transpose(order), [SPACING[n] for n in order], definition)
    assert turned == pytest.approx(scores(first, second, SPACING, definition), rel=1e-12)


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_flipping_an_axis_changes_no_score(definition):
    first, second = blobs((9, 11, 13), 1), blobs((9, 11, 13), 2)
    flipped = scores(first[:, ::-1, ::-1], second[:, ::-1, ::-1], SPACING, definition)
    assert flipped == pytest.approx(scores(first, second, SPACING, definition), rel=1e-12)


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_distances_grow_with_the_spacing(definition):
    first, second = blobs((9, 11, 13), 1), blobs((9, 11, 13), 2)
    doubled = scores(first, second, [2 * part for part in SPACING], definition, tolerance=2.0)
    once = scores(first, second, SPACING, definition, tolerance=1.0)
    assert doubled == pytest.approx([2 * once[0], 2 * once[1], 2 * once[2], once[3]], rel=1e-12)


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_room_around_changes_no_score(definition):
    first, second = blobs((9, 11, 13), 1), blobs((9, 11, 13), 2)
    padded = scores(np.pad(first, 4), np.pad(second, 4), SPACING, definition)
    assert padded == scores(first, second, SPACING, definition)


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_masks_that_fill_the_image_have_a_surface_at_its_border(definition):
    full = np.ones((4, 5, 6), dtype=bool)
    assert scores(full, full, SPACING, definition) == [0.0, 0.0, 0.0, 1.0]
    assert hausdorff(surface_distances(full, a_block((4, 5, 6), (0, 0, 0), (4, 5, 4)), (1, 1, 1), definition)) == 2.0


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_one_empty_mask_is_infinitely_far(definition):
    mask, nothing = blobs((5, 6, 7), 1), np.zeros((5, 6, 7), dtype=bool)
    for pair in ((mask, nothing), (nothing, mask)):
        assert scores(*pair, SPACING, definition) == [math.inf, math.inf, math.inf, 0.0]
        assert average_distances(surface_distances(*pair, SPACING, definition)) == (math.inf, math.inf)


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_two_empty_masks_have_no_distance(definition):
    nothing = np.zeros((5, 6, 7), dtype=bool)
    distances = surface_distances(nothing, nothing, SPACING, definition)
    assert all(math.isnan(score) for score in scores(nothing, nothing, SPACING, definition))
    assert all(math.isnan(score) for score in average_distances(distances))


@pytest.mark.parametrize("definition", DEFINITIONS)
@pytest.mark.parametrize("spacing", [(1.0, 1.0, 1.0), (10.0, 0.3, 0.4), (0.2, 5.0, 1.0)])
def test_far_surfaces_are_measured_as_near_ones(definition, spacing):
    mask = a_block((14, 60, 60), (1, 2, 3), (3, 9, 8))
    other = a_block((14, 60, 60), (9, 40, 44), (13, 55, 59)) | a_block((14, 60, 60), (2, 3, 3), (3, 5, 6))
    distances = surface_distances(mask, other, spacing, definition)
    for near, far, found in ((mask, other, distances.from_prediction_mm), (other, mask, distances.from_reference_mm)):
        box = (slice(0, 14), slice(0, 60), slice(0, 60))
        places = [find_elements(part, box, definition) for part in (near, far)]
        surface = np.zeros(places[0].shape, dtype=bool)
        surface[tuple(places[1].points().T)] = True
        expected = ndimage.distance_transform_edt(~surface, sampling=spacing)[tuple(places[0].points().T)]
        np.testing.assert_allclose(found, expected, rtol=1e-14)


@pytest.mark.parametrize("rows", [1, 4, 10_000])
@pytest.mark.parametrize("spacing", [SPACING, (0.3, 4.0, 1.0)])
def test_how_far_rows_are_searched_changes_no_distance(rows, spacing, monkeypatch):
    first, second = blobs((9, 21, 43), 1), blobs((9, 21, 43), 2)
    expected = surface_distances(first, second, spacing)
    monkeypatch.setattr(nearest, "NEAR_ROWS", rows)
    found = surface_distances(first, second, spacing)
    np.testing.assert_allclose(found.from_prediction_mm, expected.from_prediction_mm, rtol=1e-14)
    np.testing.assert_allclose(found.from_reference_mm, expected.from_reference_mm, rtol=1e-14)


def test_a_percentile_of_elements_is_that_of_their_area():
    rod = a_block((3, 3, 8), (1, 1, 1), (2, 2, 5))
    shorter = a_block((3, 3, 8), (1, 1, 1), (2, 2, 4))
    distances = surface_distances(rod, shorter, (1.0, 1.0, 1.0))
    away = 100 * 4 * (math.sqrt(3) / 8) / (8 * math.sqrt(3) / 8 + 12 * math.sqrt(0.5))
    assert robust_hausdorff(distances, 100 - away - 0.01) == 0.0
    assert robust_hausdorff(distances, 100 - away + 0.01) == 1.0


def test_definitions_may_be_given_by_name():
    mask = blobs((5, 6, 7), 1)
    assert surface_distances(mask, mask, SPACING, "voxels").definition is VOXELS


@pytest.mark.parametrize(
    ("prediction", "reference"),
    [
        (np.zeros((2, 2, 2), bool), np.zeros((2, 2, 3), bool)),
        (np.zeros((2, 2, 2), np.uint8), np.zeros((2, 2, 2), np.uint8)),
        (np.zeros((2, 2), bool), np.zeros((2, 2), bool)),
    ],
)
def test_masks_that_do_not_fit_are_refused(prediction, reference):
    with pytest.raises(InputError, match="boolean masks"):
        surface_distances(prediction, reference, SPACING)


@pytest.mark.parametrize("spacing", [(1.0, 1.0), (1.0, 0.0, 1.0), (1.0, math.nan, 1.0), (1.0, math.inf, 1.0)])
def test_an_absurd_spacing_is_refused(spacing):
    mask = np.ones((2, 2, 2), dtype=bool)
    with pytest.raises(ParameterError, match="three spacings"):
        surface_distances(mask, mask, spacing)


def test_absurd_percentages_and_tolerances_are_refused():
    mask = np.ones((2, 2, 2), dtype=bool)
    distances = surface_distances(mask, mask, SPACING)
    for percent in (-1, 101, math.nan):
        with pytest.raises(ParameterError, match="percentage"):
            robust_hausdorff(distances, percent)
    for tolerance in (-0.1, math.nan, math.inf):
        with pytest.raises(ParameterError, match="tolerance"):
            surface_dice(distances, tolerance)
