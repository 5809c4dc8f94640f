"""Lungs with the vessels and lesions that belong to them, from the air in them."""

import numpy as np
from numpy.typing import NDArray

from medseg.filters.components import label_parts
from medseg.filters.crop import bounding_box
from medseg.filters.holes import fill_holes
from medseg.filters.morphology import closing
from medseg.types import Mask, Triple

SMALLEST_LUNG_MM2 = 500.0
SMALLEST_LESION_MM2 = 60.0
SURROUNDED = 0.55
OUTWARD = 0.1
SMOOTHING_MM = 4.0


def close_lung(air: Mask, closing_mm: float, spacing_mm: Triple) -> Mask:
    """Close the gaps that vessels, bronchi and nodules leave in the air of a lung, and fill what it encloses."""
    box = bounding_box(air, [int(closing_mm / spacing) + 2 for spacing in spacing_mm])
    closed = np.zeros_like(air)
    if box is not None:
        closed[box] = fill_holes(closing(air[box], closing_mm, spacing_mm) | air[box])
    return closed


def find_lesions(lung: Mask, other: Mask, width_mm: float, centre: tuple[float, float], spacing_mm: Triple) -> Mask:
    """Find lesions that sit on the chest wall: gaps in the outer surface of a lung, slice by slice.

    A gap is what a disc of the given width cannot enter. It is a lesion where the lung surrounds most of it and where it
    opens away from the middle of the chest: gaps that open towards the middle are hilum, heart, aorta and liver. What the lung
    surrounds wholly in the slices above or below belongs to the lesion too.

    Args:
        lung: One lung (k, j, i), slices stacked to the head.
        other: The other lung, which is left alone.
        width_mm: Widest opening of a gap.
        centre: Row and column of the middle of the chest.
        spacing_mm: Millimetres along (k, j, i).

    Returns:
        The lesions; empty where there are none.
    """
    found = np.zeros_like(lung)
    box = bounding_box(lung, (0, 2, 2))
    if box is not None:
        middle = (centre[0] - box[1].start, centre[1] - box[2].start)
        found[box] = _lesions(lung[box], other[box], width_mm, middle, spacing_mm)
    return found


def _lesions(lung: Mask, other: Mask, width_mm: float, centre: tuple[float, float], spacing_mm: Triple) -> Mask:
    found, enclosed = np.zeros_like(lung), np.zeros_like(lung)
    pixel_mm = (spacing_mm[1], spacing_mm[2])
    pixel_mm2 = pixel_mm[0] * pixel_mm[1]
    most = np.pi / 4 * width_mm**2 / pixel_mm2
    for number in np.flatnonzero(lung.sum(axis=(1, 2)) * pixel_mm2 >= SMALLEST_LUNG_MM2):
        gaps, holes = _gaps(lung[number], width_mm, pixel_mm)
        found[number] = _outward(gaps & ~other[number], lung[number], centre, pixel_mm)
        enclosed[number] = _small(holes, most)
    if not found.any():
        return found
    labels, sizes = label_parts(found | enclosed, connectivity=6)
    kept = np.zeros(len(sizes) + 1, dtype=np.bool_)
    kept[labels[found]] = True
    kept[0] = False
    return np.asarray(kept[labels])


def _gaps(lung: Mask, width_mm: float, pixel_mm: tuple[float, float]) -> tuple[Mask, Mask]:
    """What a disc cannot enter from outside, and what the lung surrounds wholly, in one slice."""
    from scipy import ndimage

    closed = closing(lung[np.newaxis], width_mm / 2, (width_mm, *pixel_mm))[0]
    holes = ndimage.binary_fill_holes(lung) & ~lung
    return closed & ~lung & ~holes, holes


def _small(holes: Mask, most_pixels: float) -> Mask:
    from scipy import ndimage

    labels, count = ndimage.label(holes)
    kept = np.bincount(labels.reshape(-1), minlength=count + 1) <= most_pixels
    kept[0] = False
    return np.asarray(kept[labels])


def _outward(gaps: Mask, lung: Mask, centre: tuple[float, float], pixel_mm: tuple[float, float]) -> Mask:
    """Those gaps that the lung surrounds for the most part, and that open away from a centre."""
    from scipy import ndimage

    kept = np.zeros_like(gaps)
    labels, count = ndimage.label(gaps)
    if not (np.bincount(labels.reshape(-1), minlength=count + 1)[1:] * pixel_mm[0] * pixel_mm[1] >= SMALLEST_LESION_MM2).any():
        return kept
    normals = _normals(lung | gaps, pixel_mm)
    for label, (rows, columns) in enumerate(ndimage.find_objects(labels), start=1):
        box = slice(max(rows.start - 1, 0), rows.stop + 1), slice(max(columns.start - 1, 0), columns.stop + 1)
        gap = labels[box] == label
        if gap.sum() * pixel_mm[0] * pixel_mm[1] < SMALLEST_LESION_MM2:
            continue
        rim = ndimage.binary_dilation(gap) & ~gap
        opening = rim & ~lung[box]
        if not opening.any() or opening.sum() > (1 - SURROUNDED) * rim.sum():
            continue
        places = np.argwhere(opening) + np.array([box[0].start, box[1].start])
        outward = (places - centre) * pixel_mm
        normal = normals[:, places[:, 0], places[:, 1]].T
        lengths = np.linalg.norm(outward, axis=1) * np.linalg.norm(normal, axis=1)
        if np.mean((outward * normal).sum(axis=1) / np.maximum(lengths, 1e-6)) > OUTWARD:
            kept[box] |= gap
    return kept


def _normals(shape: Mask, pixel_mm: tuple[float, float]) -> NDArray[np.float32]:
    """Directions out of a shape, (2, j, i), of any length."""
    from scipy import ndimage

    soft = ndimage.gaussian_filter(shape.astype(np.float32), [SMOOTHING_MM / size for size in pixel_mm])
    return np.asarray([-ndimage.sobel(soft, axis=axis) / pixel_mm[axis] for axis in (0, 1)])
