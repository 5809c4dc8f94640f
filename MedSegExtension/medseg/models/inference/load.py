"""Networks made ready to run."""

import importlib.util
from functools import partial

from medseg.errors import ModelError, ParameterError
from medseg.models.inference.devices import choose_device, choose_threads
from medseg.models.inference.network_source import NetworkSource
from medseg.models.inference.predictor import Predictor
from medseg.models.inference.run_plan import BACKENDS, PRECISIONS, RunPlan
from medseg.models.inference.runner import Runner
from medseg.models.package_kind import PackageKind


def load_predictor(
    package: NetworkSource,
    *,
    device: str = "auto",
    backend: str = "auto",
    threads: int | None = None,
    precision: str = "auto",
) -> Predictor:
    """Make a network ready to run.

    Args:
        package: The network.
        device: `auto` takes CUDA, then MPS, then the CPU; `cpu`, `cuda`, `cuda:1`, `mps`.
        backend: `auto` takes OpenVINO on the CPU where it is installed, ONNX Runtime for ONNX elsewhere, else PyTorch;
            `torch`, `openvino`, `onnx`.
        threads: On the CPU; default: one for each processor.
        precision: `auto` is fp16 on CUDA, bf16 on the CPU where that calculates in it, else fp32; `fp32`, `bf16`, `fp16`, or
            `int8` for a package that has such a version.

    Raises:
        ParameterError: A choice is unknown, not there, or contradicts another.
        ModelError: The weights cannot be used, or the backend cannot run the network.
        MissingDependencyError: What the backend needs is not installed.
    """
    if precision not in PRECISIONS:
        raise ParameterError(f"Expected a precision of {', '.join(PRECISIONS)}, got {precision[:40]!r}.")
    chosen = "cpu" if device == "auto" and (backend == "openvino" or precision == "int8") else choose_device(device)
    plan = RunPlan(
        backend=choose_backend(package.kind, chosen, backend, precision),
        device=chosen,
        precision=precision,
        threads=choose_threads(threads),
        window=tuple(package.card.input.size),
    )
    may_change = backend == "auto"
    try:
        return Predictor(package.card, plan, partial(make_runner, package))
    except ModelError:
        if not may_change or plan.backend != "openvino" or package.kind is PackageKind.ONNX or precision == "int8":
            raise
    notice = "OpenVINO cannot run this network: PyTorch does."
    other = RunPlan("torch", chosen, precision, plan.threads, plan.window)
    return Predictor(package.card, other, partial(make_runner, package), notices=(notice,))


def keep_converted(package: NetworkSource, *, device: str = "auto", backend: str = "auto", precision: str = "auto") -> bool:
    """Convert a network for OpenVINO and keep that, so that `load_predictor` need not.

    Args:
        package: The network.
        device: As for `load_predictor`.
        backend: The same.
        precision: The same.

    Returns:
        Whether it is kept now; False where the network would not run so, or comes without a SHA-256.

    Raises:
        ParameterError: The choices contradict each other.
        ModelError: OpenVINO cannot run it.
    """
    if precision == "int8" or not package.sha256:
        return False
    if choose_backend(package.kind, choose_device(device), backend, precision) != "openvino":
        return False
    from medseg.models.inference.ir_cache import cached_model

    cached_model(package, tuple(package.card.input.size))
    return True


def choose_backend(kind: PackageKind, device: str, backend: str, precision: str) -> str:
    """What runs a network.

    Args:
        kind: Form of its weights.
        device: What it runs on.
        backend: What was asked for.
        precision: What was asked for.

    Raises:
        ParameterError: What was asked for cannot run such a network there.
    """
    if backend not in BACKENDS:
        raise ParameterError(f"Expected a backend of {', '.join(BACKENDS)}, got {backend[:40]!r}.")
    is_onnx = kind is PackageKind.ONNX
    if precision == "int8" and (backend not in ("auto", "openvino") or device != "cpu"):
        raise ParameterError("Expected OpenVINO on the CPU for int8: leave out backend and device, or choose another precision.")
    if backend == "auto":
        return "openvino" if precision == "int8" else _usual_backend(kind, device)
    if backend == "openvino" and device != "cpu":
        raise ParameterError(f"Expected the device 'cpu' for OpenVINO, got {device!r}: take backend 'torch' for a GPU.")
    if (backend == "onnx") != is_onnx and not (is_onnx and backend == "openvino") and backend != "openvino":
        fitting = "onnx or openvino" if is_onnx else "torch or openvino"
        raise ParameterError(f"Expected a backend for such a network ({fitting}), got {backend!r}.")
    return backend


def make_runner(package: NetworkSource, plan: RunPlan) -> Runner:
    """Load a network into what runs it.

    Raises:
        ModelError: It cannot be run.
    """
    card = package.card
    if plan.backend == "openvino":
        from medseg.models.inference.ir_cache import cached_model
        from medseg.models.inference.openvino_model import read_int8
        from medseg.models.inference.openvino_runner import OpenvinoRunner

        model = read_int8(package) if plan.precision == "int8" else cached_model(package, plan.window)
        return OpenvinoRunner(model, plan.precision, plan.threads)
    if plan.backend == "onnx":
        from medseg.models.inference.onnx_runner import OnnxRunner

        return OnnxRunner(package.onnx(), device=plan.device, threads=plan.threads)
    from medseg.models.inference.torch_runner import TorchRunner

    return TorchRunner(
        package.network(),
        (card.input.channels, *plan.window),
        device=plan.device,
        precision=plan.precision,
        threads=plan.threads,
        batch=plan.batch,
    )


def _usual_backend(kind: PackageKind, device: str) -> str:
    has_openvino = device == "cpu" and importlib.util.find_spec("openvino") is not None
    if kind is PackageKind.ONNX:
        return "openvino" if has_openvino else "onnx"
    if kind is PackageKind.TORCHSCRIPT:
        return "torch"
    return "openvino" if has_openvino else "torch"
