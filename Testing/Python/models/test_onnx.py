"""ONNX: known operators, weights within the package, input and output as the card says."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper

from medseg.errors import ModelError, TamperedModelError
from medseg.models import ModelCard, PackageKind, install_package, open_package, verify_package


def graph(
    weight: np.ndarray[Any, Any], *, domain: str = "", operator: str = "Mul", channels: int = 1, axes: int = 4
) -> onnx.ModelProto:
    """A network of one operator."""
    shape = ["n", channels, *("abc"[: axes - 2])]
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in ("image", "logits")]
    node = helper.make_node(operator, ["image", "weight"], ["logits"], domain=domain)
    made = helper.make_graph([node], "net", ends[:1], ends[1:], [numpy_helper.from_array(weight, "weight")])
    domains = [helper.make_opsetid("", 17), *([helper.make_opsetid(domain, 1)] if domain else [])]
    return helper.make_model(made, opset_imports=domains, ir_version=8)


WEIGHT = np.full((1,), 2.0, dtype=np.float32)


def beside(folder: Path, card: ModelCard, model: onnx.ModelProto | bytes, **more: bytes) -> Path:
    """An ONNX file with its card, and other files named by the card."""
    folder.mkdir()
    data = model if isinstance(model, bytes) else model.SerializeToString()
    files = {"net.onnx": data, **{name.replace("_", "."): each for name, each in more.items()}}
    for name, each in files.items():
        (folder / name).write_bytes(each)
    digests = {name: hashlib.sha256(each).hexdigest() for name, each in files.items()}
    (folder / "model.json").write_text(json.dumps({**card.to_json(), "files": digests}))
    return folder / "net.onnx"


def external(model: onnx.ModelProto, location: str, **entries: str) -> onnx.ModelProto:
    """The same, with its weights said to be in another file."""
    (tensor,) = model.graph.initializer
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in {"location": location, **entries}.items():
        tensor.external_data.add(key=key, value=value)
    return model


def run(data: bytes) -> float:
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    (output,) = session.run(None, {"image": np.ones((1, 1, 4, 4), dtype=np.float32)})
    return float(np.asarray(output).max())


def test_a_network_in_onnx_is_opened(tmp_path: Path, card: ModelCard) -> None:
    package = verify_package(beside(tmp_path / "own", card, graph(WEIGHT)))
    assert package.kind is PackageKind.ONNX
    assert run(package.onnx()) == 2.0


def test_it_runs_in_another_runtime_than_torch(tmp_path: Path, card: ModelCard) -> None:
    with pytest.raises(ModelError, match="ONNX Runtime or OpenVINO"):
        open_package(beside(tmp_path / "own", card, graph(WEIGHT))).network()


def test_a_network_in_onnx_is_installed_with_its_weights(tmp_path: Path, card: ModelCard) -> None:
    path = beside(tmp_path / "own", card, external(graph(WEIGHT), "weights.bin"), weights_bin=WEIGHT.tobytes())
    assert run(install_package(path).onnx()) == 2.0


@pytest.mark.parametrize("domain", ["evil.ops", "com.microsoft", "ai.onnx.training", "AI.ONNX"])
def test_custom_operators_are_refused(tmp_path: Path, card: ModelCard, domain: str) -> None:
    path = beside(tmp_path / "own", card, graph(WEIGHT, domain=domain))
    for action in (verify_package, install_package):
        with pytest.raises(ModelError, match="operators of ONNX itself"):
            action(path)


def test_custom_operators_within_operators_are_refused(tmp_path: Path, card: ModelCard) -> None:
    model = graph(WEIGHT)
    inner = helper.make_graph([helper.make_node("Evil", ["image"], ["x"], domain="evil")], "inner", [], [])
    model.graph.node.append(helper.make_node("If", ["condition"], ["y"], then_branch=inner, else_branch=inner))
    with pytest.raises(ModelError, match=r"evil\.Evil"):
        verify_package(beside(tmp_path / "own", card, model))


def test_custom_operators_within_functions_are_refused(tmp_path: Path, card: ModelCard) -> None:
    model = graph(WEIGHT)
    nodes = [helper.make_node("Evil", ["a"], ["b"], domain="evil")]
    model.functions.append(helper.make_function("own", "Wrapped", ["a"], ["b"], nodes, [helper.make_opsetid("", 17)]))
    with pytest.raises(ModelError, match=r"evil\.Evil"):
        verify_package(beside(tmp_path / "own", card, model))


def test_an_operator_of_onnx_is_not_defined_anew(tmp_path: Path, card: ModelCard) -> None:
    model = graph(WEIGHT)
    nodes = [helper.make_node("Identity", ["a"], ["b"])]
    model.functions.append(helper.make_function("", "Mul", ["a", "c"], ["b"], nodes, [helper.make_opsetid("", 17)]))
    with pytest.raises(ModelError, match="defined anew"):
        verify_package(beside(tmp_path / "own", card, model))


@pytest.mark.parametrize("location", ["../secret", "/etc/hostname", "", "sub/../../secret", "..\\secret", "secret"])
def test_weights_outside_the_package_are_refused(tmp_path: Path, card: ModelCard, location: str) -> None:
    (tmp_path / "secret").write_bytes(WEIGHT.tobytes())
    path = beside(tmp_path / "own", card, external(graph(WEIGHT), location))
    with pytest.raises(ModelError, match="file of the package"):
        verify_package(path)


def test_weights_in_a_file_of_the_package_are_brought_in(tmp_path: Path, card: ModelCard) -> None:
    model = external(graph(WEIGHT), "weights.bin", offset="4", length="4")
    package = open_package(beside(tmp_path / "own", card, model, weights_bin=b"\0" * 4 + WEIGHT.tobytes()))
    assert run(package.onnx()) == 2.0


def test_weights_in_another_file_are_held_to_their_sha256(tmp_path: Path, card: ModelCard) -> None:
    package = open_package(beside(tmp_path / "own", card, external(graph(WEIGHT), "weights.bin"), weights_bin=WEIGHT.tobytes()))
    (package.path / "weights.bin").write_bytes(np.float32(3).tobytes())
    with pytest.raises(TamperedModelError):
        package.onnx()


@pytest.mark.parametrize("entries", [{"offset": "8"}, {"length": "400"}, {"offset": "-4"}, {"offset": "x"}, {"length": "2"}])
def test_places_that_lie_are_refused(tmp_path: Path, card: ModelCard, entries: dict[str, str]) -> None:
    path = beside(tmp_path / "own", card, external(graph(WEIGHT), "weights.bin", **entries), weights_bin=WEIGHT.tobytes())
    with pytest.raises(ModelError):
        verify_package(path)


def test_weights_with_nan_are_refused(tmp_path: Path, card: ModelCard) -> None:
    with pytest.raises(ModelError, match="NaN"):
        verify_package(beside(tmp_path / "own", card, graph(np.full((1,), np.nan, dtype=np.float32))))


@pytest.mark.parametrize(("options", "words"), [({"channels": 3}, "channels of input"), ({"axes": 5}, "of 4 axes")])
def test_a_network_that_does_not_fit_its_card_is_refused(
    tmp_path: Path, card: ModelCard, options: dict[str, int], words: str
) -> None:
    with pytest.raises(ModelError, match=words):
        verify_package(beside(tmp_path / "own", card, graph(WEIGHT, **options)))  # type: ignore[arg-type]


@pytest.mark.parametrize("data", [b"", b"rubbish", b"\x80\x04\x95", b"\xff" * 100])
def test_what_is_no_onnx_is_refused(tmp_path: Path, card: ModelCard, data: bytes) -> None:
    with pytest.raises(ModelError, match="Expected an ONNX network"):
        verify_package(beside(tmp_path / "own", card, data))


def test_a_file_that_is_cut_off_is_refused(tmp_path: Path, card: ModelCard) -> None:
    data = graph(WEIGHT).SerializeToString()
    with pytest.raises(ModelError):
        verify_package(beside(tmp_path / "own", card, data[: len(data) // 2]))
