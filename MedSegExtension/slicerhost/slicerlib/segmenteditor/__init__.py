"""What the stand-in for the Segment Editor is made of."""

from slicerhost.slicerlib.segmenteditor.module import SegmentEditor
from slicerhost.slicerlib.segmenteditor.widget import SegmentEditorWidget

__all__ = ["SegmentEditor", "SegmentEditorWidget"]
