"""Colours for segments whose file gives none."""

import colorsys

from medseg.types import Triple
from medseg.volume.segment import RED

GOLDEN_RATIO = 0.618033988749895


def segment_color(number: int) -> Triple:
    """The colour of the n-th segment: red first, then hues that stay far from each other.

    Args:
        number: From 0.

    Example:
        >>> segment_color(0)
        (0.9, 0.1, 0.1)
    """
    if number == 0:
        return RED
    hue = (number * GOLDEN_RATIO) % 1.0
    return colorsys.hsv_to_rgb(hue, 0.85 - 0.25 * (number % 3 == 2), 0.9 - 0.2 * (number % 2))
