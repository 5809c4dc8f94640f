"""Scores of two lungs against a reference, beside SimpleITK, MONAI, surface-distance and NumPy, on 512x512x300 voxels.

Every contest compares the values first: equal to 1e-6 where the definition is the same.
"""

import warnings
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np
import SimpleITK as sitk
from harness import Contest
from numpy.typing import NDArray

from medseg.metrics import (
    average_distances,
    average_symmetric_distance,
    count_confusion,
    count_joint,
    robust_hausdorff,
    surface_dice,
    surface_distances,
)
from medseg.records import SurfaceDefinition

SHAPE = (300, 512, 512)
SPACING_MM = (1.0, 0.7, 0.7)
TOLERANCE_MM = 1.0
ELEMENTS, VOXELS = SurfaceDefinition.ELEMENTS, SurfaceDefinition.VOXELS
Bools = NDArray[np.bool_]


def contests() -> Iterator[Contest]:
    """Overlap of one label and of four, and three surface scores by either definition."""
    yield overlap_of_one()
    yield overlap_of_four()
    yield surfaces_by_elements()
    yield surfaces_by_voxels()


@cache
def masks() -> tuple[Bools, Bools]:
    """Two lungs as a method and as a reader draw them: smooth differences up to 3 voxels, and an island 5 cm away."""
    level = _lungs() + np.float32(0.08) * _waves(16, 1)
    reference = level < 1
    level += np.float32(0.012) * _waves(12, 2)
    prediction = level < 1
    prediction[20:24, 100:104, 100:104] = True
    return prediction, reference


