"""Saving the scene, and pictures of the window."""

from pathlib import Path
from typing import Any

import qt
import slicer

from slicerhost.errors import HostError


class FileSaver:
    """Writes the scene and pictures.

    Args:
        window: The parent of its dialogs.
    """

    def __init__(self, window: Any) -> None:
        self._window = window

    def save_scene(self, path: str | Path) -> None:
        """Write the scene.

        Args:
            path: A `.mrb`, which is one file, or a `.mrml` beside which the data are written.

        Raises:
            HostError: It could not be written.
        """
        if not slicer.util.saveScene(str(path)):
            raise HostError(f"Expected to write the scene to {Path(path).name}, could not: choose another folder.")

    def save_picture(self, path: str | Path) -> None:
        """Write a picture of the window as PNG.

        Raises:
            HostError: It could not be written.
        """
        if not self._window.grab().save(str(path)):
            raise HostError(f"Expected to write a picture to {Path(path).name}, could not: choose a .png in another folder.")

    def ask_for_scene(self, *_: Any) -> None:
        """Ask where the scene shall go, and write it."""
        self._ask("Save the scene", "Scene in one file (*.mrb);;Scene beside its data (*.mrml)", ".mrb", self.save_scene)

    def ask_for_picture(self, *_: Any) -> None:
        """Ask where a picture shall go, and write it."""
        self._ask("Save a picture", "Picture (*.png)", ".png", self.save_picture)

    def _ask(self, title: str, kinds: str, suffix: str, save: Any) -> None:
        answer = qt.QFileDialog.getSaveFileName(self._window, title, "", kinds)
        chosen = answer[0] if isinstance(answer, tuple) else answer
        if chosen:
            path = Path(chosen)
            with slicer.util.tryWithErrorDisplay("It could not be saved.", waitCursor=True):
                save(path if path.suffix else path.with_suffix(suffix))
                self._window.statusBar().showMessage(f"Saved {path.name}", 5000)
