"""What a person does at the window, and waiting for what comes of it."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

Result = TypeVar("Result")
STEP_SECONDS = 0.01
BUTTON_EDGE_PX = 12  # buttons that hold other widgets, such as foldable sections, are clicked at their top


def process_events(seconds: float = 0.0) -> None:
    """Let the window do what is due, for a while."""
    import qt

    deadline = time.monotonic() + seconds
    while True:
        qt.QApplication.processEvents()
        if time.monotonic() >= deadline:
            return
        time.sleep(STEP_SECONDS)


def wait_until(predicate: Callable[[], Result], seconds: float = 5.0) -> Result:
    """Let the window work until something is true.

    Args:
        predicate: Asked again and again.
        seconds: How long at most.

    Returns:
        What the predicate returned at last.

    Raises:
        AssertionError: It did not become true in time.
    """
    deadline = time.monotonic() + seconds
    while True:
        process_events()
        result = predicate()
        if result:
            return result
        if time.monotonic() > deadline:
            raise AssertionError(f"Expected {_describe(predicate)} to become true within {seconds:g} s; it is {result!r}.")
        time.sleep(STEP_SECONDS)


def click(widget: Any, button: str = "Left") -> None:
    """Press and release a mouse button on a widget that can be seen and used.

    Args:
        widget: A widget in a window that is shown.
        button: Left, Right or Middle.

    Raises:
        AssertionError: The widget is hidden or disabled: a person could not click it.
    """
    import qt
    from PySide6.QtTest import QTest

    name = widget.objectName or type(widget).__name__
    if not widget.isVisible():
        raise AssertionError(f"Expected {name} to be seen, it is hidden: show its window, unfold its section.")
    if not widget.isEnabled():
        raise AssertionError(f"Expected {name} to be enabled, it is not: {widget.toolTip}")
    place = qt.QPoint(widget.width // 2, min(widget.height // 2, BUTTON_EDGE_PX))
    QTest.mouseClick(widget, getattr(qt.Qt, f"{button}Button"), qt.Qt.NoModifier, place)
    process_events()


def _describe(predicate: Callable[[], Any]) -> str:
    return getattr(predicate, "__qualname__", repr(predicate))
