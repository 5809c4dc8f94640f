"""Where a network comes from, as those who run it see it."""

from typing import TYPE_CHECKING, Protocol

from medseg.models.model_card import ModelCard
from medseg.models.package_kind import PackageKind

if TYPE_CHECKING:
    from torch import nn


class NetworkSource(Protocol):
    """A package, or what does as one."""

    @property
    def card(self) -> ModelCard:
        """What it is, takes and gives."""

    @property
    def kind(self) -> PackageKind:
        """In which form its weights come."""

    @property
    def sha256(self) -> str:
        """What tells it from every other network; empty where nothing does."""

    def network(self) -> "nn.Module":
        """The network in single precision, in evaluation mode, on the CPU: images to logits."""

    def onnx(self) -> bytes:
        """The graph of an ONNX package."""

    def read(self, name: str) -> bytes:
        """A file of it, held to its SHA-256."""
