"""Weights into networks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from medseg.errors import ModelError
from medseg.models.architecture import Architecture
from medseg.models.architectures import build_network
from medseg.models.axes import read_axes
from medseg.models.foreign.state_dict import state_from_bytes
from medseg.models.foreign.torchscript import torchscript_from_bytes
from medseg.models.model_card import ModelCard
from medseg.models.package_kind import PackageKind
from medseg.models.weights import check_state, weights_from_bytes
from medseg.optional import require

if TYPE_CHECKING:
    from torch import Tensor, nn

LARGEST_PARAMETERS = 1 << 30


def load_network(card: ModelCard, kind: PackageKind, data: bytes, *, trust: bool) -> nn.Module:
    """Make a network from the bytes of its weights.

    Args:
        card: Of the package.
        kind: In which form the weights come.
        data: The weights, held to their SHA-256.
        trust: Whether code in them may run.

    Returns:
        The network in single precision, in evaluation mode, on the CPU.

    Raises:
        ModelError: The weights do not fit the architecture, hold NaN, or run in ONNX Runtime only.
        UntrustedModelError: They bring code, and are not trusted.
    """
    if kind is PackageKind.ONNX:
        raise ModelError("Expected weights for torch, got ONNX, which runs in ONNX Runtime or OpenVINO: choose that backend.")
    if kind is PackageKind.TORCHSCRIPT:
        return _turned(torchscript_from_bytes(data, trust=trust), card.input.axes)
    state = weights_from_bytes(data) if kind is PackageKind.MEDSEG else state_from_bytes(data)
    return _turned(network_with(card.architecture, state), card.input.axes)


def network_with(architecture: Architecture, state: Mapping[str, Tensor]) -> nn.Module:
    """Build a network and give it weights.

    The network is first built without memory, so that a card cannot ask for more than its weights need.

    Raises:
        ModelError: The weights do not fit the architecture.
    """
    torch = require("torch", "networks")
    with torch.device("meta"):
        expected = build_network(architecture.name, architecture.arguments).state_dict()
    if sum(tensor.numel() for tensor in expected.values()) > LARGEST_PARAMETERS:
        raise ModelError(f"Expected a network of {LARGEST_PARAMETERS:,} parameters at most, got a larger one.")
    check_state(state, expected)
    with torch.random.fork_rng(devices=[]):  # weights drawn here are thrown away: leave the caller's random numbers alone
        network = build_network(architecture.name, architecture.arguments)
    network.load_state_dict(dict(state), strict=True)
    return network.train(False)


def _turned(network: nn.Module, letters: str) -> nn.Module:
    """The network as one that takes our axes."""
    if not letters or read_axes(letters).is_ours:
        return network
    from medseg.models.networks.turned import Turned

    return Turned(network, read_axes(letters)).train(False)
