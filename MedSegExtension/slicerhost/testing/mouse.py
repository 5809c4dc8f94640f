"""The mouse over a view, as a person's hand moves it."""

from typing import Any

STEPS = 6
NOTCH = 120  # eighths of a degree, as Qt counts


class Mouse:
    """Drags, hovers and turns the wheel. Places are in the view's own pixels, from its top left."""

    def drag(self, view: Any, start: tuple[int, int], end: tuple[int, int], button: str = "Left", *, shift: bool = False) -> None:
        """Press a button, move, let go."""
        import qt
        from PySide6.QtCore import QEvent
        from PySide6.QtGui import QMouseEvent
        from PySide6.QtTest import QTest

        which = getattr(qt.Qt, f"{button}Button")
        keys = qt.Qt.ShiftModifier if shift else qt.Qt.NoModifier
        QTest.mousePress(view, which, keys, qt.QPoint(*start))
        for step in range(1, STEPS + 1):
            place = qt.QPointF(*(a + (b - a) * step / STEPS for a, b in zip(start, end, strict=True)))
            qt.QApplication.sendEvent(
                view, QMouseEvent(QEvent.MouseMove, place, view.mapToGlobal(place), qt.Qt.NoButton, which, keys)
            )
        QTest.mouseRelease(view, which, keys, qt.QPoint(*end))

    def hover(self, view: Any, place: tuple[int, int]) -> None:
        """Move without a button."""
        import qt
        from PySide6.QtCore import QEvent
        from PySide6.QtGui import QMouseEvent

        at = qt.QPointF(*place)
        none = qt.Qt.NoButton
        qt.QApplication.sendEvent(view, QMouseEvent(QEvent.MouseMove, at, view.mapToGlobal(at), none, none, qt.Qt.NoModifier))

    def turn_wheel(self, view: Any, notches: float, *, control: bool = False) -> None:
        """Turn the wheel over the middle of a view."""
        import qt
        from PySide6.QtGui import QWheelEvent

        at = qt.QPointF(view.width / 2, view.height / 2)
        keys = qt.Qt.ControlModifier if control else qt.Qt.NoModifier
        delta = qt.QPoint(0, round(notches * NOTCH))
        event = QWheelEvent(at, view.mapToGlobal(at), qt.QPoint(0, 0), delta, qt.Qt.NoButton, keys, qt.Qt.NoScrollPhase, False)
        qt.QApplication.sendEvent(view, event)
