"""Reading images with their masks, and making them ready for the network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from medseg.errors import InputError, ParameterError
from medseg.io import read_segmentation, read_volume
from medseg.models.preprocessing import place_labels, prepare_slices
from medseg.models.volume_preprocessing import place_volume_labels, prepare_volume
from medseg.records import NetworkParameters, ignore_progress
from medseg.segment.network_region import find_region
from medseg.training.pair import Pair
from medseg.training.prepared_case import PreparedCase
from medseg.volume import Modality, Segmentation, Volume

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from medseg.models import ModelCard
    from medseg.models.placement import Placement
    from medseg.models.volume_placement import VolumePlacement
    from medseg.types import Mask

    Made = tuple[NDArray[np.float32], NDArray[np.uint8], Placement | VolumePlacement]


def prepare_case(pair: Pair, card: ModelCard, *, jitter: float = 0.0, keep_truth: bool = False) -> PreparedCase:
    """Make an image and its masks ready for the network, by the way that segmenting takes.

    Args:
        pair: Where they are.
        card: What the network takes and gives.
        jitter: By which share of its width the card's window is to be moved at random later; 0 for the window as it is.
        keep_truth: Keep the masks at the image's own size too, to score by.

    Raises:
        InputError: The mask is not of the image's size, or has none of the wanted segments' labels.
        ReadError: One of them cannot be read.
    """
    volume, masks = load_pair(pair, card)
    widened, margin = _widened(card, volume, jitter)
    region = find_region(volume, card, NetworkParameters(), ignore_progress)
    pictures = _slices if card.input.dimensions == 2 else _volumes
    images, placed, placement = pictures(volume, masks, widened, region)
    truth = np.packbits(np.stack(masks), axis=-1) if keep_truth else None
    return PreparedCase(pair, images.astype(np.float16), placed, margin, truth, volume.geometry.shape, placement)


def load_pair(pair: Pair, card: ModelCard) -> tuple[Volume, list[Mask]]:
    """Read an image and the masks (k, j, i) of the card's segments.

    Raises:
        InputError: They do not fit.
        ReadError: One of them cannot be read.
    """
    volume = pair.image if isinstance(pair.image, Volume) else read_volume(pair.image)
    if pair.data.modality:
        volume = replace(volume, modality=_modality(pair))
    mask = pair.mask if isinstance(pair.mask, Segmentation) else _read_mask(Path(pair.mask), volume)
    if mask.geometry.shape != volume.geometry.shape:
        raise InputError(
            f"Expected the mask of {pair.name!r} in {pair.source!r} to have the size of its image, {volume.geometry.shape} "
            f"(k, j, i), got {mask.geometry.shape}: correct the mask, or leave the pair out."
        )
    names = [segment.name for segment in card.segments()]
    return volume, [_mask_of(mask, pair, names, number) for number in range(len(names))]


def _read_mask(path: Path, volume: Volume) -> Segmentation:
    """A mask on its image's grid; of pictures, whose place in the patient nobody knows, it is taken as it is."""
    is_placed = all(finding.code != "no-spacing" for finding in volume.findings)
    return read_segmentation(path, volume.geometry if is_placed else None)


def _slices(volume: Volume, masks: list[Mask], card: ModelCard, region: Mask | None) -> Made:
    """Pictures (n, channels, j, i) and masks (n, segments, j, i) of an image's slices."""
    images, placement = prepare_slices(volume, card, region=region)
    placed = np.stack([place_labels(mask, placement) for mask in masks], axis=1)
    return images, placed.astype(np.uint8), placement


def _volumes(volume: Volume, masks: list[Mask], card: ModelCard, region: Mask | None) -> Made:
    """The image as one (1, 1, k, j, i), and its masks (1, segments, k, j, i)."""
    image, placement = prepare_volume(volume, card, region=region)
    shape = (image.shape[1], image.shape[2], image.shape[3])
    placed = np.stack([place_volume_labels(mask, placement, shape) for mask in masks])
    return image[np.newaxis], placed[np.newaxis].astype(np.uint8), placement


def _modality(pair: Pair) -> Modality:
    word = pair.data.modality
    known = {member.name: member for member in Modality} | {member.value: member for member in Modality}
    if word not in known:
        raise ParameterError(f"Expected the modality of {pair.source!r} as one of {', '.join(known)}, got {word!r}.")
    return known[word]


def _mask_of(segmentation: Segmentation, pair: Pair, names: list[str], number: int) -> Mask:
    """The mask of one of the model's segments."""
    if pair.data.labels:
        if len(pair.data.labels) != len(names):
            raise ParameterError(
                f"Expected labels for {len(names)} segments in {pair.source!r}, got {len(pair.data.labels)} lists."
            )
        return _labelled(segmentation, set(pair.data.labels[number]))
    if len(names) == 1:
        return segmentation.union()
    if set(names) <= set(segmentation.names):
        return segmentation.mask(names[number])
    return _labelled(segmentation, {number + 1})


def _labelled(segmentation: Segmentation, labels: set[int]) -> NDArray[np.bool_]:
    """Voxels with one of some labels: those of the file, or where segments may overlap their numbers from 1."""
    alone = len(segmentation.layers) == 1
    total = np.zeros(segmentation.geometry.shape, dtype=np.bool_)
    for place, name in enumerate(segmentation.names, start=1):
        if (segmentation.place(name)[1] if alone else place) in labels:
            np.logical_or(total, segmentation.mask(name), out=total)
    return total


def _widened(card: ModelCard, volume: Volume, jitter: float) -> tuple[ModelCard, float]:
    """A card with a wider window, so that it can be moved later; images that bring a window of their own are left as they are."""
    window = card.input.window
    own = card.input.pictures and volume.modality is not Modality.CT
    if not jitter or window is None or own or card.input.normalisation != "window":
        return card, 0.0
    room = jitter * (window[1] - window[0])
    return replace(card, input=replace(card.input, window=(window[0] - room, window[1] + room))), jitter
