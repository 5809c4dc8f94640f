"""Compiled inner loops. Import this only where numba is to be used."""

from collections.abc import Callable
from typing import Any, TypeVar

import numba

Loop = TypeVar("Loop", bound=Callable[..., Any])


def compiled(function: Loop) -> Loop:
    """Compile a loop over arrays on its first call, free of the interpreter's lock, and keep the machine code on disk.

    numba keeps it beside the source or else in the user's cache folder. Where neither can be written, as in a read-only
    container, it refuses to cache: then each process compiles anew.
    """
    try:
        done: Loop = numba.njit(nogil=True, cache=True)(function)
    except RuntimeError:
        done = numba.njit(nogil=True)(function)
    return done
