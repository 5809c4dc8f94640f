"""The networks that can be built, in one list."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from medseg.errors import ModelError
from medseg.models.monai_networks import MONAI_NETWORKS, build_monai
from medseg.models.network_arguments import complete_arguments
from medseg.models.network_recipe import NetworkRecipe
from medseg.optional import require

if TYPE_CHECKING:
    from torch import nn

_SIZES: Mapping[str, Any] = {"dimensions": 2, "in_channels": 1, "out_channels": 1}

ARCHITECTURES: Mapping[str, NetworkRecipe] = MappingProxyType(
    {
        "unet": NetworkRecipe(
            "U-Net of residual units",
            "medseg.models.networks.unet:build_unet",
            {
                **_SIZES,
                "channels": [16, 32, 64, 128, 256],
                "strides": [],  # 2 at every stage
                "kernel_size": 3,
                "up_kernel_size": 3,
                "num_res_units": 2,
                "act": "PRELU",
                "norm": "batch",
                "dropout": 0.0,
                "bias": True,
            },
        ),
        "basic_unet": NetworkRecipe(
            "U-Net of plain convolutions",
            "medseg.models.networks.unet:build_basic_unet",
            {
                **_SIZES,
                "channels": [32, 32, 64, 128, 256, 32],
                "act": ["LeakyReLU", {"negative_slope": 0.1, "inplace": True}],
                "norm": ["instance", {"affine": True}],
                "dropout": 0.0,
                "bias": True,
                "upsample": "deconv",
            },
        ),
        "cnn": NetworkRecipe(
            "Plain convolutions, no skip connections",
            "medseg.models.networks.plain_cnn:build_cnn",
            {
                **_SIZES,
                "channels": [16, 32, 48, 48, 48, 48, 48, 48],
                "strides": [2, 2],
                "dilations": [1, 2, 4, 8, 16, 1],
                "kernel_size": 3,
                "act": "RELU",
                "norm": "batch",
                "dropout": 0.0,
                "upsample": "linear",
            },
        ),
    }
)


def build_network(architecture: str, arguments: Mapping[str, Any]) -> nn.Module:
    """Build a network, with weights drawn at random.

    Args:
        architecture: One of `ARCHITECTURES`, or of the network classes of MONAI in `MONAI_NETWORKS` by its exact name.
        arguments: `dimensions` (2 or 3), `in_channels`, `out_channels`, and what else the architecture knows; those that are
            not given are as `ARCHITECTURES` says.

    Returns:
        The network in training mode: (n, channels, [k,] j, i) to logits (n, classes, [k,] j, i).

    Raises:
        ModelError: The architecture or an argument is unknown, or the arguments do not fit each other.
        MissingDependencyError: torch or MONAI is not installed.

    Example:
        >>> network = build_network("cnn", {"dimensions": 2, "out_channels": 1})
    """
    require("torch", "networks")
    require("monai", "networks")
    if architecture in MONAI_NETWORKS:
        return _built(architecture, partial(build_monai, architecture), arguments)
    if architecture not in ARCHITECTURES:
        known = ", ".join(ARCHITECTURES)
        raise ModelError(
            f"Expected an architecture of {known}, or a network class of MONAI that is known here, got {architecture[:60]!r}."
        )
    recipe = ARCHITECTURES[architecture]
    module, _, name = recipe.builder.partition(":")
    build = getattr(importlib.import_module(module), name)
    return _built(architecture, build, complete_arguments(architecture, arguments, recipe.defaults))


def _built(architecture: str, build: Callable[[Mapping[str, Any]], nn.Module], arguments: Mapping[str, Any]) -> nn.Module:
    """Call a builder: what MONAI and torch object to is an error of the arguments."""
    try:
        return build(arguments)
    except (TypeError, ValueError, KeyError, RuntimeError, NotImplementedError) as error:
        raise ModelError(f"The arguments of {architecture!r} do not make a network: {str(error)[:200]}") from error
