"""Surface scores beside surface-distance, MONAI and SimpleITK: equal where the definition is."""

import numpy as np
import pytest
import SimpleITK as sitk
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import ndimage

from medseg.metrics import (
    average_distances,
    average_symmetric_distance,
    hausdorff,
    robust_hausdorff,
    surface_dice,
    surface_distances,
)
from medseg.records import SurfaceDefinition

pytestmark = [
    pytest.mark.usefixtures("acceleration"),
    pytest.mark.filterwarnings("ignore:Please import .* from the .scipy.ndimage. namespace:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:.*always_return_as_numpy.*:FutureWarning"),
]

ELEMENTS, VOXELS = SurfaceDefinition.ELEMENTS, SurfaceDefinition.VOXELS
SPACINGS = [(1.0, 1.0, 1.0), (3.0, 0.7, 1.5), (0.5, 2.0, 0.9)]
SHAPES = [(9, 11, 13), (2, 12, 9), (1, 21, 17), (1, 1, 9)]
TOLERANCES = [0.0, 1.0, 2.3]


def blobs(shape: tuple[int, int, int], seed: int) -> np.ndarray:
    mask = ndimage.gaussian_filter(np.random.default_rng(seed).standard_normal(shape), 1.2) > 0.05
    mask.flat[mask.size // 2] = True  # never empty
    return mask


def planar(mask: np.ndarray, spacing: tuple[float, ...]) -> tuple[np.ndarray, tuple[float, ...]]:
    """What peers call an image of one slice."""
    return (mask[0], spacing[1:]) if mask.shape[0] == 1 else (mask, spacing)


def by_surface_distance(prediction, reference, spacing, tolerance) -> list[float]:
    judge = pytest.importorskip("surface_distance")
    (first, sizes), (second, _) = planar(prediction, spacing), planar(reference, spacing)
    distances = judge.compute_surface_distances(second, first, sizes)
    from_reference, from_prediction = judge.compute_average_surface_distance(distances)
    percents = [judge.compute_robust_hausdorff(distances, percent) for percent in (50, 95, 100)]
    return [*percents, from_prediction, from_reference, judge.compute_surface_dice_at_tolerance(distances, tolerance)]


def by_elements(prediction, reference, spacing, tolerance) -> list[float]:
    distances = surface_distances(prediction, reference, spacing, ELEMENTS)
    percents = [robust_hausdorff(distances, percent) for percent in (50, 95)]
    return [*percents, hausdorff(distances), *average_distances(distances), surface_dice(distances, tolerance)]


def by_monai(prediction, reference, spacing, tolerance) -> list[float]:
    torch = pytest.importorskip("torch")
    judge = pytest.importorskip("monai.metrics")
    masks = [torch.from_numpy(np.ascontiguousarray(planar(mask, spacing)[0]))[None, None] for mask in (prediction, reference)]
    options = {"include_background": True, "spacing": planar(prediction, spacing)[1]}
    return [
        judge.compute_hausdorff_distance(*masks, percentile=95, **options).item(),
        judge.compute_hausdorff_distance(*masks, **options).item(),
        judge.compute_average_surface_distance(*masks, symmetric=True, **options).item(),
        judge.compute_surface_dice(*masks, [tolerance], **options).item(),
    ]


def by_voxels(prediction, reference, spacing, tolerance) -> list[float]:
    distances = surface_distances(prediction, reference, spacing, VOXELS)
    return [
        robust_hausdorff(distances),
        hausdorff(distances),
        average_symmetric_distance(distances),
        surface_dice(distances, tolerance),
    ]


def itk_image(mask: np.ndarray, spacing: tuple[float, float, float]) -> sitk.Image:
    image = sitk.GetImageFromArray(mask.astype(np.uint8))
    image.SetSpacing(spacing[::-1])
    return image


def by_simpleitk(prediction, reference, spacing, tolerance) -> list[float]:
    """Contours of masks with a voxel of room around, and distance maps of these contours."""
    images = [itk_image(np.pad(mask, 1), spacing) for mask in (prediction, reference)]
    contours = [sitk.LabelContour(image) for image in images]
    maps = [
        sitk.GetArrayFromImage(sitk.SignedMaurerDistanceMap(part, squaredDistance=False, useImageSpacing=True))
        for part in contours
    ]
    places = [sitk.GetArrayFromImage(part) > 0 for part in contours]
    forth, back = (np.maximum(maps[1 - n][places[n]], 0.0) for n in (0, 1))
    both = np.concatenate([forth, back])
    percent = max(np.percentile(forth, 95), np.percentile(back, 95))
    return [float(percent), float(both.max()), float(both.mean()), float((both <= tolerance).mean())]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("spacing", SPACINGS)
@pytest.mark.parametrize("tolerance", TOLERANCES)
def test_elements_equal_surface_distance(shape, spacing, tolerance):
    for seed in range(3):
        case = blobs(shape, 2 * seed), blobs(shape, 2 * seed + 1), spacing, tolerance
        np.testing.assert_allclose(by_elements(*case), by_surface_distance(*case), rtol=0, atol=1e-9)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("spacing", SPACINGS)
@pytest.mark.parametrize("tolerance", TOLERANCES)
def test_voxels_equal_monai(shape, spacing, tolerance):
    for seed in range(3):
        case = blobs(shape, 2 * seed), blobs(shape, 2 * seed + 1), spacing, tolerance
        # MONAI interpolates its percentile in single precision
        np.testing.assert_allclose(by_voxels(*case), by_monai(*case), rtol=1e-6, atol=1e-5)


@pytest.mark.parametrize("shape", SHAPES[:2])
@pytest.mark.parametrize("spacing", SPACINGS)
@pytest.mark.parametrize("tolerance", TOLERANCES)
def test_voxels_equal_simpleitk(shape, spacing, tolerance):
    for seed in range(3):
        case = blobs(shape, 2 * seed), blobs(shape, 2 * seed + 1), spacing, tolerance
        np.testing.assert_allclose(by_voxels(*case), by_simpleitk(*case), rtol=1e-6, atol=1e-5)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    masks=arrays(np.bool_, (2, 4, 5, 6)),
    spacing=st.tuples(*[st.sampled_from([0.25, 0.5, 1.0, 1.5, 4.0])] * 3),
    tolerance=st.sampled_from([0.0, 0.5, 1.0, 2.0]),
)
def test_any_masks_equal_both_peers(masks, spacing, tolerance):
    prediction, reference = masks
    assume(prediction.any() and reference.any())
    case = prediction, reference, spacing, tolerance
    np.testing.assert_allclose(by_elements(*case), by_surface_distance(*case), rtol=0, atol=1e-9)
    np.testing.assert_allclose(by_voxels(*case), by_monai(*case), rtol=1e-6, atol=1e-5)


