"""A collapsible section that knows a scene."""

from typing import Any

from slicerhost.ctkwidgets.collapsible_button import ctkCollapsibleButton
from slicerhost.pythonqt.standin import Signal, facade


@facade
class qMRMLCollapsibleButton(ctkCollapsibleButton):
    """Told of the scene, it tells the widgets connected to it."""

    mrmlSceneChanged = Signal(object)

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._scene = None

    def setMRMLScene(self, scene: Any) -> None:
        """Takes another scene and tells of it."""
        if scene is self._scene:
            return
        self._scene = scene
        self.mrmlSceneChanged.emit(scene)
