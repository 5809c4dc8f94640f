"""Bones with their marrow, from what is bright in them."""

import numpy as np

from medseg.filters.components import label_parts
from medseg.filters.crop import bounding_box
from medseg.filters.holes import fill_holes
from medseg.filters.morphology import closing
from medseg.types import Mask, Triple

NARROW_MM = 4.5
ENCLOSED = 0.8
DEEP_MM = 30.0


def fill_marrow(cut: Mask, closing_mm: float, spacing_mm: Triple) -> Mask:
    """Close gaps in the cortex and fill the marrow behind it, without bridging from bone to bone or filling the skull.

    Narrow gaps are closed first. Wider ones are closed for the sake of what is then enclosed: of what that adds only those
    parts stay that bone surrounds to four fifths. Marrow behind a thin cortex does; a disc between two vertebrae does not.

    Args:
        cut: What is bright in bones (k, j, i).
        closing_mm: Gaps up to twice this width are closed.
        spacing_mm: Millimetres along (k, j, i).
    """
    bones = np.zeros_like(cut)
    box = bounding_box(cut, [int(closing_mm / size) + 2 for size in spacing_mm])
    if box is None:
        return bones
    narrow = _filled(closing(cut[box], min(NARROW_MM, closing_mm), spacing_mm), spacing_mm)
    wide = _filled(closing(narrow, closing_mm, spacing_mm), spacing_mm)
    bones[box] = narrow | _enclosed(wide & ~narrow, narrow, wide, spacing_mm)
    return bones


def _filled(closed: Mask, spacing_mm: Triple) -> Mask:
    """Fill what bone encloses in any of the three planes, or in space: marrow behind a thin cortex is open in some of them."""
    filled = closed.copy()
    for axis in (0, 1, 2):
        filled |= fill_holes(closed, axis)
    filled = fill_holes(filled)
    return filled & ~_deep(filled & ~closed, spacing_mm)


def _deep(added: Mask, spacing_mm: Triple) -> Mask:
    """Those parts of what was filled that reach deeper than marrow does: the skull encloses the brain."""
    from scipy import ndimage

    labels, _ = label_parts(added, connectivity=6)
    deep = np.zeros_like(added)
    for label, tight in enumerate(ndimage.find_objects(labels), start=1):
        if sum((part.stop - part.start) * size > DEEP_MM for part, size in zip(tight, spacing_mm, strict=True)) < 2:
            continue
        box = tuple(slice(max(0, part.start - 1), part.stop + 1) for part in tight)
        part = labels[box] == label
        if ndimage.distance_transform_edt(part, spacing_mm).max() > DEEP_MM:
            deep[box] |= part
    return deep


def _enclosed(added: Mask, bone: Mask, everything: Mask, spacing_mm: Triple) -> Mask:
    """Those parts of what was added whose surface is to four fifths on bone, and not on what is outside."""
    labels, sizes = label_parts(added, connectivity=6)
    on_bone, on_outside = np.zeros(len(sizes) + 1), np.zeros(len(sizes) + 1)
    for axis, spacing in enumerate(spacing_mm):
        lower = tuple(slice(None, -1) if n == axis else slice(None) for n in range(3))
        upper = tuple(slice(1, None) if n == axis else slice(None) for n in range(3))
        for here, there in ((lower, upper), (upper, lower)):
            owners = labels[here]
            on_bone += np.bincount(owners[bone[there]], minlength=on_bone.size) / spacing
            on_outside += np.bincount(owners[~everything[there]], minlength=on_bone.size) / spacing
    kept = on_bone >= ENCLOSED * (on_bone + on_outside)
    kept[0] = False
    return np.asarray(kept[labels])
