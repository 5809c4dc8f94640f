"""A network as it was opened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from medseg.errors import ModelError
from medseg.models.checksums import check_sha256
from medseg.models.foreign.onnx_model import checked_onnx
from medseg.models.loading import load_network
from medseg.models.model_card import ModelCard
from medseg.models.package_kind import PackageKind
from medseg.models.package_path import find_file

if TYPE_CHECKING:
    from torch import nn


@dataclass(frozen=True)
class Package:
    """A network's card and files; every file is held to its SHA-256 each time it is read.

    Attributes:
        card: What it is, takes and gives.
        path: Folder of its files.
        kind: In which form the weights come.
        weights: The file that holds them, as the card names it.
        sha256: Of the card, which holds those of all files: one number for what the network is, 64 hexadecimal digits.
        trust: Whether the user allowed the code in the package to run (TorchScript).
    """

    card: ModelCard
    path: Path
    kind: PackageKind
    weights: str
    sha256: str
    trust: bool = False

    @property
    def name(self) -> str:
        """The card's name."""
        return self.card.name

    def read(self, name: str) -> bytes:
        """A file's bytes, which are those that the card speaks of.

        Args:
            name: One of the card's `files`, such as `int8/model.xml`.

        Raises:
            ModelError: The card has no such file, it is not there, or it is a link.
            TamperedModelError: It is another file than the card speaks of.
        """
        if name not in self.card.files:
            raise ModelError(f"Expected a file of the package {self.name!r}: {', '.join(self.card.files)}; got {name[:60]!r}.")
        return check_sha256(find_file(self.path, name).read_bytes(), self.card.files[name], name, self.name)

    def check_files(self) -> None:
        """Hold every file to its SHA-256.

        Raises:
            ModelError: One is not there, is a link, or is another file than the card speaks of.
        """
        for name in self.card.files:
            self.read(name)

    def network(self) -> nn.Module:
        """The network in single precision, in evaluation mode, on the CPU.

        Raises:
            ModelError: The weights do not fit the architecture, hold NaN, or run in ONNX Runtime only.
            UntrustedModelError: Loading would run code of the package, and the user did not allow that.
            MissingDependencyError: torch or MONAI is not installed.
        """
        return load_network(self.card, self.kind, self.read(self.weights), trust=self.trust)

    def onnx(self) -> bytes:
        """The graph of an ONNX package, looked over, with all its weights: for ONNX Runtime or OpenVINO.

        Raises:
            ModelError: It is no ONNX package, or the graph is refused.
            MissingDependencyError: onnx is not installed.
        """
        if self.kind is not PackageKind.ONNX:
            raise ModelError(f"Expected an ONNX package, got one in the form {self.kind.value!r}.")
        if self.card.input.axes:
            raise ModelError("Expected an ONNX network with the axes of MedSeg (head, back, left), got others: export it so.")
        return checked_onnx(self.read(self.weights), self.card, self.read)
