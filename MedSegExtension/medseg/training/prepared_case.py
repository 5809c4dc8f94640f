"""An image with its masks, ready for the network."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from medseg.training.pair import Pair

if TYPE_CHECKING:
    from medseg.models.placement import Placement
    from medseg.models.volume_placement import VolumePlacement


@dataclass(frozen=True, eq=False)
class PreparedCase:
    """An image with its masks, ready for the network.

    Attributes:
        pair: Where it comes from.
        images: (n, channels, [k,] j, i): pictures of its slices, or the volume as one; half precision.
        masks: (n, segments, [k,] j, i), 0 and 1.
        margin: By which share of its width the window was widened on each side; 0 for the window itself.
        truth: Masks (segments, k, j, i) at the image's own size, one bit a voxel along i; None where nothing is scored.
        own_shape: The image's own size (k, j, i).
        placement: Where the pictures came from, for the way back; None where nothing is scored.
    """

    pair: Pair
    images: NDArray[np.float16]
    masks: NDArray[np.uint8]
    margin: float
    truth: NDArray[np.uint8] | None
    own_shape: tuple[int, int, int]
    placement: "Placement | VolumePlacement | None"

    @property
    def has_segment(self) -> bool:
        """Whether any mask has a voxel."""
        return bool(self.masks.any())

    def own_masks(self) -> NDArray[np.bool_]:
        """The masks (segments, k, j, i) at the image's own size."""
        if self.truth is None:
            return np.zeros((self.masks.shape[1], *self.own_shape), dtype=np.bool_)
        return np.unpackbits(self.truth, axis=-1, count=self.own_shape[-1]).view(np.bool_)

    def draw_foreground(self, picture: int, random: Generator) -> tuple[int, ...] | None:
        """A voxel of a segment ([k,] j, i), drawn at random; None where there is none."""
        mask = self.masks[picture].any(axis=0)
        places = np.flatnonzero(mask)
        if places.size == 0:
            return None
        return tuple(int(axis) for axis in np.unravel_index(int(random.choice(places)), mask.shape))
