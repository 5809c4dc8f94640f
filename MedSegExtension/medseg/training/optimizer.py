"""The optimiser, and its moments as tensors by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from medseg.records import LoopParameters

if TYPE_CHECKING:
    import torch
    from torch import Tensor, nn


def make_optimizer(network: nn.Module, parameters: LoopParameters, device: torch.device) -> torch.optim.Optimizer:
    """AdamW in one kernel for all weights; biases and scales of normalisations are not pulled to zero."""
    import torch

    pulled = [value for value in network.parameters() if value.requires_grad and value.ndim > 1]
    free = [value for value in network.parameters() if value.requires_grad and value.ndim <= 1]
    groups = [{"params": pulled, "weight_decay": parameters.weight_decay}, {"params": free, "weight_decay": 0.0}]
    return torch.optim.AdamW(
        [group for group in groups if group["params"]], lr=parameters.learning_rate, fused=device.type != "mps"
    )


def moments_to_tensors(optimizer: torch.optim.Optimizer) -> dict[str, Tensor]:
    """What the optimiser remembers of each weight, as `NUMBER.NAME`."""
    state: Mapping[int, Mapping[str, Tensor]] = optimizer.state_dict()["state"]
    return {f"{number}.{name}": value for number, values in state.items() for name, value in values.items()}


def moments_from_tensors(optimizer: torch.optim.Optimizer, tensors: Mapping[str, Tensor]) -> None:
    """Let the optimiser remember what `moments_to_tensors` gave."""
    import torch

    weights = [value for group in optimizer.param_groups for value in group["params"]]
    state: dict[int, dict[str, Any]] = {}
    for key, value in tensors.items():
        number, _, name = key.partition(".")
        own = weights[int(number)]
        # the kernel for all weights goes through memory as it lies there: moments must lie like their weights
        fitted = torch.empty_like(own).copy_(value) if value.shape == own.shape else value
        state.setdefault(int(number), {})[name] = fitted
    optimizer.load_state_dict({**optimizer.state_dict(), "state": state})
