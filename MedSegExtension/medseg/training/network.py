"""The network to train, and how steps call it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from medseg.errors import InputError
from medseg.records import LoopParameters
from medseg.training.team import Team

if TYPE_CHECKING:
    import torch
    from torch import nn

    from medseg.models import ModelCard


def make_network(card: ModelCard, parameters: LoopParameters, device: torch.device) -> nn.Module:
    """Build the card's network, with random weights or those of a package.

    Args:
        card: Says which network.
        parameters: Seed, and package to begin with.
        device: Where it goes.

    Raises:
        ModelError: The architecture cannot be built, or the package cannot be read.
        InputError: The package holds another network.
    """
    import torch

    from medseg.models import build_network
    from medseg.training.prelu import with_quick_prelu

    torch.manual_seed(parameters.seed)
    network = build_network(card.architecture.name, card.architecture.arguments)
    if parameters.initial:
        _begin_with(network, parameters.initial)
    network = network.to(device)
    if device.type == "cpu" and not parameters.compile:
        network = with_quick_prelu(network)
    if device.type in ("cuda", "cpu") and card.input.dimensions == 2:  # convolutions need no reordering then
        network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch's own stubs leave it out
    return network


def run_with(network: nn.Module, parameters: LoopParameters, device: torch.device, team: Team) -> nn.Module:
    """The network as steps call it: compiled where asked for, gradients shared with the other processes."""
    import torch

    running: Any = torch.compile(network) if parameters.compile else network
    if team.size == 1:
        return cast("nn.Module", running)
    places = [device.index or 0] if device.type == "cuda" else None
    return torch.nn.parallel.DistributedDataParallel(running, device_ids=places)


def _begin_with(network: nn.Module, name: str) -> None:
    """Take weights over from a package; its last layer may be of another number of segments."""
    from medseg.models import open_package

    own, given = network.state_dict(), open_package(name).network().state_dict()
    fitting = {key: value for key, value in given.items() if key in own and own[key].shape == value.shape}
    if len(fitting) < 0.8 * len(own):
        raise InputError(
            f"Expected a package with the network that is trained to begin with, got one with {len(fitting)} of {len(own)} "
            "weights in common: name another under `initial`, or the same architecture."
        )
    network.load_state_dict({**own, **fitting})
