"""Keeping ITK's warnings off the terminal."""

import threading
from typing import ClassVar


class ItkSilence:
    """While anyone is inside, ITK does not write its warnings to standard error.

    ITK has one switch for the whole process: it is turned off by the first who comes, and put back by the last who leaves.

    Example:
        >>> with ItkSilence():
        ...     pass
    """

    _lock: ClassVar[threading.Lock] = threading.Lock()
    _inside: ClassVar[int] = 0
    _was_on: ClassVar[bool] = False

    def __enter__(self) -> None:
        import SimpleITK as sitk

        with self._lock:
            if ItkSilence._inside == 0:
                ItkSilence._was_on = sitk.ProcessObject.GetGlobalWarningDisplay()
                sitk.ProcessObject.GlobalWarningDisplayOff()
            ItkSilence._inside += 1

    def __exit__(self, *_: object) -> None:
        import SimpleITK as sitk

        with self._lock:
            ItkSilence._inside -= 1
            if ItkSilence._inside == 0 and ItkSilence._was_on:
                sitk.ProcessObject.GlobalWarningDisplayOn()
