"""Showing where result and reference agree."""

from typing import Any

ATTRIBUTE = "MedSeg.HiddenForAgreement"


def showAgreement(parameterNode: Any, isShown: bool) -> None:
    """Show true and false voxels in place of the two segmentations that they were made of, or those again."""
    parameterNode.agreementShown = isShown
    agreement = parameterNode.agreement
    if agreement is None or agreement.GetDisplayNode() is None:
        return
    agreement.GetDisplayNode().SetVisibility(isShown)
    for node in (parameterNode.outputSegmentation, parameterNode.reference):
        if node is not None and node.GetDisplayNode() is not None:
            stepAside(node, isShown)


def stepAside(node: Any, isAside: bool) -> None:
    """Hide a node, or show it again if it was hidden for this; the node remembers which."""
    display = node.GetDisplayNode()
    if isAside and display.GetVisibility():
        node.SetAttribute(ATTRIBUTE, "1")
        display.SetVisibility(False)
    elif not isAside and node.GetAttribute(ATTRIBUTE):
        node.RemoveAttribute(ATTRIBUTE)
        display.SetVisibility(True)
