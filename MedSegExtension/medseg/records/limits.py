"""The range of a number, stated with its parameter."""

import math
from dataclasses import dataclass, fields
from typing import Any, get_type_hints

from medseg.errors import ParameterError


@dataclass(frozen=True)
class Limits:
    """Smallest and largest value of a parameter, both allowed, and its unit; put into `Annotated`.

    Attributes:
        minimum: Smallest value allowed.
        maximum: Largest value allowed.
        unit: Unit for people, such as `mm`; empty for counts.
    """

    minimum: float = -math.inf
    maximum: float = math.inf
    unit: str = ""


def check_limits(record: Any) -> None:
    """Check every field of a parameter dataclass against its `Limits`; call it in `__post_init__`.

    Raises:
        ParameterError: A number is NaN or outside its limits.
    """
    hints = get_type_hints(type(record), include_extras=True)
    for field in fields(record):
        value = getattr(record, field.name)
        for limits in getattr(hints[field.name], "__metadata__", ()):
            if isinstance(limits, Limits) and value is not None:
                _check(field.name, value, limits)


def _check(name: str, value: float, limits: Limits) -> None:
    if not limits.minimum <= value <= limits.maximum:
        unit = f" {limits.unit}" if limits.unit else ""
        raise ParameterError(f"Expected {name} from {limits.minimum:g} to {limits.maximum:g}{unit}, got {value!r}.")
