"""What lies under the mouse: place and intensity, in the status bar."""

from typing import Any

import qt
import slicer
import vtk

from slicerhost.views.guard import guarded

SIDES = (("R", "L"), ("A", "P"), ("S", "I"))


class Probe:
    """Writes the place of the mouse, and the intensity of the background volume there, into a label."""

    def __init__(self, label: qt.QLabel) -> None:
        self._label = label
        self._node: Any = None
        self._tag = 0
        scene = slicer.mrmlScene
        scene.AddObserver(scene.EndCloseEvent, self._attach)
        scene.AddObserver(scene.EndImportEvent, self._attach)
        self._attach()

    @guarded
    def _attach(self, *_: Any) -> None:
        """Follow the scene's crosshair node, which knows where the mouse is."""
        node = slicer.mrmlScene.GetSingletonNode("default", "vtkMRMLCrosshairNode")
        if node is self._node:
            return
        if self._node is not None:
            self._node.RemoveObserver(self._tag)
        self._node = node
        if node is not None:
            self._tag = node.AddObserver(node.CursorPositionModifiedEvent, self._update)

    @guarded
    def _update(self, *_: Any) -> None:
        ras = [0.0, 0.0, 0.0]
        if not self._node.GetCursorPositionRAS(ras):
            self._label.setText("")
            return
        place = "  ".join(f"{side[value < 0]} {abs(value):.1f}" for side, value in zip(SIDES, ras, strict=True))
        self._label.setText(f"{place} mm{self._intensity()}")

    def _intensity(self) -> str:
        xyz = [0.0, 0.0, 0.0]
        slice_node = self._node.GetCursorPositionXYZ(xyz)
        logic = slicer.app.applicationLogic().GetSliceLogic(slice_node) if slice_node is not None else None
        volume = logic.GetBackgroundLayer().GetVolumeNode() if logic is not None else None
        if volume is None or volume.GetImageData() is None:
            return ""
        ijk = [round(value) for value in logic.GetBackgroundLayer().GetXYToIJKTransform().TransformPoint(xyz)]
        values = _values(volume.GetImageData(), ijk)
        return f"    {volume.GetName()}: {values}" if values else f"    {volume.GetName()}: outside"


def _values(image: vtk.vtkImageData, ijk: list[int]) -> str:
    extent = image.GetExtent()
    if any(not extent[2 * axis] <= ijk[axis] <= extent[2 * axis + 1] for axis in range(3)):
        return ""
    count = image.GetNumberOfScalarComponents()
    return " ".join(f"{image.GetScalarComponentAsDouble(*ijk, component):g}" for component in range(count))
