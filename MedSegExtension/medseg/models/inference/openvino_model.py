"""Networks as OpenVINO models: converted in memory, with fixed sizes, ending in logits."""

import importlib
import warnings
from typing import Any

import numpy as np

from medseg.errors import ModelError
from medseg.models.inference.network_source import NetworkSource
from medseg.models.inference.openvino_folding import fold_layers
from medseg.models.inference.telemetry import require_openvino
from medseg.models.package_kind import PackageKind

INT8_FILES = ("int8/model.xml", "int8/model.bin")


def convert_source(source: NetworkSource, window: tuple[int, ...], *, fold: bool = True) -> Any:
    """Convert a network.

    Args:
        source: Where it comes from.
        window: Sides of its input.
        fold: Rewrite layers that the CPU is slow at.

    Returns:
        An `openvino.Model`: (1, channels, ...) to logits (1, classes, ...).

    Raises:
        ModelError: OpenVINO cannot run it; the weights cannot be used.
    """
    openvino = require_openvino()
    shape = [1, source.card.input.channels, *window]
    try:
        model = _from_onnx(openvino, source, shape) if source.kind is PackageKind.ONNX else _from_torch(openvino, source, shape)
        if fold:
            fold_layers(openvino, model)
    except _failures(openvino) as error:
        raise ModelError(f"OpenVINO cannot run the network {source.card.name!r}: choose the backend torch or onnx.") from error
    check_output(model, source, window)
    return model


def read_int8(source: NetworkSource) -> Any:
    """The int8 version of a package.

    Raises:
        ModelError: It has none, or one of another size.
    """
    missing = [name for name in INT8_FILES if name not in source.card.files]
    if missing:
        raise ModelError(
            f"Expected an int8 version in the package {source.card.name!r}, found none: "
            "make one with `medseg models quantise`, or choose another precision."
        )
    model = parse_model(*(source.read(name) for name in INT8_FILES))
    check_output(model, source, source.card.input.size)
    return model


def parse_model(xml: bytes, weights: bytes) -> Any:
    """Read a model of OpenVINO's own form.

    Raises:
        ModelError: It is damaged.
    """
    openvino = require_openvino()
    try:
        tensor = openvino.Tensor(np.frombuffer(weights, dtype=np.uint8))
        return openvino.Core().read_model(xml, tensor)
    except RuntimeError as error:
        raise ModelError("Expected a model of OpenVINO, got a file that is damaged.") from error


def check_output(model: Any, source: NetworkSource, window: tuple[int, ...]) -> None:
    """Hold a model's input and output to the card.

    Raises:
        ModelError: They differ.
    """
    card = source.card
    expected = ([1, card.input.channels, *window], [1, card.output.channels, *window])
    found = tuple([list(port.get_partial_shape().get_max_shape()) for port in ports] for ports in (model.inputs, model.outputs))
    if found != ([expected[0]], [expected[1]]):
        raise ModelError(
            f"Expected a network from {expected[0]} to {expected[1]}, as its card says, got {found[0]} to {found[1]}."
        )


def peak_bytes(model: Any) -> int:
    """Memory of what a model holds between its layers, at the most; layers that are fused hold less."""
    last_use: dict[str, int] = {}
    operators = model.get_ordered_ops()
    for place, operator in enumerate(operators):
        for port in operator.input_values():
            last_use[port.get_node().get_friendly_name()] = place
    held, most, live = 0, 0, dict[str, int]()
    for place, operator in enumerate(operators):
        if operator.get_type_name() not in ("Constant", "Result"):
            live[operator.get_friendly_name()] = sum(int(np.prod(port.get_shape())) * 4 for port in operator.outputs())
            held += live[operator.get_friendly_name()]
        most = max(most, held)
        for name in [name for name in live if last_use.get(name, place) <= place]:
            held -= live.pop(name)
    return most


def _failures(openvino: Any) -> tuple[type[Exception], ...]:
    """What OpenVINO raises where it cannot convert a network: its errors have no class in common."""
    names = ("GeneralFailure", "InitializationFailure", "NotImplementedFailure", "OpConversionFailure", "OpValidationFailure")
    basic: type[Exception] = importlib.import_module("openvino.tools.ovc.error").BasicError
    return (RuntimeError, basic, *(getattr(openvino.frontend, name) for name in names))


def _from_torch(openvino: Any, source: NetworkSource, shape: list[int]) -> Any:
    import torch

    network = source.network()
    example = torch.zeros(shape)
    with warnings.catch_warnings(), torch.inference_mode():
        warnings.simplefilter("ignore")  # tracing warns of every size that it takes as fixed: here all are
        traced = torch.jit.trace(network, example, check_trace=False)  # type: ignore[no-untyped-call]
        return openvino.convert_model(traced, example_input=example, input=[tuple(shape)])


def _from_onnx(openvino: Any, source: NetworkSource, shape: list[int]) -> Any:
    model = openvino.Core().read_model(source.onnx())
    model.reshape(shape)
    return model
