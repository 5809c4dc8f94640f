"""A stand-in for Slicer's Segment Editor: it names, colours and hides segments, and paints nothing."""

from slicerhost.slicerlib.segmenteditor import SegmentEditor, SegmentEditorWidget

__all__ = ["SegmentEditor", "SegmentEditorWidget"]
