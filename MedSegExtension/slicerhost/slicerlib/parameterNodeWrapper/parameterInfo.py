"""What is known of one parameter of a class."""

from dataclasses import dataclass
from typing import Any


@dataclass
class ParameterInfo:
    """One parameter.

    Attributes:
        basename: Its name.
        serializer: Writes it into the parameter node and reads it back.
        default: Its default: a `Default` in a wrapper, a value in a pack.
        unalteredType: Its type as the author wrote it, with annotations.
    """

    basename: str
    serializer: Any
    default: Any
    unalteredType: Any
