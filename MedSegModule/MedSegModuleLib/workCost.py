"""Whether work is quick enough for this process, or belongs into a child that can be cancelled."""

from typing import Any

from medseg.optional import is_accelerated
from medseg.records import Denoise, Normalise
from MedSegModuleLib.SegmentRequest import SegmentRequest

QUICK_SECONDS = 1.0
VOXELS = 1e8

# seconds for 100 million voxels on two cores, about: with numba, and without
COSTS = {
    "threshold": (0.03, 0.05),
    "automatic": (2.5, 7.0),
    "recipe": (4.0, 8.0),
    "normalise": (0.5, 0.7),
    "resample": (1.5, 2.5),
    "median": (40.0, 40.0),
    "smoothing": (3.0, 5.0),
    "non-local means": (500.0, 2000.0),
    "morphology": (2.0, 2.0),
    "parts": (0.2, 1.0),
    "holes": (0.2, 0.8),
    "body": (0.7, 2.0),
    "mask": (0.6, 0.6),
    "scores": (2.5, 15.0),
}


def isQuick(request: SegmentRequest) -> bool:
    """Whether this can be done at once, so that nobody waits for a process to start."""
    if request.network is not None:  # its libraries are heavy, and none of them is loaded into the application
        return False
    steps = ["mask"] if request.threshold is None else _thresholdSteps(request)
    if request.mask is not None and not request.volume.geometry.matches(request.mask.geometry):
        steps.append("resample")
    return seconds(steps, request.volume.array.size) < QUICK_SECONDS


def isQuickToScore(voxels: int) -> bool:
    """Whether scores of an image of this size can be had at once."""
    return seconds(["scores"], voxels) < QUICK_SECONDS


def seconds(steps: list[str], voxels: int) -> float:
    """About how long steps take."""
    column = 0 if is_accelerated("numba") else 1
    return sum(COSTS[step][column] for step in steps) * voxels / VOXELS


def _thresholdSteps(request: SegmentRequest) -> list[str]:
    return ["threshold", *_sourceSteps(request), *_beforeSteps(request.before), *_afterSteps(request.after)]


def _sourceSteps(request: SegmentRequest) -> list[str]:
    from medseg.segment import Recipe, find_preset

    parameters = request.threshold
    if parameters.preset is not None and find_preset(parameters.preset).recipe is not Recipe.RANGE:
        return ["recipe"]
    return ["automatic"] if parameters.auto is not None else []


def _beforeSteps(before: Any) -> list[str]:
    denoising = {
        Denoise.NONE: [],
        Denoise.MEDIAN: ["median"],
        Denoise.GAUSSIAN: ["smoothing"],
        Denoise.CURVATURE_FLOW: ["smoothing"],
        Denoise.NON_LOCAL_MEANS: ["non-local means"],
    }
    steps = list(denoising[before.denoise])
    if before.spacing_mm is not None:
        steps.append("resample")
    if before.normalise is not Normalise.NONE:
        steps.append("normalise")
    return steps


def _afterSteps(after: Any) -> list[str]:
    asked = {
        "body": after.within_body,
        "morphology": after.opening_mm > 0 or after.closing_mm > 0,
        "parts": after.min_volume_ml > 0 or after.keep_largest > 0,
        "holes": after.fill_holes,
    }
    return [step for step, isAsked in asked.items() if isAsked]
