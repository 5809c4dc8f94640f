"""What Qt calls must not raise: an exception that leaves an overridden virtual can end the process."""

import functools
import traceback
from collections.abc import Callable
from typing import Any

from slicerhost import diagnostics


def guarded(method: Callable[..., Any]) -> Callable[..., Any]:
    """Let a virtual or a VTK observer note its exceptions instead of raising them into C++."""

    @functools.wraps(method)
    def call(*arguments: Any) -> Any:
        try:
            return method(*arguments)
        except Exception:
            diagnostics.note(traceback.format_exc())
            return None

    return call
