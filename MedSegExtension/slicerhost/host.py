"""The host of this process."""

from pathlib import Path
from typing import Any, ClassVar

import slicer

from slicerhost.errors import HostStateError


class Host:
    """What tests and `main` programs hold: the application, the scene, the views, the main window.

    Attributes:
        app: `slicer.app`.
        scene: `slicer.mrmlScene`.
        layout_manager: The views.
        main_window: The main window; it is not shown until asked to.
        testing: As Slicer's option `--testing`.
    """

    # Qt and Slicer have one application a process, and so one host
    _running: ClassVar["Host | None"] = None

    def __init__(self, app: Any, *, testing: bool) -> None:
        if Host._running is not None:
            raise HostStateError("Expected one host in a process, got a second one: use slicerhost.start().")
        self.app = app
        self.testing = testing
        Host._running = self

    @classmethod
    def running(cls) -> "Host | None":
        """The host of this process, if it was started."""
        return cls._running

    @property
    def scene(self) -> Any:
        """The scene."""
        return self.app.mrmlScene()

    @property
    def layout_manager(self) -> Any:
        """The views."""
        return self.app.layoutManager()

    @property
    def main_window(self) -> Any:
        """The main window."""
        return self.app.main_window()

    def load_module(self, path: str | Path) -> Any:
        """Load a scripted module from its file, unchanged, and let it know that startup is complete.

        Args:
            path: The `.py` file, or the folder that holds it under its own name.

        Returns:
            The module object, as `slicer.modules.<name>` gives it. A module that is loaded already is returned as it is.

        Raises:
            ModuleLoadError: There is no such file, or it has no class of its name.
        """
        from slicerhost.application.module_loading import load_scripted_module

        path = Path(path)
        path = path / f"{path.name}.py" if path.is_dir() else path
        loaded = self.app.moduleManager().module(path.stem)
        if loaded is not None:
            return loaded
        module = load_scripted_module(path)
        self.app.complete_startup()
        return module

    def unload_module(self, name: str) -> None:
        """Let go of a module; its widget cleans up first."""
        self.app.moduleManager().remove(name)

    def select_module(self, name: str) -> Any:
        """Show the panel of a module in the main window.

        Returns:
            The instance of the module's widget class.
        """
        slicer.util.selectModule(name)
        return slicer.util.getModuleWidget(name)
