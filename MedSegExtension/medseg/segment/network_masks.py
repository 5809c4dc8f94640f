"""From a network's probabilities to masks."""

import numpy as np

from medseg.filters.components import keep_largest
from medseg.filters.holes import fill_holes
from medseg.segment.lung_split import split_lungs
from medseg.segment.network_maps import NetworkMaps
from medseg.segment.presets import load_presets
from medseg.types import Mask
from medseg.volume import Modality, Segment, Volume


def make_masks(maps: NetworkMaps, volume: Volume, inside: Mask | None = None, *, split: bool = True) -> dict[Segment, Mask]:
    """Cut a network's probabilities, and clean the masks up as its card says.

    Args:
        maps: What the network said.
        volume: The image, checked, whose geometry says where right and left are.
        inside: Where segments may lie (k, j, i); None for everywhere.
        split: Tell right and left lung apart, where the card says so and the image is a CT.

    Returns:
        A mask (k, j, i) for each segment.
    """
    output = maps.card.output
    masks = {}
    for segment, mask in zip(maps.card.segments(), maps.masks(), strict=True):
        cleaned = mask if inside is None else np.logical_and(mask, inside)
        if output.keep_largest:
            cleaned = keep_largest(cleaned, output.keep_largest, least_share=output.least_share)
        masks[segment] = fill_holes(cleaned) if output.fill_holes else cleaned
    if split and output.split_sides and volume.modality is Modality.CT:
        return _by_sides(masks, volume)
    return masks


def _by_sides(masks: dict[Segment, Mask], volume: Volume) -> dict[Segment, Mask]:
    both = np.logical_or.reduce(list(masks.values()))
    right, left = load_presets()["lungs"].segments
    return dict(zip((right, left), split_lungs(both, volume.geometry), strict=True))
