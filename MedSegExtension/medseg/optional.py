"""Packages that MedSeg uses where they are installed, and does without or asks for where they are not."""

import importlib
import importlib.util
import os
from functools import cache
from types import ModuleType

from medseg.errors import MissingDependencyError

ACCELERATION_VARIABLE = "MEDSEG_ACCELERATION"


def require(module: str, extra: str) -> ModuleType:
    """Import an optional package, or say how to get it.

    Args:
        module: Dotted name of the module, such as `highdicom`.
        extra: The extra of the `medseg` wheel that brings it.

    Raises:
        MissingDependencyError: It is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise MissingDependencyError(
            f"This needs the package {module.partition('.')[0]!r}, which is not installed. "
            f'Install it with: pip install "medseg[{extra}]"'
        ) from error


@cache
def is_installed(module: str) -> bool:
    """Whether a top-level module can be found, without importing it."""
    return importlib.util.find_spec(module) is not None


def is_accelerated(module: str) -> bool:
    """Whether a fast path through `module`, such as numba, is to be taken.

    The environment variable MEDSEG_ACCELERATION=off turns every fast path off: the voxels are the same.
    """
    return os.environ.get(ACCELERATION_VARIABLE, "on").lower() != "off" and is_installed(module)
