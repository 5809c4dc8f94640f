"""A model package as the panel offers it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class NetworkChoice:
    """A model package, and whether it can be used on the image.

    Attributes:
        name: What it is found by: the name of a package.
        card: Its card, a `medseg.models.ModelCard`.
        isInstalled: Whether it can be used at once; others are installed on accepting their licence.
        isOwn: Whether the user installed it, and may remove it.
        problem: Why it does not fit the image, in a few words; None where it does.
    """

    name: str
    card: Any
    isInstalled: bool = True
    isOwn: bool = False
    problem: str | None = None

    @property
    def fits(self) -> bool:
        """Whether it is made for images of this kind."""
        return self.problem is None
