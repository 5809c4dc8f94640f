"""Showing a segmentation in one view alone, and in all again."""

from typing import Any

ATTRIBUTE = "MedSeg.ViewsBefore"
SEPARATOR = " "


def showOnlyIn(node: Any, viewNode: Any) -> None:
    """Show a segmentation in one view alone; the node remembers in which it was shown before.

    Args:
        node: The segmentation; it has a display node.
        viewNode: The view.
    """
    display = node.GetDisplayNode()
    if node.GetAttribute(ATTRIBUTE) is None:
        node.SetAttribute(ATTRIBUTE, SEPARATOR.join(display.GetViewNodeIDs()))
    display.SetViewNodeIDs([viewNode.GetID()])
    display.SetVisibility(True)


def showWhereItWas(node: Any) -> None:
    """Let a segmentation be shown in the views again where it was before `showOnlyIn`, which is all as a rule."""
    before = node.GetAttribute(ATTRIBUTE)
    if before is None:
        return
    node.RemoveAttribute(ATTRIBUTE)
    if node.GetDisplayNode() is not None:
        node.GetDisplayNode().SetViewNodeIDs(before.split(SEPARATOR) if before else [])
