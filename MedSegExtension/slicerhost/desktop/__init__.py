"""The main window: a module's panel at the left, the views at the right."""

from typing import Any


def make_main_window() -> Any:
    """Make the main window, not shown; the application, its scene and its layout manager must be there."""
    from slicerhost.desktop.main_window import MainWindow

    return MainWindow()
