"""Sums over an epoch's training steps."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from medseg.training.team import Team

if TYPE_CHECKING:
    import torch
    from torch import Tensor

LOSS, STEPS, RIGHT, VOXELS, TWICE_SHARED, BOTH = range(6)


class Tally:
    """Sums over an epoch's training steps, kept on the device so that no step waits for them."""

    def __init__(self, device: torch.device, values: Sequence[float] = (0.0,) * 6) -> None:
        import torch

        kind = torch.float32 if device.type == "mps" else torch.float64
        self._sums = torch.tensor(values, dtype=kind, device=device)

    def count(self, loss: Tensor, said: Tensor, truth: Tensor) -> None:
        """Add a step.

        Args:
            loss: Its loss.
            said: (n, segments, ...), booleans: what the network says.
            truth: The same shape, 0 and 1.
        """
        import torch

        said = said.to(truth.dtype)
        shared, both = (said * truth).sum(), said.sum() + truth.sum()
        right = truth.numel() - both + 2 * shared
        one = torch.ones_like(loss)
        parts = [loss, one, right, truth.numel() * one, 2 * shared, both]
        self._sums += torch.stack([part.to(self._sums.dtype) for part in parts])

    def values(self, team: Team) -> list[float]:
        """The sums over all processes, which all must ask for."""
        return [float(value) for value in team.add(self._sums.clone()).tolist()]

    @staticmethod
    def means(values: Sequence[float]) -> tuple[float, float, float]:
        """Mean loss, accuracy and Dice of sums; Dice is NaN where neither truth nor network had a voxel."""
        loss = values[LOSS] / values[STEPS] if values[STEPS] else math.nan
        accuracy = values[RIGHT] / values[VOXELS] if values[VOXELS] else math.nan
        return loss, accuracy, values[TWICE_SHARED] / values[BOTH] if values[BOTH] else math.nan
