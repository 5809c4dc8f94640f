"""Pictures of windows, kept to be looked at and compared with those of before."""

from pathlib import Path
from typing import Any

from slicerhost.testing.comparison import compare, write_baseline
from slicerhost.testing.events import process_events


class PictureBook:
    """Takes the pictures of one test.

    Args:
        window: What is taken where nothing else is asked for.
        folder: Where pictures are written.
        baselines: Where those to compare with are; a picture without one is only written.
        update: Write the baselines instead of comparing.
        tolerance: Share of pixels that may differ.
    """

    def __init__(self, window: Any, folder: Path, baselines: Path, *, update: bool, tolerance: float) -> None:
        self._window = window
        self._folder = folder
        self._baselines = baselines
        self._update = update
        self._tolerance = tolerance

    def __call__(self, name: str, widget: Any = None, *, tolerance: float | None = None) -> Path:
        """Take a picture, and compare it with its baseline.

        Args:
            name: File name without `.png`.
            widget: What to take. Default: the main window.
            tolerance: Share of pixels that may differ in this picture.

        Returns:
            The picture's file.

        Raises:
            AssertionError: It differs from its baseline.
        """
        widget = self._window if widget is None else widget
        if not widget.isVisible():
            widget.show()
        process_events(0.05)
        path = self._folder / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        if not widget.grab().save(str(path)):
            raise AssertionError(f"Expected to write the picture {path}, could not: is the folder writable?")
        self._compare(path, self._baselines / f"{name}.png", self._tolerance if tolerance is None else tolerance)
        return path

    def _compare(self, path: Path, baseline: Path, tolerance: float) -> None:
        if self._update:
            write_baseline(path, baseline)
        elif baseline.exists():
            problem = compare(path, baseline, tolerance)
            if problem:
                raise AssertionError(f"{problem} Look at {path}; if it is right, run again with --update-baselines.")
