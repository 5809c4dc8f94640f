"""What a measured number is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """A number that tables show.

    Attributes:
        name: Name of its field, its unit as suffix.
        title: What stands in a table, its unit included.
        digits: Decimals for people.
        meaning: How it is defined, in words, with its source.
    """

    name: str
    title: str
    digits: int
    meaning: str
