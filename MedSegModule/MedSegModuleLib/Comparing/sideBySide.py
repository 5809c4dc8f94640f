"""Segmentations of one image side by side: the same slice, window and camera, each in a view of its own."""

from typing import Any

import slicer
import vtk

from MedSegModuleLib.Comparing.compareLayout import showCompareLayout
from MedSegModuleLib.Comparing.ownViews import showOnlyIn


def showInViews(nodes: list[Any], names: list[str], image: Any) -> None:
    """Show each segmentation in a slice view of its own, in which no other is shown; the slices follow each other.

    They lie where the first slice view of the layout before lay.

    Args:
        nodes: The segmentations, 1 to `compareLayout.MOST_VIEWS`; they have display nodes.
        names: What each view is called.
        image: The volume behind all of them.
    """
    place = _place()
    widgets = showCompareLayout(len(nodes))
    for widget, node, name in zip(widgets, nodes, names, strict=True):
        widget.mrmlSliceNode().SetLayoutLabel(name)
        _setVolume(widget.sliceLogic().GetSliceCompositeNode(), image)
        showOnlyIn(node, widget.mrmlSliceNode())
    slicer.app.processEvents()  # only then have the views their sizes
    for widget in widgets:
        _move(widget.sliceLogic(), *place)
    for widget in widgets:
        _link(widget.sliceLogic().GetSliceCompositeNode())


def _place() -> tuple[Any, float]:
    """How the first slice view that is seen lies, from slice to RAS, and its offset in mm; axial where none is."""
    layoutManager = slicer.app.layoutManager()
    widgets = [layoutManager.sliceWidget(name) for name in layoutManager.sliceViewNames()]
    widget = next((one for one in widgets if one.mrmlSliceNode().IsMappedInLayout()), widgets[0])
    pose = vtk.vtkMatrix4x4()
    pose.DeepCopy(widget.mrmlSliceNode().GetSliceToRAS())
    return pose, widget.sliceLogic().GetSliceOffset()


def _setVolume(composite: Any, image: Any) -> None:
    composite.SetLinkedControl(False)  # else each would change those before it
    composite.SetBackgroundVolumeID(image.GetID())
    composite.SetForegroundVolumeID(None)
    composite.SetLabelVolumeID(None)


def _move(logic: Any, pose: Any, offset: float) -> None:
    logic.GetSliceNode().GetSliceToRAS().DeepCopy(pose)
    logic.GetSliceNode().UpdateMatrices()
    logic.FitSliceToBackground()
    logic.SetSliceOffset(offset)


def _link(composite: Any) -> None:
    composite.SetLinkedControl(True)
    composite.SetHotLinkedControl(True)
