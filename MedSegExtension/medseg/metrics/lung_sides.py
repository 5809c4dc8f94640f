"""Which segments are the right lung and which the left."""

import numpy as np

from medseg.errors import SegmentError
from medseg.types import Labels
from medseg.volume import Segment, Segmentation

RIGHT, LEFT = 1, 2
"""Labels of the patient's right and left lung."""

SIDES = {RIGHT: ("right", "24028007"), LEFT: ("left", "7771000")}
"""Word in a segment's name, and SNOMED CT's code of the side."""


def has_sides(lungs: Segmentation) -> bool:
    """Whether every segment tells by its name or its codes which side it is on."""
    return bool(lungs.segments) and all(side_of(segment) is not None for segment in lungs.segments)


def side_of(segment: Segment) -> int | None:
    """RIGHT or LEFT by a segment's name, else by its codes; None where neither tells.

    Example:
        >>> side_of(Segment("lung_upper_lobe_left")), side_of(Segment("Lungs"))
        (2, None)
    """
    words = segment.name.lower().replace("_", " ").replace("-", " ").split()
    told = [side for side, (word, _) in SIDES.items() if word in words]
    if len(told) == 1:
        return told[0]
    modifier = segment.coding.type_modifier if segment.coding else None
    return next((side for side, (_, code) in SIDES.items() if modifier is not None and modifier.value == code), None)


def lung_labels(lungs: Segmentation) -> Labels:
    """The lungs as one labelmap; several segments of a side, such as lobes, are one lung.

    Args:
        lungs: Segments of the right and the left lung; one of them may be missing or empty.

    Returns:
        A new labelmap (k, j, i) of RIGHT and LEFT; what both claim is the right one's.

    Raises:
        SegmentError: A segment does not tell its side.
    """
    if not has_sides(lungs):
        names = ", ".join(repr(segment.name) for segment in lungs.segments if side_of(segment) is None) or "none"
        raise SegmentError(
            f"Expected segments that are a right or a left lung by name, got {names}: name them 'Right lung' and 'Left lung', "
            "or let medseg part them (medseg involvement does)."
        )
    labels = np.zeros(lungs.geometry.shape, dtype=np.uint8)
    for side in (LEFT, RIGHT):
        for segment in lungs.segments:
            if side_of(segment) == side:
                labels[lungs.mask(segment.name)] = side
    return labels
