"""How many digits stand after the point."""

from dataclasses import dataclass


@dataclass
class Decimals:
    """Annotation: `decimals` of the widget."""

    value: int
