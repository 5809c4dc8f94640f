"""Networks to measure, and how others run them: PyTorch eager in single precision, here or in a process that keeps its memory.

`python network_peers.py FOLDER` is that other process: glibc hands it freed memory again, which cannot be undone in a process.
"""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from lungmask_network import LungmaskNetwork
from monai.inferers import SlidingWindowInferer
from numpy.typing import NDArray
from synthetic_ct import make_ct
from torch import nn

from medseg.models import Architecture, Licence, ModelCard, ModelInput, ModelOutput, PackageKind, build_network
from medseg.models.inference.allocator import keep_memory
from medseg.volume import Modality, Segment

LUNGMASK = "lungmask"
OVERLAP = 0.25
Array = NDArray[np.float32]


@dataclass(frozen=True)
class RandomNetwork:
    """A network whose weights are drawn at random, always the same: does as a package.

    Attributes:
        architecture: `unet`, or that of lungmask.
        size: Of one input.
        classes: Of its output.
    """

    architecture: str
    size: tuple[int, ...]
    classes: int = 1
    kind: PackageKind = PackageKind.MEDSEG
    sha256: str = ""

    @property
    def card(self) -> ModelCard:
        """What it takes and gives."""
        segments = tuple(Segment(f"part {number}") for number in range(1 if self.classes == 1 else self.classes - 1))
        return ModelCard(
            name="random",
            title="Random weights",
            method="unet",
            target="lungs",
            architecture=Architecture(self.architecture, {"dimensions": len(self.size), "out_channels": self.classes}),
            input=ModelInput(modalities=(Modality.CT,), size=self.size, fit="windows", window=(-1000.0, 400.0)),
            output=ModelOutput(segments=segments, activation="sigmoid" if self.classes == 1 else "softmax"),
            licence=Licence("Apache-2.0", commercial_use=True),
        )

    def network(self) -> nn.Module:
        """The network; its normalisations are fitted to a chest, and its output made to lie on both sides of a half."""
        torch.manual_seed(0)
        card = self.card.architecture
        made = LungmaskNetwork() if self.architecture == LUNGMASK else build_network(card.name, card.arguments)
        sample = torch.from_numpy(_chest(len(self.size)))
        with torch.no_grad():
            for module in made.modules():
                if isinstance(module, nn.modules.batchnorm._BatchNorm):
                    module.momentum = None
            made.train()(sample)
            logits = made.eval()(sample)
        return Decided(made, float(logits.median()), 4 / float(logits.std())).eval()

    def onnx(self) -> bytes:
        """There is none."""
        raise NotImplementedError

    def read(self, name: str) -> bytes:
        """There is none."""
        raise NotImplementedError(name)


class Decided(nn.Module):
    """A network whose logits are shifted and stretched: random weights leave most of them near the threshold."""

    def __init__(self, network: nn.Module, shift: float, scale: float) -> None:
        super().__init__()
        self.network, self.shift, self.scale = network, shift, scale

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """Logits."""
        return (self.network(images) - self.shift) * self.scale


def _chest(dimensions: int) -> Array:
    """A small chest (1, 1, 64, ...) from 0 to 1."""
    values = np.clip((make_ct((64, 64, 64)).astype(np.float32) + 1000) / 1400, 0, 1)
    return values[None, None] if dimensions == 3 else np.ascontiguousarray(values[::8, None])


def eager_volume(network: nn.Module, volume: Array, size: tuple[int, ...], device: str = "cpu") -> Array:
    """A volume (1, k, j, i) run by MONAI's sliding window: probabilities (1, k, j, i)."""
    inferer = SlidingWindowInferer(size, sw_batch_size=1, overlap=OVERLAP, mode="gaussian", progress=False)
    with torch.inference_mode():
        logits = inferer(torch.from_numpy(volume[None]).to(device), network)
        return torch.sigmoid(logits)[0].cpu().numpy()


def eager_slices(network: nn.Module, slices: Array) -> Array:
    """Slices (n, 1, j, i) run one by one: probabilities (n, classes, j, i)."""
    with torch.inference_mode():
        logits = [network(torch.from_numpy(slices[place : place + 1])) for place in range(len(slices))]
        whole = torch.cat(logits)
        return (torch.sigmoid(whole) if whole.shape[1] == 1 else torch.softmax(whole, 1)).numpy()


class KeepingPeer:
    """The same in a process of its own that keeps its memory; call it to run it once."""

    def __init__(self, folder: Path, network: RandomNetwork, images: Array) -> None:
        np.save(folder / "images.npy", images)
        command = [sys.executable, "-W", "ignore", __file__, str(folder), network.architecture, str(network.classes)]
        self._folder = folder
        self._process = subprocess.Popen(
            [*command, *map(str, network.size)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._answer()

    def __call__(self) -> Array:
        assert self._process.stdin is not None
        self._process.stdin.write("run\n")
        self._process.stdin.flush()
        self._answer()
        return np.load(self._folder / "found.npy", mmap_mode="r")

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=60)

    def _answer(self) -> None:
        assert self._process.stdout is not None
        if self._process.stdout.readline() != "done\n":
            raise RuntimeError("The peer's process broke down.")


def _serve(folder: Path, network: RandomNetwork) -> None:
    keep_memory()
    images, made = np.load(folder / "images.npy"), network.network()
    run: Callable[[], Array] = lambda: (  # noqa: E731
        eager_slices(made, images) if len(network.size) == 2 else eager_volume(made, images, network.size)
    )
    print("done", flush=True)
    for _ in sys.stdin:
        found = run()
        if not (folder / "found.npy").exists():
            np.save(folder / "found.npy", found)
        print("done", flush=True)


if __name__ == "__main__":
    place, architecture, classes, *sides = sys.argv[1:]
    _serve(Path(place), RandomNetwork(architecture, tuple(map(int, sides)), int(classes)))
