"""Where a training computes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from medseg.training.team import Team

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Workplace:
    """Where a training computes, and with whom.

    Attributes:
        device: Processor or GPU.
        bf16: Whether to compute with bfloat16 where that is safe.
        team: The processes that train along.
    """

    device: torch.device
    bf16: bool
    team: Team