def test_a_tolerance_that_rounding_misses_counts_as_each_peer_counts_it():
    # three steps of 1.1 mm are 3.3000000000000003 mm
    mask = np.zeros((3, 3, 9), dtype=bool)
    mask[1, 1, 1] = True
    case = mask, np.roll(mask, 3, axis=2), (1.0, 1.0, 1.1), 3.3
    assert by_voxels(*case)[3] == by_monai(*case)[3] == 1.0
    assert by_elements(*case)[5] == pytest.approx(by_surface_distance(*case)[5])
    assert by_elements(*case)[5] == 0.5  # the elements between the two voxels are two steps from the other


@pytest.mark.parametrize("empty", [0, 1])
@pytest.mark.filterwarnings("ignore:the (ground truth|prediction) of class .* is all 0:UserWarning")
def test_monai_scores_one_empty_mask_alike(empty):
    masks = [blobs((5, 6, 7), 1), blobs((5, 6, 7), 2)]
    masks[empty] = np.zeros((5, 6, 7), dtype=bool)
    ours, theirs = (score(*masks, (1.0, 1.0, 1.0), 1.0) for score in (by_voxels, by_monai))
    assert ours == [np.inf, np.inf, np.inf, 0.0]
    assert theirs[1:] == ours[1:]
    assert not np.isfinite(theirs[0])  # its percentile of infinities is NaN or infinite, by the rank


def test_simpleitks_hausdorff_filter_is_equal_where_no_part_lies_in_a_cavity():
    judge = sitk.HausdorffDistanceImageFilter()
    for seed in range(5):
        masks = blobs((9, 11, 13), 2 * seed), blobs((9, 11, 13), 2 * seed + 1)
        judge.Execute(*(itk_image(mask, (3.0, 0.7, 1.5)) for mask in masks))
        assert by_voxels(*masks, (3.0, 0.7, 1.5), 1.0)[1] == pytest.approx(judge.GetHausdorffDistance(), rel=1e-5)


def test_simpleitks_hausdorff_filter_measures_from_inside_a_mask_too():
    ball = np.ones((21, 21, 21), dtype=bool)
    shell = ball.copy()
    shell[2:19, 2:19, 2:19] = False
    judge = sitk.HausdorffDistanceImageFilter()
    judge.Execute(itk_image(ball, (1.0, 1.0, 1.0)), itk_image(shell, (1.0, 1.0, 1.0)))
    assert judge.GetHausdorffDistance() == pytest.approx(9.0)  # from the middle to the shell
    assert by_voxels(ball, shell, (1.0, 1.0, 1.0), 1.0)[1] == 1.0  # from the cavity's wall to the outside
    assert by_monai(ball, shell, (1.0, 1.0, 1.0), 1.0)[1] == 1.0


def test_simpleitks_contour_has_no_border_at_the_edge_of_the_image():
    full = np.ones((4, 5, 6), dtype=bool)
    assert not sitk.GetArrayFromImage(sitk.LabelContour(itk_image(full, (1.0, 1.0, 1.0)))).any()
    assert surface_distances(full, full, (1.0, 1.0, 1.0), VOXELS).prediction_weights.size == full.size - 2 * 3 * 4


def test_simpleitks_distance_map_of_a_mask_has_a_border_of_edges_and_corners_too():
    step = np.zeros((3, 8, 8), dtype=bool)
    step[:, 1:4, 1:7] = True
    step[:, 4:7, 1:4] = True
    step = np.pad(step, ((2, 2), (0, 0), (0, 0)), mode="edge")
    whole = np.abs(sitk.GetArrayFromImage(sitk.SignedMaurerDistanceMap(itk_image(step, (1, 1, 1)), False, False, True)))
    inner = (3, 3, 3)  # its face neighbours are in the mask, one of its edge neighbours is not
    assert whole[inner] == 0.0
    border = step & ~ndimage.binary_erosion(step)
    assert not border[inner]
