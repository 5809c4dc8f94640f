"""Parameters of segmenting with a network."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from medseg.errors import ParameterError
from medseg.records.limits import Limits, check_limits


class NetworkMethod(StrEnum):
    """The kinds of network."""

    CNN = "cnn"
    UNET = "unet"


class Uncertainty(StrEnum):
    """How unsure a network is: the entropy of its probabilities, or their variance over mirrored images."""

    NONE = "none"
    ENTROPY = "entropy"
    FLIPS = "flips"


class Backend(StrEnum):
    """What runs a network."""

    AUTO = "auto"
    TORCH = "torch"
    OPENVINO = "openvino"
    ONNX = "onnx"


@dataclass(frozen=True, kw_only=True)
class NetworkParameters:
    """Which network segments an image, and how it runs.

    Attributes:
        method: `unet`, or `cnn`, which is smaller, faster and less exact.
        target: What to look for: `lungs`, `infection`, or a word of a network of one's own; default: `lungs`.
        model: Name or path of a network's package; default: the installed one that suits method, target and image.
        device: What it runs on: `auto`, `cpu`, `cuda`, `cuda:1`, `mps`.
        backend: What runs it; `auto` takes OpenVINO on the CPU where it is installed, else PyTorch.
        flips: Run it on the mirrored image too and average: slower, a little more exact.
        overlap: How much neighbouring windows overlap, as a share of a window; for networks that slide over the image.
        keep_probabilities: Give the probabilities too.
        uncertainty: Give a map of how unsure the network is: `entropy` of its probabilities (0 sure, 1 undecided), or their
            variance over mirrored images (`flips`).
        trust: Run the code that a package of TorchScript holds: only for packages whose maker you trust.
        threads: Threads on the CPU; default: all.
        precision: What it calculates in: `auto`, `fp32`, `bf16`, `fp16`, or `int8` for a package that has such a version.
    """

    method: NetworkMethod = NetworkMethod.UNET
    target: str | None = None
    model: str | None = None
    device: str = "auto"
    backend: Backend = Backend.AUTO
    flips: bool = False
    overlap: Annotated[float, Limits(0, 0.9)] = 0.25
    keep_probabilities: bool = False
    uncertainty: Uncertainty = Uncertainty.NONE
    trust: bool = False
    threads: Annotated[int | None, Limits(1, 1024)] = None
    precision: str = "auto"

    def __post_init__(self) -> None:
        check_limits(self)
        for name, kind in (("method", NetworkMethod), ("uncertainty", Uncertainty), ("backend", Backend)):
            object.__setattr__(self, name, _choice(kind, name, getattr(self, name)))


def _choice(kind: type[StrEnum], name: str, value: str) -> StrEnum:
    """A member of an enumeration, of its plain value too."""
    choices = [member.value for member in kind]
    if value not in choices:
        raise ParameterError(f"Expected {name} as one of {', '.join(choices)}, got {value!r}.")
    return kind(value)
