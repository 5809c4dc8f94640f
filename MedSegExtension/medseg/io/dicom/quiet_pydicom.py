"""Keeping pydicom's warnings about other people's headers off the terminal."""

import threading
import warnings
from typing import ClassVar


class QuietPydicom:
    """While anyone is inside, warnings that pydicom raises about a file's peculiarities are not shown; pydicom still logs them.

    What matters of them we find ourselves and report as findings or errors. Warnings of others are left alone. Python has one
    list of warning filters for the whole process: the first who comes changes it, the last who leaves puts it back.

    Example:
        >>> with QuietPydicom():
        ...     pass
    """

    _lock: ClassVar[threading.Lock] = threading.Lock()
    _inside: ClassVar[int] = 0
    _before: ClassVar["warnings.catch_warnings[None]"]

    def __enter__(self) -> None:
        with self._lock:
            if QuietPydicom._inside == 0:
                QuietPydicom._before = warnings.catch_warnings()
                QuietPydicom._before.__enter__()
                warnings.filterwarnings("ignore", category=UserWarning, module=r"pydicom(\.|$)")
            QuietPydicom._inside += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            QuietPydicom._inside -= 1
            if QuietPydicom._inside == 0:
                QuietPydicom._before.__exit__(None, None, None)