@cache
def labelmaps() -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The same lungs in an upper and a lower half each: labels 1 to 4."""
    halves = 1 + 2 * (np.arange(SHAPE[0]) >= SHAPE[0] // 2)[:, None, None] + (np.arange(SHAPE[2]) >= SHAPE[2] // 2)
    prediction, reference = ((mask * halves).astype(np.uint8) for mask in masks())
    return prediction, reference


def _lungs() -> NDArray[np.float32]:
    """Below 1 inside two ellipsoids."""
    k, j, i = (np.linspace(-1, 1, size, dtype=np.float32) for size in SHAPE)
    across = (np.abs(i) - np.float32(0.4)) / np.float32(0.3)
    return np.sqrt((k / np.float32(0.84))[:, None, None] ** 2 + (j / np.float32(0.56))[:, None] ** 2 + across**2)


def _waves(period: int, seed: int) -> NDArray[np.float32]:
    """Smooth noise that changes over so many voxels."""
    from scipy import ndimage

    coarse = np.random.default_rng(seed).standard_normal([size // period + 2 for size in SHAPE]).astype(np.float32)
    fine = ndimage.zoom(coarse, period, order=1)
    return fine[: SHAPE[0], : SHAPE[1], : SHAPE[2]]


def overlap_of_one() -> Contest:
    """Dice, IoU and counts of one mask."""
    prediction, reference = masks()
    images = [sitk.GetImageFromArray(mask.view(np.uint8)) for mask in (prediction, reference)]

    def ours() -> list[float]:
        counts = count_confusion(prediction, reference)
        return [counts.dice, counts.iou]

    def by_numpy() -> list[float]:
        both, total = int((prediction & reference).sum()), int(prediction.sum()) + int(reference.sum())
        return [2 * both / total, both / (total - both)]

    def by_simpleitk() -> list[float]:
        measures = sitk.LabelOverlapMeasuresImageFilter()
        measures.Execute(*images)
        return [measures.GetDiceCoefficient(1), measures.GetJaccardCoefficient(1)]

    return Contest(
        "Dice, IoU and counts, 1 label",
        ours,
        {"SimpleITK LabelOverlapMeasures": by_simpleitk, "numpy": by_numpy, "MONAI": _monai_dice},
        {"SimpleITK LabelOverlapMeasures": 30},
        agree=_agreeing({"SimpleITK LabelOverlapMeasures": 1e-6, "numpy": 1e-12, "MONAI": 1e-6}),
    )


def _monai_dice() -> list[float]:
    import monai.metrics

    pair = [mask.float() for mask in _tensors()]
    return [
        monai.metrics.compute_dice(*pair, include_background=True).item(),
        monai.metrics.compute_iou(*pair, include_background=True).item(),
    ]


def overlap_of_four() -> Contest:
    """Dice of each of four labels."""
    prediction, reference = labelmaps()
    images = [sitk.GetImageFromArray(labels) for labels in (prediction, reference)]

    def ours() -> list[float]:
        counts = count_joint(prediction, reference)[1]
        return (2 * counts.diagonal() / (counts.sum(axis=0) + counts.sum(axis=1)))[1:].tolist()

    def by_simpleitk() -> list[float]:
        measures = sitk.LabelOverlapMeasuresImageFilter()
        measures.Execute(*images)
        return [measures.GetDiceCoefficient(label) for label in range(1, 5)]

    def by_numpy() -> list[float]:
        pairs = ((prediction == label, reference == label) for label in range(1, 5))
        return [2 * int((one & other).sum()) / (int(one.sum()) + int(other.sum())) for one, other in pairs]

    return Contest(
        "Dice, IoU and counts, 4 labels",
        ours,
        {"SimpleITK LabelOverlapMeasures": by_simpleitk, "numpy": by_numpy},
        {"SimpleITK LabelOverlapMeasures": 5},
        agree=_agreeing({"SimpleITK LabelOverlapMeasures": 1e-6, "numpy": 1e-12}),
    )


def surfaces_by_elements() -> Contest:
    """HD95, both averages and surface Dice of weighted surface elements."""
    prediction, reference = masks()

    def ours() -> list[float]:
        distances = surface_distances(prediction, reference, SPACING_MM, ELEMENTS)
        return [robust_hausdorff(distances), *average_distances(distances), surface_dice(distances, TOLERANCE_MM)]

    return Contest(
        "HD95 + ASSD + surface Dice, elements",
        ours,
        {"surface-distance": _surface_distance},
        {"surface-distance": 6},
        agree=_agreeing({"surface-distance": 1e-6}),
        slow_repeats=2,
    )


def _surface_distance() -> list[float]:
    import surface_distance

    prediction, reference = masks()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        distances = surface_distance.compute_surface_distances(reference, prediction, SPACING_MM)
    from_reference, from_prediction = surface_distance.compute_average_surface_distance(distances)
    return [
        surface_distance.compute_robust_hausdorff(distances, 95),
        from_prediction,
        from_reference,
        surface_distance.compute_surface_dice_at_tolerance(distances, TOLERANCE_MM),
    ]


def surfaces_by_voxels() -> Contest:
    """HD95, ASSD and surface Dice of border voxels."""
    prediction, reference = masks()

    def ours() -> list[float]:
        distances = surface_distances(prediction, reference, SPACING_MM, VOXELS)
        return [robust_hausdorff(distances), average_symmetric_distance(distances), surface_dice(distances, TOLERANCE_MM)]

    return Contest(
        "HD95 + ASSD + surface Dice, voxels",
        ours,
        {"MONAI": _monai_surfaces, "SimpleITK": _simpleitk_surfaces},
        {"MONAI": 6, "SimpleITK": 12},
        agree=_agreeing({"MONAI": 1e-5, "SimpleITK": 1e-5}),
        slow_repeats=2,
    )


def _monai_surfaces() -> list[float]:
    """One call a score: MONAI has no other way."""
    import monai.metrics

    pair = _tensors()
    options: dict[str, Any] = {"include_background": True, "spacing": SPACING_MM}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        return [
            monai.metrics.compute_hausdorff_distance(*pair, percentile=95, **options).item(),
            monai.metrics.compute_average_surface_distance(*pair, symmetric=True, **options).item(),
            monai.metrics.compute_surface_dice(*pair, [TOLERANCE_MM], **options).item(),
        ]


def _simpleitk_surfaces() -> list[float]:
    """Contours, and distance maps of the contours; both once."""
    images = [sitk.GetImageFromArray(mask.view(np.uint8)) for mask in masks()]
    for image in images:
        image.SetSpacing(SPACING_MM[::-1])
    contours = [sitk.LabelContour(image) for image in images]
    maps = [sitk.SignedMaurerDistanceMap(contour, squaredDistance=False, useImageSpacing=True) for contour in contours]
    places = [sitk.GetArrayViewFromImage(contour) > 0 for contour in contours]
    parts = [np.maximum(sitk.GetArrayViewFromImage(maps[1 - n])[places[n]], 0.0) for n in (0, 1)]
    both = np.concatenate(parts)
    percent = max(float(np.percentile(part, 95)) for part in parts)
    return [percent, float(both.mean(dtype=np.float64)), float((both <= TOLERANCE_MM).mean())]


@cache
def _tensors() -> list[Any]:
    import torch

    return [torch.from_numpy(mask)[None, None] for mask in masks()]


def _agreeing(limits: Mapping[str, float]) -> Callable[[object, Mapping[str, object]], None]:
    def agree(ours: object, theirs: Mapping[str, object]) -> None:
        for name, values in theirs.items():
            np.testing.assert_allclose(np.asarray(values), np.asarray(ours), rtol=0, atol=limits[name], err_msg=name)

    return agree
