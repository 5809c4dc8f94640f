"""One network of the list."""

from dataclasses import dataclass
from pathlib import Path

from medseg.models.model_card import ModelCard
from medseg.models.origin import Origin


@dataclass(frozen=True)
class ModelEntry:
    """A network that is installed, or could be.

    Attributes:
        name: What to ask for it by.
        origin: Where it comes from.
        card: What is said about it; None where that cannot be read.
        path: Folder of its package; None where it has to be downloaded.
        problem: Why it cannot be used; empty where nothing is known against it.
        url: Where its `model.json` is downloaded from, its other files beside it; else empty.
        sha256: Of that `model.json`; else empty.
    """

    name: str
    origin: Origin
    card: ModelCard | None = None
    path: Path | None = None
    problem: str = ""
    url: str = ""
    sha256: str = ""

    @property
    def is_installed(self) -> bool:
        """Whether it can be used as it is."""
        return self.origin in {Origin.USER, Origin.SHIPPED} and self.card is not None

    @property
    def needs_acceptance(self) -> bool:
        """Whether its licence has to be accepted before it is installed."""
        return self.card is not None and not self.card.licence.commercial_use
