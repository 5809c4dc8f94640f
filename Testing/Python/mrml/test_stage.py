"""What is seen through in the 3D view."""

from typing import Any

import numpy as np

from medseg.mrml.stage import TRANSLUCENT, put_up
from medseg.records import RenderParameters
from medseg.volume import Geometry, Modality, Segment, Segmentation, Volume


def _opacities(offscreen: Any, **boxes: tuple[slice, slice, slice]) -> dict[str, float]:
    """Opacity of each segment's surface, for segments that are boxes."""
    geometry = Geometry.from_axes((12, 12, 24), (1, 1, 1))
    masks = {}
    for name, box in boxes.items():
        mask = np.zeros(geometry.shape, dtype=np.bool_)
        mask[box] = True
        masks[Segment(name)] = mask
    volume = Volume(np.zeros(geometry.shape, np.int16), geometry, Modality.CT)
    stage = put_up(offscreen, volume, Segmentation.from_masks(geometry, masks), RenderParameters())
    stage.add_surface((64, 64))
    segments, display = stage.segmentation_node.GetSegmentation(), stage.segmentation_node.GetDisplayNode()
    ids = [segments.GetNthSegmentID(number) for number in range(segments.GetNumberOfSegments())]
    return {segments.GetSegment(name).GetName(): display.GetSegmentOpacity3D(name) for name in ids}


def test_lungs_that_share_a_lesion_are_seen_through_and_the_lesion_is_not(drawing: Any) -> None:
    whole = slice(1, 11)
    found = _opacities(
        drawing,
        right=(whole, whole, slice(1, 12)),
        left=(whole, whole, slice(12, 23)),
        lesion=(slice(4, 8), slice(4, 8), slice(9, 15)),
    )
    assert found == {"right": TRANSLUCENT, "left": TRANSLUCENT, "lesion": 1.0}


def test_neighbours_that_share_nothing_are_not_seen_through(drawing: Any) -> None:
    found = _opacities(drawing, large=(slice(1, 11), slice(1, 11), slice(1, 12)), small=(slice(4, 8), slice(4, 8), slice(14, 18)))
    assert found == {"large": 1.0, "small": 1.0}
