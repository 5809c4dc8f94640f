"""A widget about one volume."""

from typing import Any

import qt
import vtk

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.mrmlwidgets.observations import Observations
from slicerhost.pythonqt.standin import facade


@facade
class qMRMLVolumeWidget(qt.QWidget):
    """Follows a volume and its display."""

    def __init__(self, *arguments: Any) -> None:
        _, parent = split_parent(arguments, ())
        super().__init__(parent)
        self._node = None
        self._events = Observations(self)

    def mrmlVolumeNode(self) -> Any:
        """The volume, or None."""
        return self._node

    def setMRMLVolumeNode(self, node: Any) -> None:
        """Follows another volume; any other node is none."""
        node = node if node is not None and node.IsA("vtkMRMLScalarVolumeNode") else None
        if node is self._node:
            return
        self._events.clear()
        self._node = node
        if node is not None:
            self._events.add(node, vtk.vtkCommand.ModifiedEvent, self._update)
            self._events.add(node, node.DisplayModifiedEvent, self._update)
            self._events.add(node, node.ImageDataModifiedEvent, self._update)
        self._update()

    def _display(self) -> Any:
        return self._node.GetDisplayNode() if self._node is not None else None

    def _intensities(self) -> Any:
        """The least and the largest intensity of the volume."""
        image = self._node.GetImageData() if self._node is not None else None
        return image.GetScalarRange() if image is not None else (0.0, 100.0)

    def _update(self, *_: Any) -> None:
        """Shows the state of the volume."""
