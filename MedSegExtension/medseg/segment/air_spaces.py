"""Which air in a chest CT is lung, and which lung."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medseg.filters.components import label_parts
from medseg.filters.crop import bounding_box
from medseg.filters.morphology import dilate
from medseg.segment.lung_sides import mark_sides
from medseg.types import Floats, Labels, Mask, Triple

OTHER = 3
"""Label of air that is no lung: gas in the bowel, what lies in folds of the skin or in the table."""

OUTSIDE_HU = -400.0
EMPTY_HU = -940.0
CUT_SHARE = 0.6
STACK_MM = 50.0
CORE_MM = 4.0
CORE_ML = 2.0
LUNG_SHARE = 0.5
SMALL_LUNG_SHARE = 0.9
SMALL_ML = 50.0
SURELY_LUNG_ML = 1000.0
WORN_MM = (6.0, 9.0, 12.0)
GAS_SHARE = 0.2
GAS_ML = 3.0
SKIN_MM = 10.0
SKIN_SHARE = 0.15


@dataclass(frozen=True)
class _Core:
    """A connected part of the air deeper than 4 mm.

    Attributes:
        label: Its label.
        voxels: How many.
        brightness: Share of its voxels that are brighter than gas.
        nearness: Share of its voxels that lie within 10 mm of the outside.
    """

    label: int
    voxels: int
    brightness: float
    nearness: float

    def is_lung(self, voxel_ml: float) -> bool:
        """Lungs are brighter than gas, and deeper under the skin than the inside of a table.

        Walls brighten small pockets of gas, and emphysema darkens lungs: the smaller, the more of it must be bright.
        """
        volume = self.voxels * voxel_ml
        share = SMALL_LUNG_SHARE if volume < SMALL_ML else LUNG_SHARE if volume < SURELY_LUNG_ML else 0.0
        bright = self.brightness >= share
        return bright and volume >= CORE_ML and self.nearness <= SKIN_SHARE


def find_inside(hu: NDArray[np.float32]) -> Mask:
    """Mark the patient slice by slice: all but the air that reaches the edge of the slice.

    A lung that the edge of the image cuts off in some slices stays inside: it continues that of the slice before, and is
    brighter than empty air.

    Args:
        hu: Smoothed HU (k, j, i), slices stacked to the head.
    """
    from scipy import ndimage

    air = hu < OUTSIDE_HU
    structure = np.zeros((3, 3, 3), dtype=np.bool_)
    structure[1] = ndimage.generate_binary_structure(2, 1)
    labels, count = ndimage.label(air, structure)
    outside = np.zeros(count + 1, dtype=np.bool_)
    for axis in (1, 2):
        outside[np.take(labels, [0, -1], axis=axis)] = True
    outside[0] = False
    _keep_cut_lungs(outside, labels, hu)
    return np.asarray(~outside[labels])


def _keep_cut_lungs(outside: Mask, labels: NDArray[np.int32], hu: NDArray[np.float32]) -> None:
    """Take patches that continue a patch inside the neighbouring slice out of the list of those outside."""
    flat = labels.reshape(-1)
    sizes = np.maximum(np.bincount(flat, minlength=outside.size), 1)
    means = np.bincount(flat, weights=hu.reshape(-1), minlength=outside.size) / sizes
    candidates = outside & (means > EMPTY_HU)
    numbers = range(1, labels.shape[0])
    for number, neighbour in [(n, n - 1) for n in numbers] + [(n - 1, n) for n in reversed(numbers)]:
        here, there = labels[number], labels[neighbour]
        if not candidates[here].any():
            continue
        continued = (there > 0) & ~outside[there]
        share = np.bincount(here[continued], minlength=outside.size) / sizes
        outside[candidates & (share >= CUT_SHARE)] = False


def find_lung_air(hu: NDArray[np.float32], air: Mask, inside: Mask, spacing_mm: Triple, leftness_mm: Floats) -> Labels:
    """Tell the air of the right lung, of the left lung, and other air from each other.

    What lies deeper than 4 mm in the air falls into cores; each core is a lung or not, by its intensities and its place; lungs
    that are joined in front of or behind the heart are split where they are narrowest. From the cores the rest is reached by
    a watershed over the depth.

    Args:
        hu: Smoothed HU (k, j, i), slices stacked to the head, i to the patient's left.
        air: Air inside the patient without the airways.
        inside: The patient.
        spacing_mm: Millimetres along (k, j, i).
        leftness_mm: How far to the patient's left each voxel lies; broadcasts to (k, j, i).

    Returns:
        Labels RIGHT, LEFT, OTHER; 0 where there is no air, or air without a core. All 0 where no lung is found.
    """
    depth = depth_mm(air, spacing_mm)
    labels, sizes = label_parts(depth > CORE_MM)
    # few slices hold little of a lung: count them as if they were 50 mm
    voxel_ml = float(np.prod(spacing_mm)) / 1000.0 * max(1.0, STACK_MM / (air.shape[0] * spacing_mm[0]))
    cores = _measure(labels, sizes, hu, dilate(~inside, SKIN_MM, spacing_mm))
    lungs = [core.label for core in cores if core.is_lung(voxel_ml)]
    if not lungs:
        return np.zeros(air.shape, dtype=np.uint8)
    in_lungs = np.isin(labels, lungs)
    gas = _joined_gas(np.where(in_lungs, depth, np.float32(0)), hu, voxel_ml)
    markers = mark_sides(labels, lungs, np.where(gas, np.float32(0), depth), inside, leftness_mm)
    markers[gas | ((labels > 0) & ~in_lungs)] = OTHER
    return _flooded(depth, markers)


def depth_mm(mask: Mask, spacing_mm: Triple) -> NDArray[np.float32]:
    """How deep each voxel lies in a mask: millimetres to the nearest voxel outside it, 0 outside."""
    import SimpleITK as sitk

    if mask.all():
        return np.full(mask.shape, np.inf, dtype=np.float32)
    image = sitk.GetImageFromArray((~mask).view(np.uint8))
    image.SetSpacing(spacing_mm[::-1])
    distance = sitk.SignedMaurerDistanceMap(image, insideIsPositive=False, squaredDistance=False, useImageSpacing=True)
    return np.asarray(np.maximum(sitk.GetArrayViewFromImage(distance), np.float32(0)))


def _joined_gas(depth: NDArray[np.float32], hu: NDArray[np.float32], voxel_ml: float) -> Mask:
    """What falls off the lungs as they are worn down, and is as dark as gas: a stomach that noise joins to a lung.

    Bullae are as dark, but no neck joins them to their lung, so they do not fall off.
    """
    gas = np.zeros(depth.shape, dtype=np.bool_)
    for worn in WORN_MM:
        labels, sizes = label_parts((depth > worn) & ~gas)
        cores = _measure(labels, sizes, hu, gas)
        dark = [core.label for core in cores if core.brightness <= GAS_SHARE and core.voxels * voxel_ml >= GAS_ML]
        gas |= np.isin(labels, dark) & (labels > 0)
    return gas


def _measure(labels: Labels, sizes: Sequence[int] | NDArray[np.int64], hu: NDArray[np.float32], outside: Mask) -> list[_Core]:
    flat = labels.reshape(-1)
    places = np.flatnonzero(flat)
    owners = flat[places].astype(np.intp)
    count = len(sizes) + 1
    bright = np.bincount(owners, weights=hu.reshape(-1)[places] > EMPTY_HU, minlength=count)
    near = np.bincount(owners, weights=outside.reshape(-1)[places], minlength=count)
    return [
        _Core(label, int(size), float(bright[label] / size), float(near[label] / size))
        for label, size in enumerate(sizes, start=1)
    ]


def _flooded(depth: NDArray[np.float32], markers: Labels) -> Labels:
    """Give each voxel of the air the marker that reaches it over the deepest path; air without a marker gets none."""
    import SimpleITK as sitk

    labels, sizes = label_parts(depth > 0, connectivity=6)
    reached = np.zeros(len(sizes) + 1, dtype=np.bool_)
    reached[labels[markers > 0]] = True
    reached[0] = False
    within = reached[labels]
    spaces = np.zeros(depth.shape, dtype=np.uint8)
    box = bounding_box(within, (1, 1, 1))
    if box is None:
        return spaces
    relief = np.where(within[box], -depth[box], np.float32(1.0))
    flooded = sitk.MorphologicalWatershedFromMarkers(
        sitk.GetImageFromArray(relief), sitk.GetImageFromArray(markers[box]), markWatershedLine=False, fullyConnected=False
    )
    spaces[box] = np.where(within[box], sitk.GetArrayViewFromImage(flooded), 0)
    return spaces
