"""Samples on their way to the network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True)
class Batch:
    """Samples on their way to the network.

    Attributes:
        images: (n, channels, [k,] j, i), floats.
        masks: (n, segments, [k,] j, i), 0 and 1, floats.
        margins: By which share of its width each image's window was widened.
        weights: (n,), how far each mask is trusted, or None where all are alike.
    """

    images: Tensor
    masks: Tensor
    margins: tuple[float, ...]
    weights: Tensor | None
