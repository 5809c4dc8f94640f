"""The part of an image that a card looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medseg.filters.body import body_mask
from medseg.segment import segment_lungs
from medseg.volume import Volume

if TYPE_CHECKING:
    from medseg.models import ModelCard
    from medseg.types import Mask


def find_region(volume: Volume, card: ModelCard) -> Mask | None:
    """Voxels (k, j, i) that matter to a model; None for the whole image, and for pictures and films, which show no more.

    Raises:
        InputError: The model looks at lungs, and there are none.
    """
    if card.input.region == "image" or not volume.unit:
        return None
    return body_mask(volume) if card.input.region == "body" else segment_lungs(volume).union()
