"""How the result is shown."""

from typing import Any

from slicer.i18n import tr as _

from MedSegModuleLib.inputs import isSingleSlice

SURFACE = "Closed surface"


def applyDisplay(parameterNode: Any) -> str | None:
    """Show the output as the parameter node says; surfaces are made where they are wanted.

    Returns:
        Why there is no surface although one is wanted; None where all is shown.
    """
    node = parameterNode.outputSegmentation
    if node is None or node.GetDisplayNode() is None:
        return None
    applySliceDisplay(parameterNode)
    reason = whyNoSurface(parameterNode) if parameterNode.shownIn3D else None
    isShown = parameterNode.shownIn3D and reason is None
    if isShown and not node.GetSegmentation().ContainsRepresentation(SURFACE):
        from medseg.mrml.segmentation_nodes import make_surfaces

        make_surfaces(node)
    display = node.GetDisplayNode()
    if display.GetVisibility3D() != isShown:
        display.SetVisibility3D(isShown)
    return reason


def applySliceDisplay(parameterNode: Any) -> None:
    """Show the output in slice views as the parameter node says; surfaces wait."""
    display = parameterNode.outputSegmentation.GetDisplayNode()
    changing = display.StartModify()
    try:
        display.SetOpacity2DFill(parameterNode.fillOpacity)
        display.SetVisibility2DFill(True)
        display.SetVisibility2DOutline(parameterNode.outlineShown)
        if not parameterNode.outputSegmentation.GetSegmentation().ContainsRepresentation(SURFACE):
            display.SetVisibility3D(False)  # or the application makes surfaces by itself before the slices are drawn
    finally:
        display.EndModify(changing)


def whyNoSurface(parameterNode: Any) -> str | None:
    """Why nothing can be shown in 3D; None where it can."""
    if isSingleSlice(parameterNode.inputVolume):
        return _("An image of one slice has no depth to be shown in 3D.")
    return None
