"""Layers of OpenVINO networks that its CPU kernels are slow at, rewritten into equal ones that they are quick at.

Vectors hold eight channels or more: a convolution of one or two channels at full size, as U-Nets end with, leaves most of each
vector empty. Folding blocks of 2 x 2 (x 2) voxels into channels fills them. A transposed convolution that doubles the size is the
same as a plain one on the small grid, which makes all voxels of a block as channels. Both give the same numbers but for the order
of additions.
"""

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

FEW_CHANNELS = 4
FULL_VECTOR = 8
FEW_UPSAMPLED = 16  # more channels fill the vectors without help, and folding adds arithmetic
_TAPS = ({0: 1}, {0: 2, 1: 0})
"""Of a transposed convolution with kernel 3 and stride 2, for even and odd output voxels: offset of the input -> kernel tap."""


def fold_layers(openvino: Any, model: Any) -> None:
    """Rewrite the layers of a model that gain by it, in place.

    Args:
        openvino: The package.
        model: A network with fixed sizes, an `openvino.Model`.
    """
    for operator in model.get_ordered_ops():
        if operator.get_type_name() == "Convolution":
            _fold_convolution(openvino.opset13, operator)
        elif operator.get_type_name() == "ConvolutionBackpropData":
            _fold_upsampling(openvino.opset13, operator)
    model.validate_nodes_and_infer_types()


def _fold_convolution(ops: Any, operator: Any) -> None:
    """A plain convolution of few channels, on blocks folded into channels."""
    kernel = _kernel(operator)
    if kernel is None or max(kernel.shape[:2]) > FEW_CHANNELS or not _is(operator, 1, 1):
        return
    dimensions = kernel.ndim - 2
    block = 2
    while kernel.shape[1] * block**dimensions < FULL_VECTOR:
        block *= 2
    if any(side % block for side in operator.input(0).get_shape()[2:]):
        return
    folded = ops.space_to_depth(operator.input_value(0), "depth_first", block)
    ones = [1] * dimensions
    convolved = ops.convolution(folded, ops.constant(folded_kernel(kernel, block)), ones, ones, ones, ones)
    _replace(operator, ops.depth_to_space(convolved, "depth_first", block))


def _fold_upsampling(ops: Any, operator: Any) -> None:
    """A transposed convolution that doubles the size to few channels, as a plain one."""
    kernel = _kernel(operator)
    if kernel is None or kernel.shape[1] > FEW_UPSAMPLED or not _is(operator, 2, 1):
        return
    dimensions = kernel.ndim - 2
    doubled = [2 * side for side in operator.input(0).get_shape()[2:]]
    if list(operator.output(0).get_shape())[2:] != doubled:
        return
    ones, zeros = [1] * dimensions, [0] * dimensions
    convolved = ops.convolution(operator.input_value(0), ops.constant(upsampling_kernel(kernel)), ones, zeros, ones, ones)
    _replace(operator, ops.depth_to_space(convolved, "depth_first", 2))


def folded_kernel(kernel: NDArray[np.float32], block: int) -> NDArray[np.float32]:
    """The kernel that does on folded blocks what a kernel of side 3 does on voxels.

    Args:
        kernel: (out, in, 3, ...).
        block: Side of a block.

    Returns:
        (out x blocks, in x blocks, 3, ...); channels of a block in the order of its voxels.
    """
    out, into, *sides = kernel.shape
    voxels = list(itertools.product(range(block), repeat=len(sides)))
    folded = np.zeros((out, len(voxels), into, len(voxels), *sides), dtype=np.float32)
    for number, voxel in enumerate(voxels):
        for tap in itertools.product(range(3), repeat=len(sides)):
            places = [own + step - 1 for own, step in zip(voxel, tap, strict=True)]
            neighbour = voxels.index(tuple(place % block for place in places))
            cell: Any = (..., *(place // block + 1 for place in places))
            own_tap: Any = (..., *tap)
            folded[:, number, :, neighbour][cell] = kernel[own_tap]
    return folded.reshape(out * len(voxels), into * len(voxels), *sides)


def upsampling_kernel(kernel: NDArray[np.float32]) -> NDArray[np.float32]:
    """The kernel of side 2 that makes all voxels of a doubled block at once.

    Args:
        kernel: Of a transposed convolution with stride 2 and padding 1: (in, out, 3, ...).

    Returns:
        (out x blocks, in, 2, ...).
    """
    into, out, *sides = kernel.shape
    parities = list(itertools.product(range(2), repeat=len(sides)))
    plain = np.zeros((out, len(parities), into, *(2 for _ in sides)), dtype=np.float32)
    for number, parity in enumerate(parities):
        for offset, tap in _taps(parity):
            plain[:, number][offset] = kernel[tap].T
    return plain.reshape(out * len(parities), into, *(2 for _ in sides))


def _taps(parity: tuple[int, ...]) -> Iterator[tuple[Any, Any]]:
    """Indices of the input voxels that reach an output voxel of this parity, each with that of its tap of the kernel."""
    for pairs in itertools.product(*(_TAPS[odd].items() for odd in parity)):
        yield (..., *(offset for offset, _ in pairs)), (..., *(tap for _, tap in pairs))


def _kernel(operator: Any) -> NDArray[np.float32] | None:
    """The weights, of side 3 along all axes; None where they are others or not fixed."""
    weights = operator.input_value(1).get_node()
    if weights.get_type_name() != "Constant" or weights.get_element_type().to_dtype() != np.float32:
        return None
    kernel: NDArray[np.float32] = weights.get_data()
    return kernel if kernel.ndim in (4, 5) and set(kernel.shape[2:]) == {3} else None


def _is(operator: Any, stride: int, padding: int) -> bool:
    """Whether strides and paddings are these along all axes, and nothing is dilated."""
    attributes = operator.get_attributes()
    expected = {"strides": stride, "pads_begin": padding, "dilations": 1}
    if stride == 1:
        expected["pads_end"] = padding
    same = all(set(attributes[name]) == {number} for name, number in expected.items())
    return same and attributes.get("auto_pad", "explicit") == "explicit"


def _replace(operator: Any, other: Any) -> None:
    other.set_friendly_name(operator.get_friendly_name())
    operator.output(0).replace(other.output(0))
