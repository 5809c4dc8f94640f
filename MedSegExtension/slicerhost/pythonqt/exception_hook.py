"""Collects exceptions that C++ can only print: those of VTK's observers, and of slots that Qt calls without our help."""

import sys
import traceback
from types import TracebackType

from slicerhost import diagnostics


def install_exception_hook() -> None:
    """Note what reaches `sys.excepthook`, and pass it on."""
    previous = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, Exception):
            diagnostics.note("".join(traceback.format_exception(kind, error, trace)))
        previous(kind, error, trace)

    sys.excepthook = hook
