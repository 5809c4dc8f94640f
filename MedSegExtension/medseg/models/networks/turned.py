"""A network that wants other axes than ours."""

import torch
from torch import nn

from medseg.models.axes import AxisOrder

BEFORE = 2  # axes before those of space: image and channel


class Turned(nn.Module):
    """Turns images to the axes that a network was trained on, and turns back what it says.

    Attributes:
        network: The network.
    """

    def __init__(self, network: nn.Module, axes: AxisOrder) -> None:
        super().__init__()
        self.network = network
        self._order = [0, 1, *(BEFORE + axis for axis in axes.order)]
        self._back = [0, 1, *(BEFORE + axes.order.index(axis) for axis in range(len(axes.order)))]
        self._flips = [BEFORE + axis for axis in axes.flips]

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """Logits (n, classes, k, j, i) of images (n, channels, k, j, i)."""
        logits: torch.Tensor = self.network(images.permute(self._order).flip(self._flips))
        return logits.flip(self._flips).permute(self._back)
