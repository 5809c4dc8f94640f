"""Kinds of layers by the names that MONAI gives them."""

from collections.abc import Mapping
from typing import Any

from medseg.errors import ModelError


def layer_name(value: object) -> Any:
    """A layer as MONAI takes it: a name, or a name and its options.

    Args:
        value: Such as `"instance"`, or `["group", {"num_groups": 8}]`.

    Raises:
        ModelError: It is neither.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple) and len(value) == 2 and isinstance(value[0], str) and isinstance(value[1], Mapping):
        return (value[0], dict(value[1]))
    raise ModelError(f"Expected a layer as a name, or a name and its options, got {str(value)[:60]!r}.")
