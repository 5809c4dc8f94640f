"""The window of `medseg desktop`."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal

from medseg.cli.desktop_checks import EXTRA, check_desktop
from medseg.cli.desktop_loader import DesktopLoader
from medseg.errors import MissingDependencyError, ReadError, WriteError
from medseg.optional import require
from medseg.records import ReadParameters
from medseg.volume import Finding

MODULE = "MedSegModule"
TITLE = "MedSeg"
SCENES = (".mrb", ".mrml")


class DesktopWindow:
    """The host's main window with MedSeg's module in it.

    Args:
        reading: What to read of folders, and how strictly.
        warn: Told each peculiarity of an image.
        needs_display: A person shall see the window.

    Raises:
        MissingDependencyError: Qt, Slicer's libraries, OpenGL, a display or the module is missing.
    """

    def __init__(self, reading: ReadParameters, warn: Callable[[Finding], None], *, needs_display: bool) -> None:
        check_desktop(needs_display)
        module = find_module()
        self._host = _start_host()
        self._host.load_module(module)
        self._window: Any = self._host.main_window
        self._window.setWindowIcon(self._host.app.moduleManager().module(MODULE).icon)
        self._window.set_window_level_mode(True)
        logic = self._host.app.moduleLogic("Segmentations")
        self._load = DesktopLoader(self._host.scene, logic, reading, warn=warn)
        self._window.loader = DesktopLoader(self._host.scene, logic, reading, warn=self._show_warning, choose=self._window.choose)

    def open(self, paths: Sequence[Path]) -> None:
        """Open images, segmentations and scenes, show the first image, and enter the module, which takes it up.

        Raises:
            ReadError: One cannot be read.
        """
        nodes: list[Any] = []
        for path in paths:
            if path.suffix.lower() in SCENES:
                self._open_scene(path)
            else:
                nodes += self._load(path)
        self._window.opener.show(nodes)
        self._window.select_module(MODULE)

    def set_theme(self, name: Literal["system", "light", "dark"], *, keep: bool) -> None:
        """Take a theme, and keep it for the next time or not."""
        self._window.set_theme(name, keep=keep)

    def run(self) -> None:
        """Show the window until it is closed.

        Raises:
            KeyboardInterrupt: Ctrl-C was pressed in the terminal.
        """
        try:
            self._window.run()
        finally:
            self._host.unload_module(MODULE)  # its panel cleans up: work that goes on is cancelled

    def take_picture(self, path: Path) -> None:
        """Write a picture of the window as PNG.

        Raises:
            WriteError: It cannot be written.
        """
        errors: Any = require("slicerhost.errors", EXTRA)
        self._window.show()
        self._window.settle()
        try:
            self._window.saver.save_picture(path)
        except errors.HostError as error:
            raise WriteError(str(error)) from error

    def _open_scene(self, path: Path) -> None:
        from medseg.mrml import load_scene

        if not path.is_file():
            raise ReadError(f"Expected a scene at {str(path)!r}, got none: check the path.")
        load_scene(path, self._host.scene)

    def _show_warning(self, finding: Finding) -> None:
        self._window.statusBar().showMessage(finding.message, 15_000)


def find_module() -> Path:
    """The module's file: beside the package in the source tree, or installed with it.

    Raises:
        MissingDependencyError: It is in neither place.
    """
    beside = Path(__file__).resolve().parents[3] / MODULE / f"{MODULE}.py"
    if beside.is_file():
        return beside
    found = importlib.util.find_spec(MODULE)
    for folder in (found.submodule_search_locations or ()) if found else ():
        installed = Path(folder) / f"{MODULE}.py"
        if installed.is_file():
            return installed
    raise MissingDependencyError(
        f"Expected the panel {MODULE}.py beside MedSeg, found none. "
        f'Install it anew with: pip install --force-reinstall "medseg[{EXTRA}]"'
    )


def _start_host() -> Any:
    """The host of this process.

    Raises:
        MissingDependencyError: There is nothing to draw with, or nothing to start it with.
    """
    host: Any = require("slicerhost", EXTRA)
    errors: Any = require("slicerhost.errors", EXTRA)
    os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")  # remarks of the platform, which help nobody
    try:
        return host.start(application_name=TITLE)
    except errors.HostError as error:
        raise MissingDependencyError(str(error)) from error
