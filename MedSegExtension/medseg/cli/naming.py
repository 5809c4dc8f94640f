"""How parameters are named and their defaults shown on the command line."""

from enum import Enum
from typing import Any

from cyclopts import default_name_transform

# Members whose name says more than the value that users know, as `XRAY` for DICOM's `XR`.
VALUES = {"xray": "xr"}


def to_option(name: str) -> str:
    """The name of an option, or of a choice, for a name in Python or one that the user typed.

    Example:
        >>> to_option("keep_largest"), to_option("MULTI_OTSU"), to_option("XR")
        ('keep-largest', 'multi-otsu', 'xr')
    """
    option = default_name_transform(name)
    return VALUES.get(option, option)


def show_default(value: Any) -> str | None:
    """A default for people; None where there is nothing to say, as for switches that are off."""
    if value is None or value is False:
        return None
    if value is True:
        return "yes"
    if isinstance(value, Enum):
        return to_option(value.name)
    return f"{value:g}" if isinstance(value, float) else str(value)
