"""How the segments of a node are shown, each by itself: Slicer forgets that of a segment that is removed."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slicer import vtkMRMLSegmentationNode

PROPERTIES = (
    "SegmentVisibility",
    "SegmentVisibility2DFill",
    "SegmentVisibility2DOutline",
    "SegmentVisibility3D",
    "SegmentOpacity2DFill",
    "SegmentOpacity2DOutline",
    "SegmentOpacity3D",
)

Looks = dict[str, dict[str, bool | float]]
"""Visibility and opacity by property, for each segment's identifier."""


def read_looks(node: "vtkMRMLSegmentationNode") -> Looks:
    """How each segment is shown; empty for a node without a display."""
    display, segments = node.GetDisplayNode(), node.GetSegmentation()
    if display is None:
        return {}
    names = [segments.GetNthSegmentID(number) for number in range(segments.GetNumberOfSegments())]
    return {name: {what: getattr(display, f"Get{what}")(name) for what in PROPERTIES} for name in names}


def write_looks(node: "vtkMRMLSegmentationNode", looks: Looks) -> None:
    """Show the segments as `read_looks` found them."""
    display = node.GetDisplayNode()
    if display is None:
        return
    changing = display.StartModify()
    try:
        for name, properties in looks.items():
            for what, value in properties.items():
                getattr(display, f"Set{what}")(name, value)
    finally:
        display.EndModify(changing)
