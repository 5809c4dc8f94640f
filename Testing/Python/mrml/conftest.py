"""Scenes, images and segments for the tests of `medseg.mrml`. Without slicer-core they are not collected."""

import ctypes.util
import importlib.util
import math
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from medseg.errors import MissingDependencyError
from medseg.records import Evaluation, SegmentScores
from medseg.volume import Code, Coding, Geometry, Modality, Segment, Segmentation, Volume

HAS_SLICER = importlib.util.find_spec("slicer") is not None
collect_ignore_glob = [] if HAS_SLICER else ["test_*.py"]

LUNG = Coding(Code("SCT", "123037004", "Anatomical Structure"), Code("SCT", "39607008", "Lung"), Code("SCT", "7771000", "Left"))
TURN = np.array([[0.0, -1.0, 0.0], [0.8, 0.0, 0.6], [-0.6, 0.0, 0.8]])  # a rotation and no multiple of 90 degrees


@pytest.fixture
def offscreen() -> Iterator[Any]:
    """A scene with its logics."""
    from medseg.mrml import OffscreenScene

    with OffscreenScene() as scene:
        yield scene


@pytest.fixture
def drawing(offscreen: Any) -> Any:
    """A scene whose views can be drawn. Where the machine has no OpenGL the test skips; where it has, it must work."""
    from medseg.mrml.opengl import make_offscreen_window

    try:
        make_offscreen_window(8, 8)
    except MissingDependencyError as error:
        if sys.platform.startswith("linux") and ctypes.util.find_library("EGL"):
            raise
        pytest.skip(f"needs OpenGL: {error}")
    return offscreen


@pytest.fixture
def oblique() -> Geometry:
    """A grid that is turned, anisotropic, flipped along j, and away from the origin."""
    matrix = np.eye(4)
    matrix[:3, :3] = TURN * (0.75, -1.5, 3.0)
    matrix[:3, 3] = (12.5, -40.0, 103.25)
    return Geometry((5, 7, 6), matrix)


@pytest.fixture
def ct(oblique: Geometry) -> Volume:
    """A CT of random numbers."""
    array = np.random.default_rng(1).integers(-1000, 2000, oblique.shape).astype(np.int16)
    return Volume(array, oblique, Modality.CT, name="chest", padding_value=-3024.0, identifiers={"SeriesInstanceUID": "1.2.3"})


@pytest.fixture
def overlapping(oblique: Geometry) -> Segmentation:
    """Two layers: labels 3 and 7 share one, and a segment over both has its own."""
    rng = np.random.default_rng(2)
    shared = rng.choice(np.array([0, 3, 7], np.uint8), oblique.shape)
    over = rng.integers(0, 2, oblique.shape).astype(np.uint8)
    places = [
        (Segment("left lung", (0.9, 0.1, 0.1), LUNG), 0, 3),
        (Segment("vessel", (0.2, 0.4, 1.0)), 0, 7),
        (Segment("ROI | 1; ä", (0.0, 1.0, 0.0)), 1, 1),
    ]
    return Segmentation.from_layers(oblique, [shared, over], places, "result", {"method": "threshold", "lower": -950})


@pytest.fixture
def box_volume() -> Volume:
    """A CT of 60 x 50 x 40 voxels of 2 mm: grey water, a bright box in it, air at the rim."""
    array = np.full((40, 50, 60), -1000, np.int16)
    array[4:36, 5:45, 6:54] = 0
    array[15:25, 20:30, 20:40] = 60
    return Volume(array, Geometry.from_axes(array.shape, (2.0, 2.0, 2.0), (-60.0, -50.0, -40.0)), Modality.CT)


@pytest.fixture
def box_segmentation(box_volume: Volume) -> Segmentation:
    """The bright box of `box_volume`: 20 x 10 x 10 voxels, 16 ml."""
    return Segmentation.from_masks(box_volume.geometry, {Segment("lesion"): box_volume.array == 60})


def scores(segment: str, **more: Any) -> SegmentScores:
    """Scores of one segment; what is not given is 0.5, or a count beyond 32 bits."""
    values: dict[str, Any] = dict.fromkeys(SegmentScores.__dataclass_fields__, 0.5)
    values |= dict.fromkeys(["true_positive", "false_positive", "false_negative", "true_negative"], 6_000_000_000)
    return SegmentScores(**{**values, "segment": segment, "prediction": "p", **more})


@pytest.fixture
def evaluation() -> Evaluation:
    """Two segments and the overall row, with NaN and infinity."""
    return Evaluation(
        segments=(scores("bone", hd95_mm=math.nan, hausdorff_mm=math.inf), scores("left lung")),
        overall=scores("overall", dice=0.75),
        mean_dice=0.5,
        region="body",
        tolerance_mm=2.0,
        surface="elements",
        unmatched=("spare",),
        provenance={"method": "evaluate"},
    )
