"""ONNX: a graph of known operators, held to that before any runtime sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from medseg.errors import ModelError
from medseg.models.model_card import ModelCard
from medseg.optional import require

if TYPE_CHECKING:
    from onnx import GraphProto, ModelProto, TensorProto

DOMAINS = frozenset({"", "ai.onnx", "ai.onnx.ml"})
LARGEST_BYTES = (1 << 31) - 1  # what protobuf writes in one piece
DEEPEST = 16


def checked_onnx(data: bytes, card: ModelCard, read: Callable[[str], bytes]) -> bytes:
    """Look a graph over, and bring weights that stand in other files into it.

    Args:
        data: The file, held to its SHA-256.
        card: What input and output have to be.
        read: Gives the bytes of another file of the package, held to their SHA-256.

    Returns:
        The graph with all its weights, which needs no other file.

    Raises:
        ModelError: It is damaged, has operators beyond ONNX's own, weights outside the package, NaN, or another input or
            output than the card says.
        MissingDependencyError: onnx is not installed.
    """
    onnx = require("onnx", "onnx")
    model = _parse(onnx, data)
    graphs = [model.graph, *_functions(model)]
    for graph in graphs:
        for node in _nodes(graph):
            if node.domain not in DOMAINS:
                raise ModelError(f"Expected operators of ONNX itself, got {node.domain[:30]}.{node.op_type[:30]}: it is refused.")
    has_external = False
    for graph in graphs:
        for tensor in _tensors(graph):
            has_external |= _inline(onnx, tensor, read)
            _check_finite(onnx, tensor)
    _check_ends(model.graph, card)
    if not has_external:
        return data
    if model.ByteSize() > LARGEST_BYTES:
        raise ModelError(f"Expected an ONNX network of {LARGEST_BYTES:,} bytes at most, got {model.ByteSize():,}.")
    whole: bytes = model.SerializeToString()
    return whole


def _parse(onnx: Any, data: bytes) -> ModelProto:
    decode_error = require("google.protobuf.message", "onnx").DecodeError
    try:
        model: ModelProto = onnx.load_model_from_string(data)
    except (decode_error, ValueError, TypeError) as error:
        raise ModelError("Expected an ONNX network, got a file that is damaged or of another kind.") from error
    if not model.graph.node:
        raise ModelError("Expected an ONNX network, got a file without any operator.")
    return model


def _functions(model: ModelProto) -> Iterator[Any]:
    for function in model.functions:
        if function.domain in DOMAINS:
            raise ModelError("Expected no operator of ONNX itself to be defined anew: the network is refused.")
        yield function


def _nodes(graph: Any, depth: int = 0) -> Iterator[Any]:
    """All operators, those within operators too."""
    if depth > DEEPEST:
        raise ModelError("Expected an ONNX network of plain nesting, got one that is nested too deeply.")
    for node in graph.node:
        yield node
        for inner in _inner_graphs(node):
            yield from _nodes(inner, depth + 1)


def _inner_graphs(node: Any) -> Iterator[GraphProto]:
    for attribute in node.attribute:
        if attribute.HasField("g"):
            yield attribute.g
        yield from attribute.graphs


def _tensors(graph: Any) -> Iterator[TensorProto]:
    """All numbers that the file brings along."""
    yield from getattr(graph, "initializer", ())
    for sparse in getattr(graph, "sparse_initializer", ()):
        yield from (sparse.values, sparse.indices)
    for node in graph.node:
        for attribute in node.attribute:
            if attribute.HasField("t"):
                yield attribute.t
            yield from attribute.tensors
        for inner in _inner_graphs(node):
            yield from _tensors(inner)


def _inline(onnx: Any, tensor: TensorProto, read: Callable[[str], bytes]) -> bool:
    """Bring the numbers of a tensor that stand in another file of the package into the graph; whether there were any."""
    if tensor.data_location != onnx.TensorProto.EXTERNAL:
        return False
    entries = {entry.key: entry.value for entry in tensor.external_data}
    data = read(entries.get("location", ""))
    start, length = _count(entries.get("offset", "0")), _count(entries.get("length", str(len(data))))
    if start + length > len(data):
        raise ModelError("Expected the weights of the ONNX network within their file, got a place beyond its end.")
    tensor.raw_data = data[start : start + length]
    del tensor.external_data[:]
    tensor.data_location = onnx.TensorProto.DEFAULT
    return True


def _count(text: str) -> int:
    if not text.isdecimal():
        raise ModelError(f"Expected a number of bytes in the ONNX network, got {text[:20]!r}.")
    return int(text)


def _check_finite(onnx: Any, tensor: TensorProto) -> None:
    try:
        values = onnx.numpy_helper.to_array(tensor)
    except (ValueError, TypeError, KeyError) as error:
        raise ModelError("Expected weights that fit their shapes in the ONNX network, got damaged ones.") from error
    if np.issubdtype(values.dtype, np.floating) and not np.isfinite(values).all():
        raise ModelError(f"Expected finite weights, got NaN or infinity in {tensor.name[:80]!r}: the network cannot be used.")


def _check_ends(graph: GraphProto, card: ModelCard) -> None:
    """Hold input and output to the card, as far as the graph names their sizes."""
    names = {tensor.name for tensor in graph.initializer}
    inputs = [value for value in graph.input if value.name not in names]
    if len(inputs) != 1 or len(graph.output) != 1:
        raise ModelError(f"Expected one input and one output, got {len(inputs)} and {len(graph.output)}.")
    for value, channels, what in ((inputs[0], card.input.channels, "input"), (graph.output[0], card.output.channels, "output")):
        sides = value.type.tensor_type.shape.dim
        if len(sides) != card.input.dimensions + 2:
            raise ModelError(f"Expected an {what} of {card.input.dimensions + 2} axes, as the card says, got {len(sides)}.")
        if sides[1].dim_value not in (0, channels):
            raise ModelError(f"Expected {channels} channels of {what}, as the card says, got {sides[1].dim_value}.")
