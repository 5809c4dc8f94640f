"""From an image to what a network of three dimensions takes, and back."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from medseg.filters.crop import bounding_box
from medseg.filters.resize import resize, resize_along
from medseg.models.normalisation import normalise
from medseg.models.placement import slice_spacing, to_slices
from medseg.models.preprocessing import window_of
from medseg.models.sheets import MARGIN
from medseg.models.volume_placement import VolumePlacement
from medseg.types import Labels, Mask, Shape, Triple
from medseg.volume import Volume

if TYPE_CHECKING:
    from medseg.models.model_card import ModelCard


def prepare_volume(
    volume: Volume, card: "ModelCard", *, region: Mask | None = None
) -> tuple[NDArray[np.float32], VolumePlacement]:
    """Make what a network of three dimensions takes.

    Args:
        volume: The image, in the unit that the card names.
        card: What the network takes. `windows` gives as many voxels as there are at the card's spacing; `pad` and `stretch` the
            card's size.
        region: Voxels (k, j, i) that matter, for a card whose region is `body` or `lungs`: their box with a margin is taken.

    Returns:
        The image (1, slices, rows, columns), at least of the card's size, and where it came from.
    """
    plane = card.input.plane
    slices = to_slices(volume.array, volume.geometry, plane)
    box = _box(slices.shape, None if region is None else to_slices(region, volume.geometry, plane), card.input.region)
    size = _scaled_size(box, slice_spacing(volume.geometry, plane), card)
    values = normalise(slices[box], card.input.normalisation, window_of(volume, card), volume.padding_value)
    scaled = resize(resize_along(values, 0, size[0]), size[1:])
    canvas = [max(own, wanted) for own, wanted in zip(size, card.input.size, strict=True)]
    before = [(room - own) // 2 for own, room in zip(size, canvas, strict=True)]
    padding = [(first, room - own - first) for first, own, room in zip(before, size, canvas, strict=True)]
    laid = np.pad(scaled, padding, constant_values=min(0.0, float(scaled.min())))
    inner = tuple(slice(first, first + own) for first, own in zip(before, size, strict=True))
    return laid[np.newaxis], VolumePlacement(volume.geometry, plane, box, (inner[0], inner[1], inner[2]))


def place_volume_labels(labels: Labels | Mask, placement: VolumePlacement, shape: Shape) -> Labels:
    """Bring a mask or labels to the grid of `prepare_volume`: what a network is to say.

    Args:
        labels: Mask or labels (k, j, i) on the image's grid.
        placement: Where it went.
        shape: Slices, rows and columns of what `prepare_volume` made.

    Returns:
        Labels (slices, rows, columns); a voxel has the label that covers most of it.
    """
    part = placement.to_slices(labels)[placement.box]
    size = placement.size
    best = np.zeros(size, dtype=np.float32)
    chosen = np.zeros(size, dtype=np.uint8)
    for label in np.unique(part).tolist():
        share = resize(resize_along(np.equal(part, label), 0, size[0]), size[1:])
        chosen[share > best] = int(label)
        np.maximum(best, share, out=best)
    laid = np.zeros(shape, dtype=np.uint8)
    laid[placement.inner] = chosen
    return laid


def restore_volume(probabilities: NDArray[np.floating], placement: VolumePlacement) -> NDArray[np.float32]:
    """Bring what a network says back to the image's own voxels.

    Args:
        probabilities: (classes, slices, rows, columns), on the grid of `prepare_volume`.
        placement: Where that came from.

    Returns:
        (classes, k, j, i) on the image's own grid, linear between the network's voxels; 0 where nothing was looked at.
    """
    restored = []
    box = placement.box
    size = [part.stop - part.start for part in box]
    for one in probabilities:
        slices = np.zeros(placement.slices_shape, dtype=np.float32)
        inner = np.asarray(one[placement.inner], dtype=np.float32)
        slices[box] = resize_along(resize(inner, (size[1], size[2])), 0, size[0])
        restored.append(placement.from_slices(slices))
    return np.stack(restored)


def _box(shape: tuple[int, ...], region: Mask | None, kind: str) -> tuple[slice, slice, slice]:
    whole = (slice(0, shape[0]), slice(0, shape[1]), slice(0, shape[2]))
    if region is None or kind == "image":
        return whole
    tight = bounding_box(region)
    if tight is None:
        return whole
    margins = [round(MARGIN * (part.stop - part.start)) for part in tight]
    return bounding_box(region, margins) or whole


def _scaled_size(box: tuple[slice, slice, slice], spacing_mm: Triple, card: "ModelCard") -> Shape:
    counts = [part.stop - part.start for part in box]
    wanted = card.input.spacing_mm
    if card.input.fit == "stretch":
        scales = [room / count for room, count in zip(card.input.size, counts, strict=True)]
    elif wanted is not None:
        scales = [own / new for own, new in zip(spacing_mm, wanted, strict=True)]
    elif card.input.fit == "windows":
        scales = [1.0, 1.0, 1.0]
    else:
        scales = [own / min(spacing_mm) for own in spacing_mm]
    if card.input.fit == "pad":
        fitting = min(room / (count * scale) for room, count, scale in zip(card.input.size, counts, scales, strict=True))
        scales = [scale * (fitting if wanted is None else min(1.0, fitting)) for scale in scales]
    slices, rows, columns = (max(1, round(count * scale)) for count, scale in zip(counts, scales, strict=True))
    return slices, rows, columns
