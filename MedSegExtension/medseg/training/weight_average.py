"""Weights averaged over the steps of a training."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor, nn


class WeightAverage:
    """A running mean of a network's weights, which forgets old ones.

    In the first steps it forgets faster, so that the random weights of the beginning are gone soon.

    Attributes:
        memory: Share of the old mean that stays in a step, 0 to 1.
        weights: The mean by name, and copies of what is no number with a fraction.
    """

    def __init__(self, network: nn.Module, memory: float) -> None:
        self.memory = memory
        self.weights: dict[str, Tensor] = {name: value.detach().clone() for name, value in network.state_dict().items()}

    def update(self, network: nn.Module, step: int) -> None:
        """Take a step's weights in.

        Args:
            network: Holds them.
            step: Number of the step, from 0.
        """
        import torch

        share = 1.0 - min(self.memory, (1.0 + step) / (10.0 + step))
        current = network.state_dict()
        means = [name for name, value in self.weights.items() if value.is_floating_point()]
        torch._foreach_lerp_([self.weights[name] for name in means], [current[name] for name in means], share)
        for name in self.weights.keys() - set(means):
            self.weights[name].copy_(current[name])
