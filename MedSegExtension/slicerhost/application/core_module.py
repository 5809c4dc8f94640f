"""A module of Slicer that is written in C++: the host has its logic, and no panel."""

from typing import Any

import qt

from slicerhost.pythonqt.standin import facade


@facade
class qSlicerLoadableModule(qt.QObject):
    """What `slicer.modules.volumes` and its like are."""

    path, helpText, acknowledgementText, hidden = "", "", "", False

    def __init__(self, name: str, title: str, logic: Any) -> None:
        super().__init__()
        self.setObjectName(name)
        self._title = title
        self._logic = logic

    @property
    def name(self) -> str:
        """The name that `slicer.modules` knows it by, in its own letters."""
        return self.objectName

    @property
    def title(self) -> str:
        """The name that people see."""
        return self._title

    def logic(self) -> Any:
        """The logic."""
        return self._logic

    def widgetRepresentation(self) -> None:
        """None: the host has no panels of Slicer's own modules."""

    createNewWidgetRepresentation = widgetRepresentation

    def mrmlScene(self) -> Any:
        """The scene."""
        return self._logic.GetMRMLScene()
