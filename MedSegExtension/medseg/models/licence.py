"""Under which terms a network may be used."""

from dataclasses import dataclass
from typing import Any

from medseg.models.json_fields import JsonFields


@dataclass(frozen=True)
class Licence:
    """The licence of a network's weights.

    Attributes:
        name: Such as `Apache-2.0`.
        commercial_use: Whether it allows commercial use; where not, it has to be accepted before the network is installed.
        notice: What the user has to know, in words.
    """

    name: str
    commercial_use: bool
    notice: str = ""

    @classmethod
    def from_json(cls, values: object) -> "Licence":
        """Read it from the card's JSON.

        Raises:
            ModelError: Something is missing or of the wrong kind.
        """
        fields = JsonFields(values, "model.json: licence")
        return cls(fields.get("name", str), fields.get("commercial_use", bool), fields.get("notice", str, ""))

    def to_json(self) -> dict[str, Any]:
        """The same, as the card has it."""
        return {"name": self.name, "commercial_use": self.commercial_use, "notice": self.notice}
