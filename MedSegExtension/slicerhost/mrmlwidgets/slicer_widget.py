"""A widget of the application that knows a scene."""

from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.mrmlwidgets.scene_holder import scene_members
from slicerhost.pythonqt.standin import facade


@facade
class qSlicerWidget(qt.QWidget):
    """Told of the scene, it tells the widgets connected to it."""

    vars().update(scene_members())

    def __init__(self, *arguments: Any) -> None:
        super().__init__(split_parent(arguments, ())[1])
