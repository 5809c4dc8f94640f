"""The five lobes among the segments of a segmentation."""

import numpy as np

from medseg.errors import SegmentError
from medseg.metrics.lung_sides import LEFT, RIGHT, side_of
from medseg.types import Labels
from medseg.volume import Segmentation

LEVELS = ("upper", "middle", "lower")
LOBES = ((RIGHT, "upper"), (RIGHT, "middle"), (RIGHT, "lower"), (LEFT, "upper"), (LEFT, "lower"))
"""Side and level of each lobe; lobe n has label n + 1."""

SHORT = {"rul": 0, "rml": 1, "rll": 2, "lul": 3, "lll": 4}


def lobe_labels(lobes: Segmentation) -> Labels:
    """The five lobes as one labelmap.

    Args:
        lobes: Segments whose names hold a side and upper, middle or lower, such as `lung_upper_lobe_right`, or are short, such
            as `RUL`. Other segments are left out.

    Returns:
        A new labelmap (k, j, i): 1 to 5 in the order of `LOBES`.

    Raises:
        SegmentError: Not every lobe is there once.
    """
    found: dict[int, list[str]] = {number: [] for number in range(len(LOBES))}
    for segment in lobes.segments:
        number = _number(segment.name, side_of(segment))
        if number is not None:
            found[number].append(segment.name)
    if any(len(names) != 1 for names in found.values()):
        raise SegmentError(
            "Expected the five lobes once each, by names such as 'right upper lobe' or 'lung_lower_lobe_left', "
            f"got {', '.join(map(repr, lobes.names)) or 'none'}."
        )
    labels = np.zeros(lobes.geometry.shape, dtype=np.uint8)
    for number, names in found.items():
        labels[lobes.mask(names[0])] = number + 1
    return labels


def _number(name: str, side: int | None) -> int | None:
    words = name.lower().replace("_", " ").replace("-", " ").split()
    short = [SHORT[word] for word in words if word in SHORT]
    levels = [level for level in LEVELS if level in words]
    if short:
        return short[0]
    if side is None or len(levels) != 1 or (side, levels[0]) not in LOBES:
        return None
    return LOBES.index((side, levels[0]))
