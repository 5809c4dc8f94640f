"""Handing a segmentation over to Slicer's Segment Editor."""

import slicer
from slicer.i18n import tr as _

from medseg.errors import InputError

EDITOR_TAG = "SegmentEditor"
EDITOR_CLASS = "vtkMRMLSegmentEditorNode"


def editSegments(segmentationNode, volumeNode) -> None:
    """Open the Segment Editor on a segmentation and its image.

    The editor follows one node of the scene, a singleton, which it makes when it is first opened. The segmentation is set before
    the image: the editor chooses an image of its own when it gets another segmentation.

    Args:
        segmentationNode: The segmentation.
        volumeNode: The image that it was made from; None leaves the choice to the editor.

    Raises:
        InputError: There is no segmentation.
    """
    if segmentationNode is None:
        raise InputError(_("Expected a segmentation to edit, got none: click Segment first, or choose one."))
    slicer.util.selectModule("SegmentEditor")
    editorNode = _editorNode()
    editorNode.SetAndObserveSegmentationNode(segmentationNode)
    if volumeNode is not None:
        editorNode.SetAndObserveSourceVolumeNode(volumeNode)


def _editorNode():
    editorNode = slicer.mrmlScene.GetSingletonNode(EDITOR_TAG, EDITOR_CLASS)
    if editorNode is None:
        editorNode = slicer.mrmlScene.CreateNodeByClass(EDITOR_CLASS)
        editorNode.UnRegister(None)
        editorNode.SetSingletonTag(EDITOR_TAG)
        editorNode = slicer.mrmlScene.AddNode(editorNode)
    return editorNode
