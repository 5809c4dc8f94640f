"""Which image to begin with, and showing it."""

import slicer

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
