"""What the mouse does in the views, and what is drawn where it points."""

from typing import Any

import slicer


def set_window_level_mode(on: bool) -> None:
    """Let dragging with the left button change brightness and contrast, or nothing."""
    node = _interaction_node()
    node.SetCurrentInteractionMode(node.AdjustWindowLevel if on else node.ViewTransform)


def is_window_level_mode() -> bool:
    """Whether dragging with the left button changes brightness and contrast."""
    node = _interaction_node()
    return node.GetCurrentInteractionMode() == node.AdjustWindowLevel


def set_intersections(on: bool) -> None:
    """Draw where the slices cut each other, or not."""
    logic = slicer.app.applicationLogic()
    logic.SetIntersectingSlicesEnabled(logic.IntersectingSlicesVisibility, on)


def set_crosshair(on: bool) -> None:
    """Draw a cross where the mouse was moved with shift held, and let all slices go there, or not."""
    node = _crosshair_node()
    node.SetCrosshairMode(node.ShowBasic if on else node.NoCrosshair)
    node.SetCrosshairBehavior(node.OffsetJumpSlice)


def _crosshair_node() -> Any:
    return slicer.mrmlScene.GetSingletonNode("default", "vtkMRMLCrosshairNode")


def _interaction_node() -> Any:
    return slicer.app.applicationLogic().GetInteractionNode()
