"""Which image to begin with, showing it, and taking up its results."""

import slicer

from MedSegModuleLib.results import RESULT_ATTRIBUTE

CLASS_NAME = "vtkMRMLScalarVolumeNode"
HIDDEN_CLASSES = ("vtkMRMLLabelMapVolumeNode", "vtkMRMLDiffusionImageVolumeNode", "vtkMRMLDiffusionWeightedVolumeNode")


def images() -> list:
    """The volumes of the scene that may be segmented, in the order in which they came."""
    return [node for node in slicer.util.getNodesByClass(CLASS_NAME) if isImage(node)]


def isImage(node) -> bool:
    """Whether a node is an image that a user may choose: scalar or colour, no labels, no tensors, not hidden."""
    if node is None or not node.IsA(CLASS_NAME) or node.GetHideFromEditors():
        return False
    return not any(node.IsA(name) for name in HIDDEN_CLASSES)


def imageToBeginWith(known: set[str] | None = None):
    """The image that the user most likely means: what the views show, else the newest.

    Args:
        known: Identifiers of images that were there before; only others are considered.

    Returns:
        The node; None where there is none.
    """
    found = [node for node in images() if known is None or node.GetID() not in known]
    shown = {composite.GetBackgroundVolumeID() for composite in slicer.util.getNodesByClass("vtkMRMLSliceCompositeNode")}
    return next((node for node in found if node.GetID() in shown), found[-1] if found else None)


def showInViews(node) -> None:
    """Show an image in all slice views; views that show it already are left as they are."""
    composites = slicer.util.getNodesByClass("vtkMRMLSliceCompositeNode")
    if not composites or any(composite.GetBackgroundVolumeID() != node.GetID() for composite in composites):
        slicer.util.setSliceViewerLayers(background=node, fit=True)


def followImage(parameterNode, image) -> None:
    """Let go of the results of another image, and take up those of this one.

    Results of two images are neither mixed nor laid over each other: the output of the image before is hidden and kept. A
    segmentation that refers to no image, or to this one, stays the output.

    Args:
        parameterNode: The parameters.
        image: The image that was chosen.
    """
    output = parameterNode.outputSegmentation
    if output is not None and _imageOf(output) in (None, image):
        return
    own = _lastResultOf(parameterNode, image)
    with slicer.util.NodeModify(parameterNode):
        parameterNode.outputSegmentation = own
        parameterNode.maskedVolume = None
    _setVisible(output, False)
    _setVisible(own, True)


def _lastResultOf(parameterNode, image):
    """The segmentation that was last made from an image; None where there is none."""
    others = (parameterNode.reference, parameterNode.agreement, parameterNode.maskSegmentation)
    nodes = [
        node for node in slicer.util.getNodesByClass("vtkMRMLSegmentationNode") if not any(node is other for other in others)
    ]
    made = [node for node in nodes if node.GetAttribute(RESULT_ATTRIBUTE) and _imageOf(node) is image]
    return made[-1] if made else None


def _imageOf(segmentationNode):
    """The image that a segmentation refers to; None for none."""
    return segmentationNode.GetNodeReference(segmentationNode.GetReferenceImageGeometryReferenceRole())


def _setVisible(node, isVisible: bool) -> None:
    if node is not None and node.GetDisplayNode() is not None:
        node.GetDisplayNode().SetVisibility(isVisible)
