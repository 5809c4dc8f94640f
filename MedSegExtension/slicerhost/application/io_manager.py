"""`slicer.app.ioManager()`: reads and writes files."""

from typing import Any

import qt

from slicerhost.pythonqt.standin import facade


@facade
class qSlicerIOManager(qt.QObject):
    """Reads and writes files for `slicer.util`."""

    def __init__(self) -> None:
        super().__init__()
        self._scene: Any = None

    def set_scene(self, scene: Any) -> None:
        """Take the scene that files are read into."""
        self._scene = scene
