"""Layers that are rewritten for the CPU give the same numbers."""

from collections.abc import Callable

import numpy as np
import pytest
import torch
from torch.nn import functional

from medseg.models import Package
from medseg.models.inference.openvino_folding import folded_kernel, upsampling_kernel
from medseg.models.inference.openvino_model import convert_source
from medseg.models.inference.openvino_runner import OpenvinoRunner


def test_a_convolution_on_folded_blocks_is_the_convolution_on_pixels() -> None:
    image, kernel = torch.randn(1, 2, 8, 12), torch.randn(3, 2, 3, 3)
    folded = functional.pixel_unshuffle(image, 4)
    convolved = functional.conv2d(folded, torch.from_numpy(folded_kernel(kernel.numpy(), 4)), padding=1)
    torch.testing.assert_close(functional.pixel_shuffle(convolved, 4), functional.conv2d(image, kernel, padding=1))


def test_a_transposed_convolution_is_a_plain_one_that_makes_blocks() -> None:
    image, kernel = torch.randn(1, 3, 5, 7), torch.randn(3, 2, 3, 3)
    expected = functional.conv_transpose2d(image, kernel, stride=2, padding=1, output_padding=1)
    convolved = functional.conv2d(functional.pad(image, (0, 1, 0, 1)), torch.from_numpy(upsampling_kernel(kernel.numpy())))
    torch.testing.assert_close(functional.pixel_shuffle(convolved, 2), expected)


@pytest.mark.parametrize("dimensions", [2, 3])
@pytest.mark.parametrize("softmax", [False, True])
def test_a_rewritten_network_says_the_same(make_package: Callable[..., Package], dimensions: int, softmax: bool) -> None:
    package = make_package(dimensions, softmax=softmax)
    size = package.card.input.size
    plain, folded = (convert_source(package, size, fold=fold) for fold in (False, True))
    assert any(operator.get_type_name() == "SpaceToDepth" for operator in folded.get_ordered_ops())
    assert not any(operator.get_type_name() == "ConvolutionBackpropData" for operator in folded.get_ordered_ops())
    image = np.random.default_rng(1).random((1, 1, *size), dtype=np.float32)
    one, other = (next(OpenvinoRunner(model, "fp32", 1).stream([image], 1)).copy() for model in (plain, folded))
    np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-4 * np.abs(one).max())
    assert one.std() > 0.05
