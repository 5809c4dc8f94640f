"""A widget that knows a scene."""

from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.pythonqt.standin import Signal, facade


@facade
class qMRMLWidget(qt.QWidget):
    """The top of most panels: told of the scene, it tells the widgets connected to it."""

    mrmlSceneChanged = Signal(object)

    def __init__(self, *arguments: Any) -> None:
        _, parent = split_parent(arguments, ())
        super().__init__(parent)
        self._scene = None

    def mrmlScene(self) -> Any:
        """The scene, or None."""
        return self._scene

    def setMRMLScene(self, scene: Any) -> None:
        """Takes another scene and tells of it."""
        if scene is self._scene:
            return
        self._scene = scene
        self.mrmlSceneChanged.emit(scene)

    @staticmethod
    def pixmapFromIcon(icon: Any) -> Any:
        """The icon as a picture of the size of small icons."""
        return icon.pixmap(qt.QSize(16, 16))

    @staticmethod
    def preInitializeApplication() -> None:
        """Nothing is needed before the application starts."""

    @staticmethod
    def postInitializeApplication() -> None:
        """Nothing is needed after the application started."""
