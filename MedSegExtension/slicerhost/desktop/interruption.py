"""Ctrl-C in the terminal that the window was started from."""

import signal
from types import FrameType, TracebackType
from typing import Self

import qt

LOOK_EVERY_MS = 200


class Interruption:
    """Ends the event loop on Ctrl-C, which Python hears only when it gets to run now and then.

    Raises:
        KeyboardInterrupt: On leaving, if Ctrl-C was pressed.
    """

    def __init__(self) -> None:
        self._happened = False
        self._timer = qt.QTimer()
        self._timer.connect("timeout()", lambda: None)

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGINT, self._interrupt)
        self._timer.start(LOOK_EVERY_MS)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._timer.stop()
        signal.signal(signal.SIGINT, self._before)
        if self._happened and error is None:
            raise KeyboardInterrupt

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        self._happened = True
        qt.QApplication.quit()
