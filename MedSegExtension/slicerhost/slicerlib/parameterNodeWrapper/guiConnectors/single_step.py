"""How far one step goes."""

from dataclasses import dataclass


@dataclass
class SingleStep:
    """Annotation: `singleStep` of the widget."""

    value: float
