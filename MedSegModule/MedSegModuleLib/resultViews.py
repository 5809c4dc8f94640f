"""Bringing a result before the user's eyes."""

import numpy as np
import slicer

LAYOUTS_WITHOUT_SLICES = (
    slicer.vtkMRMLLayoutNode.SlicerLayoutOneUp3DView,
    slicer.vtkMRMLLayoutNode.SlicerLayoutDual3DView,
    slicer.vtkMRMLLayoutNode.SlicerLayoutTabbed3DView,
    slicer.vtkMRMLLayoutNode.SlicerLayout3DTableView,
    slicer.vtkMRMLLayoutNode.SlicerLayoutOneUpPlotView,
    slicer.vtkMRMLLayoutNode.SlicerLayoutDicomBrowserView,
)


def showResult(segmentationNode, volumeNode) -> None:
    """Let a result be seen: its image in the slice views, slices that cut it, the 3D view centred on it.

    A layout that has slices stays, and so do slices that cut the result already.

    Args:
        segmentationNode: The result.
        volumeNode: The image that it was made from.
    """
    showSlices()
    if volumeNode is not None:
        slicer.util.setSliceViewerLayers(background=volumeNode)
    bounds = np.zeros(6)
    segmentationNode.GetRASBounds(bounds)
    if bounds[0] > bounds[1]:
        return
    if not all(_cuts(sliceNode, bounds) for sliceNode in _sliceNodes()):
        centre = bounds.reshape(3, 2).mean(axis=1)
        slicer.vtkMRMLSliceNode.JumpAllSlices(slicer.mrmlScene, *centre, slicer.vtkMRMLSliceNode.OffsetJumpSlice)
    centre3DViews()


def showSlices() -> None:
    """Choose the four-up layout where the one that is shown has no slices."""
    if slicer.app.layoutManager().layout in LAYOUTS_WITHOUT_SLICES:
        showFourUp()


def showFourUp() -> None:
    """Choose the layout of three slices and a 3D view."""
    slicer.app.layoutManager().setLayout(slicer.vtkMRMLLayoutNode.SlicerLayoutFourUpView)


def centre3DViews() -> None:
    """Turn the 3D views about what they show."""
    layoutManager = slicer.app.layoutManager()
    for number in range(layoutManager.threeDViewCount):
        layoutManager.threeDWidget(number).threeDView().resetFocalPoint()


def _sliceNodes() -> list:
    layoutManager = slicer.app.layoutManager()
    return [layoutManager.sliceWidget(name).mrmlSliceNode() for name in layoutManager.sliceViewNames()]


def _cuts(sliceNode, bounds: np.ndarray) -> bool:
    """Whether the plane of a slice goes through a box in RAS."""
    pose = slicer.util.arrayFromVTKMatrix(sliceNode.GetSliceToRAS())
    corners = np.array(np.meshgrid(*bounds.reshape(3, 2))).reshape(3, -1).T
    heights = (corners - pose[:3, 3]) @ pose[:3, 2]
    return bool(heights.min() <= 0 <= heights.max())
