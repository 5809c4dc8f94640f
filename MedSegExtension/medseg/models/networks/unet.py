"""U-Nets of MONAI."""

from collections.abc import Mapping
from typing import Any

from monai.networks.nets.basic_unet import BasicUNet
from monai.networks.nets.unet import UNet
from torch import nn

from medseg.errors import ModelError
from medseg.models.network_arguments import check_whole
from medseg.models.networks.layers import layer_name

STAGES = 6


def build_unet(arguments: Mapping[str, Any]) -> nn.Module:
    """MONAI's U-Net of residual units, which halves the size by strides.

    Raises:
        ModelError: The channels and the strides do not fit each other.
    """
    check_whole(arguments, "channels")
    channels = arguments["channels"] if isinstance(arguments["channels"], list | tuple) else [arguments["channels"]]
    strides = arguments["strides"] or [2] * (len(channels) - 1)
    if not 2 <= len(channels) <= STAGES + 2 or len(strides) != len(channels) - 1:
        raise ModelError(f"Expected 2 to {STAGES + 2} channels and one stride fewer, got {len(channels)} and {len(strides)}.")
    check_whole({"strides": strides}, "strides")
    check_whole(arguments, "kernel_size", "up_kernel_size")
    check_whole(arguments, "num_res_units", lowest=0)
    return UNet(
        spatial_dims=arguments["dimensions"],
        in_channels=arguments["in_channels"],
        out_channels=arguments["out_channels"],
        channels=channels,
        strides=strides,
        kernel_size=arguments["kernel_size"],
        up_kernel_size=arguments["up_kernel_size"],
        num_res_units=arguments["num_res_units"],
        act=layer_name(arguments["act"]),
        norm=layer_name(arguments["norm"]),
        dropout=arguments["dropout"],
        bias=arguments["bias"],
    )


def build_basic_unet(arguments: Mapping[str, Any]) -> nn.Module:
    """MONAI's plain U-Net, two convolutions a stage, which halves the size by pooling.

    Raises:
        ModelError: There are not six numbers of channels.
    """
    check_whole(arguments, "channels")
    if len(arguments["channels"]) != STAGES:
        raise ModelError(f"Expected {STAGES} numbers of channels for 'basic_unet', got {len(arguments['channels'])}.")
    return BasicUNet(
        spatial_dims=arguments["dimensions"],
        in_channels=arguments["in_channels"],
        out_channels=arguments["out_channels"],
        features=arguments["channels"],
        act=layer_name(arguments["act"]),
        norm=layer_name(arguments["norm"]),
        dropout=arguments["dropout"],
        bias=arguments["bias"],
        upsample=arguments["upsample"],
    )
