"""Packages that MedSeg uses where they are installed, and does without or asks for where they are not."""

import importlib
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


def is_accelerated(module: str) -> bool:
    """Whether a fast path through `module`, such as numba, is to be taken.

    The environment variable MEDSEG_ACCELERATION=off turns every fast path off: the voxels are the same.
    """
    return os.environ.get(ACCELERATION_VARIABLE, "on").lower() != "off" and _loads(module)


@cache
def _loads(module: str) -> bool:
    """Whether a module can be imported: what was built for another NumPy is installed, and does not load."""
    try:
        importlib.import_module(module)
    except ImportError:
        return False
    return True
