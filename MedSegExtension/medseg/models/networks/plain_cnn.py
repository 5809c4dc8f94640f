"""A plain stack of convolutions: no skip connections, no decoder."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import torch
from monai.networks.blocks.convolutions import Convolution
from monai.networks.blocks.upsample import UpSample
from torch import nn

from medseg.errors import ModelError
from medseg.models.network_arguments import check_whole
from medseg.models.networks.layers import layer_name

LONGEST = 32


class PlainCnn(nn.Module):
    """Strided convolutions that make the image smaller, dilated ones that look far, and one step back to full size.

    Attributes:
        stem: One convolution a stride.
        body: One convolution a dilation.
        head: To the channels of the output.
        upsample: Back to the size of the input.
    """

    def __init__(self, arguments: Mapping[str, Any]) -> None:
        super().__init__()
        self._common = {
            "spatial_dims": arguments["dimensions"],
            "kernel_size": arguments["kernel_size"],
            "act": layer_name(arguments["act"]),
            "norm": layer_name(arguments["norm"]),
            "dropout": arguments["dropout"] or None,
        }
        strides, dilations = arguments["strides"], arguments["dilations"]
        widths = [arguments["in_channels"], *arguments["channels"]]
        pairs = list(pairwise(widths))
        stem, body = pairs[: len(strides)], pairs[len(strides) :]
        self.stem = nn.Sequential(*(self._layer(one, two, stride, 1) for (one, two), stride in zip(stem, strides, strict=True)))
        self.body = nn.Sequential(
            *(self._layer(one, two, 1, dilation) for (one, two), dilation in zip(body, dilations, strict=True))
        )
        dimensions, out_channels = arguments["dimensions"], arguments["out_channels"]
        self.head = Convolution(dimensions, widths[-1], out_channels, kernel_size=1, conv_only=True)
        self.upsample = _upsample(dimensions, out_channels, _product(strides), arguments["upsample"])

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """Logits (n, classes, ...) of images (n, channels, ...), whose sides are multiples of all strides together."""
        logits: torch.Tensor = self.upsample(self.head(self.body(self.stem(images))))
        return logits

    def _layer(self, in_channels: int, out_channels: int, stride: int, dilation: int) -> nn.Module:
        return Convolution(in_channels=in_channels, out_channels=out_channels, strides=stride, dilation=dilation, **self._common)


def build_cnn(arguments: Mapping[str, Any]) -> nn.Module:
    """The plain CNN.

    Raises:
        ModelError: There are not as many channels as strides and dilations.
    """
    check_whole(arguments, "channels", "strides", "dilations", "kernel_size")
    layers = len(arguments["strides"]) + len(arguments["dilations"])
    if len(arguments["channels"]) != layers or layers > LONGEST:
        raise ModelError(
            f"Expected as many channels as strides and dilations together, {LONGEST} at most, got "
            f"{len(arguments['channels'])} for {layers}."
        )
    return PlainCnn(arguments)


def _upsample(dimensions: int, channels: int, factor: int, mode: str) -> nn.Module:
    if factor == 1:
        return nn.Identity()
    if mode == "deconv":
        return UpSample(dimensions, channels, channels, scale_factor=factor, mode="deconv")
    if mode == "linear":
        return UpSample(dimensions, channels, channels, scale_factor=factor, mode="nontrainable", align_corners=False)
    raise ModelError(f"Expected 'linear' or 'deconv' for the argument 'upsample', got {str(mode)[:40]!r}.")


def _product(numbers: list[int]) -> int:
    product = 1
    for number in numbers:
        product *= number
    return product
