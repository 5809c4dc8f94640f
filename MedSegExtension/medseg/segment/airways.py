"""The trachea and the large bronchi in a chest CT."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medseg.filters.morphology import dilate, opening
from medseg.types import Mask, Triple

WALL_HU = -800.0
LUMEN_HU = -900.0
AREA_MM2 = (40.0, 900.0)
LENGTH_MM = 20.0
OFF_CENTRE = 0.35
ELONGATION = 2.6
FILLING = 0.5
STEP_MM = 6.0
GROWTH_HU = (-990, -700, 5)
GROWTH = 3.0
SMALLEST_TREE_ML = 30.0
WIDE_MM = 3.5
CLOSE_MM = 25.0


@dataclass(frozen=True)
class _Disc:
    """A round patch of air in one slice, and the disc in the slice above that it continues."""

    slice_number: int
    label: int
    centre_mm: tuple[float, float]
    above: "_Disc | None"
    length: int


def find_airways(hu: NDArray[np.float32], inside: Mask, spacing_mm: Triple) -> tuple[Mask, Mask]:
    """Mark the lumen of the trachea and of the bronchi that can be followed from it.

    The trachea is the longest stack of round patches of air near the midline. From it the air tree is grown at ever higher
    thresholds, and the last threshold is taken before it leaks into the lungs (Hu, Hoffman and Reinhardt, IEEE Trans Med
    Imaging 2001; 20: 490-498): a leak multiplies its volume.

    Args:
        hu: Smoothed HU (k, j, i), slices stacked to the head, i to the patient's left.
        inside: The patient, with all air inside.
        spacing_mm: Millimetres along (k, j, i).

    Returns:
        All airways, and of these the trunk: trachea and main bronchi, which are wide or close to the trachea. Both empty where
        no trachea is seen over at least 20 mm.
    """
    trachea = _trachea(hu, inside, spacing_mm)
    if not trachea.any():
        return trachea, trachea
    voxel_ml = float(np.prod(spacing_mm)) / 1000.0
    most = max(GROWTH * float(trachea.sum()), SMALLEST_TREE_ML / voxel_ml)
    tree = _grown(np.where(inside, hu, np.float32(0.0)), trachea, most)
    return tree, opening(tree, WIDE_MM, spacing_mm) | (tree & dilate(trachea, CLOSE_MM, spacing_mm))


def _grown(hu: NDArray[np.float32], seed: Mask, most_voxels: float) -> Mask:
    """Grow a seed into the air at the highest threshold at which it stays below a size."""
    import SimpleITK as sitk

    image = sitk.GetImageFromArray(np.where(seed, np.float32(-1024.0), hu))
    seeds = np.argwhere(seed)[:, ::-1].tolist()
    levels = list(range(*GROWTH_HU))
    best = seed
    low, high = 0, len(levels) - 1
    while low <= high:
        middle = (low + high) // 2
        region = sitk.ConnectedThreshold(image, seeds, -2000.0, float(levels[middle]))
        grown = sitk.GetArrayViewFromImage(region).astype(np.bool_)
        if grown.sum() <= most_voxels:
            best, low = grown, middle + 1
        else:
            high = middle - 1
    return best


def _trachea(hu: NDArray[np.float32], inside: Mask, spacing_mm: Triple) -> Mask:
    from scipy import ndimage

    air = (hu < WALL_HU) & inside
    seed = np.zeros(hu.shape, dtype=np.bool_)
    above: list[_Disc] = []
    longest: _Disc | None = None
    for number in range(hu.shape[0] - 1, -1, -1):
        labels, _ = ndimage.label(air[number])
        above = _discs(labels, hu[number], inside[number], above, spacing_mm, number=number)
        for disc in above:
            if longest is None or disc.length > longest.length:
                longest = disc
    if longest is None or longest.length * spacing_mm[0] < LENGTH_MM:
        return seed
    part: _Disc | None = longest
    while part is not None:
        labels, _ = ndimage.label(air[part.slice_number])
        seed[part.slice_number] = labels == part.label
        part = part.above
    return seed


def _discs(
    labels: NDArray[np.int32], hu: NDArray[np.float32], inside: Mask, above: list[_Disc], spacing_mm: Triple, *, number: int
) -> list[_Disc]:
    """The round, central patches of one slice, each joined to the longest stack above that it continues."""
    from scipy import ndimage

    columns = np.flatnonzero(inside.any(axis=0))
    if columns.size == 0:
        return []
    middle, half = (columns[0] + columns[-1]) / 2, (columns[-1] - columns[0] + 1) / 2
    reach = max(STEP_MM, 1.2 * spacing_mm[0])
    discs = []
    for label, box in enumerate(ndimage.find_objects(labels), start=1):
        patch = labels[box] == label
        if not _is_round(patch, spacing_mm) or np.median(hu[box][patch]) > LUMEN_HU:
            continue
        rows, cols = np.nonzero(patch)
        row, col = rows.mean() + box[0].start, cols.mean() + box[1].start
        if abs(col - middle) > OFF_CENTRE * half:
            continue
        centre = (row * spacing_mm[1], col * spacing_mm[2])
        near = [disc for disc in above if np.hypot(disc.centre_mm[0] - centre[0], disc.centre_mm[1] - centre[1]) <= reach]
        parent = max(near, key=lambda disc: disc.length, default=None)
        discs.append(_Disc(number, label, centre, parent, 1 if parent is None else parent.length + 1))
    return discs


def _is_round(patch: Mask, spacing_mm: Triple) -> bool:
    height, width = patch.shape[0] * spacing_mm[1], patch.shape[1] * spacing_mm[2]
    area = float(patch.sum()) * spacing_mm[1] * spacing_mm[2]
    if not AREA_MM2[0] <= area <= AREA_MM2[1]:
        return False
    return bool(max(height, width) <= ELONGATION * min(height, width) and area >= FILLING * height * width)
