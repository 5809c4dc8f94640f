"""A widget that knows a scene."""

from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.mrmlwidgets.scene_holder import scene_members
from slicerhost.pythonqt.standin import facade


@facade
class qMRMLWidget(qt.QWidget):
    """The top of most panels: told of the scene, it tells the widgets connected to it."""

    vars().update(scene_members())

    def __init__(self, *arguments: Any) -> None:
        super().__init__(split_parent(arguments, ())[1])

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
