"""PyTorch, OpenVINO and ONNX Runtime say the same, as MONAI's own sliding window does."""

import io
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from monai.inferers import SlidingWindowInferer
from numpy.typing import NDArray

from medseg.errors import MissingDependencyError, ModelError, ParameterError
from medseg.models import Package, PackageKind, open_package
from medseg.models.inference import load_predictor
from medseg.models.inference.devices import choose_device, choose_threads
from medseg.models.write import write_files

Make = Callable[..., Package]


def dice(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> float:
    return float(2 * np.count_nonzero(one & other) / (np.count_nonzero(one) + np.count_nonzero(other)))


def noise(*shape: int) -> NDArray[np.float32]:
    return np.random.default_rng(3).random(shape, dtype=np.float32)


@pytest.mark.parametrize("backend", ["torch", "openvino"])
@pytest.mark.parametrize("softmax", [False, True])
def test_a_volume_is_segmented_as_monai_does_it(make_package: Make, backend: str, softmax: bool) -> None:
    package, volume = make_package(3, softmax=softmax), noise(1, 30, 20, 70)
    inferer = SlidingWindowInferer(package.card.input.size, sw_batch_size=1, overlap=0.25, mode="gaussian", progress=False)
    activation = (lambda logits: torch.softmax(logits, 1)) if softmax else torch.sigmoid
    network = package.network()
    with torch.inference_mode():
        theirs = activation(inferer(torch.from_numpy(volume[None]), network))[0].numpy()
    with load_predictor(package, backend=backend, threads=1) as predictor:
        ours = predictor.predict_volume(volume, out_dtype=np.float32)
        assert predictor.backend == backend
        assert predictor.precision in ("fp32", "bf16")
        near = 1e-4 if predictor.precision == "fp32" else 0.05
    np.testing.assert_allclose(ours, theirs, atol=near)
    for mine, other in zip(ours >= 0.5, theirs >= 0.5, strict=True):
        assert 0.02 < other.mean() < 0.98
        assert dice(mine, other) >= 0.999


def test_slices_agree_between_pytorch_and_openvino(make_package: Make) -> None:
    package, images = make_package(2), noise(5, 1, 32, 48)
    found = []
    for backend in ("torch", "openvino"):
        with load_predictor(package, backend=backend, threads=2, precision="fp32") as predictor:
            found.append(predictor.predict_slices(images))
    np.testing.assert_allclose(*found, atol=1e-5)


def test_one_slice_alone_is_as_it_is_among_others(make_package: Make) -> None:
    images = noise(5, 1, 32, 48)
    with load_predictor(make_package(2), backend="openvino", threads=2) as predictor:
        np.testing.assert_allclose(predictor.predict_slices(images[3:4]), predictor.predict_slices(images)[3:4], atol=1e-5)


@pytest.fixture
def onnx_package(make_package: Make, tmp_path: Path) -> Package:
    """The tiny network, written as ONNX."""
    package = make_package(2)
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(package.network(), (torch.zeros(1, 1, 32, 48),), buffer, dynamo=False, input_names=["image"])
    return open_package(write_files(tmp_path / "as-onnx", package.card, {"network.onnx": buffer.getvalue()}))


@pytest.mark.parametrize("backend", ["onnx", "openvino"])
def test_onnx_says_the_same_as_the_network_it_was_made_of(make_package: Make, onnx_package: Package, backend: str) -> None:
    assert onnx_package.kind is PackageKind.ONNX
    images = noise(3, 1, 32, 48)
    with load_predictor(make_package(2, name="again"), backend="torch", threads=1) as predictor:
        expected = predictor.predict_slices(images)
    with load_predictor(onnx_package, backend=backend, threads=1) as predictor:
        np.testing.assert_allclose(predictor.predict_slices(images), expected, atol=1e-4)


def test_onnx_does_not_run_in_pytorch(onnx_package: Package) -> None:
    with pytest.raises(ParameterError, match="onnx or openvino"):
        load_predictor(onnx_package, backend="torch")


def test_without_openvino_pytorch_runs_the_network(make_package: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medseg.models.inference.load.importlib.util.find_spec", lambda name: None)
    with load_predictor(make_package(2), device="cpu", threads=1) as predictor:
        assert predictor.backend == "torch"


def test_a_network_that_openvino_refuses_runs_in_pytorch(make_package: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise ModelError("No such operator.")

    monkeypatch.setattr("medseg.models.inference.ir_cache.cached_model", refuse)
    with load_predictor(make_package(2), device="cpu", threads=1) as predictor:
        assert predictor.backend == "torch"
        assert predictor.notices == ("OpenVINO cannot run this network: PyTorch does.",)
    with pytest.raises(ModelError, match="No such operator"):
        load_predictor(make_package(2, name="other"), backend="openvino")


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"backend": "tensorflow"}, "a backend of auto"),
        ({"precision": "fp8"}, "a precision of auto"),
        ({"device": "tpu"}, "a device of auto"),
        ({"device": "cpu:1"}, "a device of auto"),
        ({"threads": 0}, "at least 1 thread"),
        ({"backend": "onnx"}, "torch or openvino"),
        ({"backend": "torch", "precision": "int8"}, "OpenVINO on the CPU for int8"),
    ],
)
def test_what_cannot_be_is_refused_with_the_choice_there_is(make_package: Make, choice: dict[str, object], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        load_predictor(make_package(2), **choice)  # type: ignore[arg-type]


def test_int8_needs_a_package_that_has_it(make_package: Make) -> None:
    with pytest.raises(ModelError, match="medseg models quantise"):
        load_predictor(make_package(2), precision="int8")


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU")
def test_a_gpu_that_is_not_there_is_refused() -> None:
    with pytest.raises(ParameterError, match="a device that is there"):
        choose_device("cuda:7")
    assert choose_device("auto") in ("cpu", "mps")


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no GPU")
def test_gpu_and_cpu_agree(make_package: Make) -> None:
    package, volume = make_package(3), noise(1, 30, 20, 70)
    found = []
    for device in ("cpu", "cuda"):
        with load_predictor(package, device=device) as predictor:
            found.append(predictor.predict_volume(volume) >= 0.5)
    assert dice(*found) >= 0.999


def test_threads_are_those_asked_for_or_those_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDSEG_THREADS", "1")
    assert choose_threads(None) == 1
    assert choose_threads(3) == 3
    monkeypatch.delenv("MEDSEG_THREADS")
    assert choose_threads(None) >= 1


def test_a_missing_package_is_named_with_its_extra(make_package: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "openvino", None)
    with pytest.raises(MissingDependencyError, match=r"medseg\[openvino\]"):
        load_predictor(make_package(2), backend="openvino")
