"""The options of segmenting with a network."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Group, Parameter

from medseg.records import Backend, NetworkParameters, Uncertainty

NETWORK = Group("Network", sort_key=15)


@Parameter(name="*", group=NETWORK, negative_bool=())
@dataclass(frozen=True, kw_only=True)
class NetworkOptions:
    """Which network segments the image, and how it runs.

    Attributes:
        target: What to look for: `lungs`, `infection`, or a word of a network of your own; default: `lungs`.
        model: Name of an installed network (`medseg models list`), or path of a package; default: the one that suits.
        device: What it runs on: `auto`, `cpu`, `cuda`, `cuda:1`, `mps`.
        backend: What runs it; `auto` takes OpenVINO on the CPU where it is installed, else PyTorch.
        precision: What it calculates in: `auto`, `fp32`, `bf16`, `fp16`, `int8`.
        flips: Run it on the mirrored image too and average: slower, a little more exact.
        overlap: How much neighbouring windows overlap, as a share of a window; for networks that slide over the image.
        threads: Threads on the CPU; default: all.
        trust: Run the code that a package of TorchScript holds: only for packages whose maker you trust.
        probabilities: Write the probabilities, 0 to 1, as an image; with several segments one a segment, its name in the file's.
        uncertainty: Write how unsure the network is as an image: entropy, 0 to 1; with --flips the variance over mirrored images.
    """

    target: str | None = None
    model: str | None = None
    device: str = "auto"
    backend: Backend = Backend.AUTO
    precision: str = "auto"
    flips: bool = False
    overlap: float = 0.25
    threads: int | None = None
    trust: bool = False
    probabilities: Annotated[Path | None, Parameter(name="--probabilities")] = None
    uncertainty: Annotated[Path | None, Parameter(name="--uncertainty")] = None

    def parameters(self) -> NetworkParameters:
        """The record of them."""
        return NetworkParameters(
            target=self.target,
            model=self.model,
            device=self.device,
            backend=self.backend,
            precision=self.precision,
            flips=self.flips,
            overlap=self.overlap,
            threads=self.threads,
            trust=self.trust,
            uncertainty=Uncertainty.NONE,
        )
