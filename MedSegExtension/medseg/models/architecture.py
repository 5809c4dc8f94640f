"""Which network a package holds the weights of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from medseg.models.json_fields import JsonFields

PLACE = "model.json: architecture"


@dataclass(frozen=True)
class Architecture:
    """Name and arguments of a network, as `build_network` takes them.

    Attributes:
        name: One of `ARCHITECTURES`, or the form of a network that brings its own: `onnx`, `torchscript`.
        arguments: `dimensions`, `in_channels`, `out_channels`, and what else the architecture knows.
    """

    name: str
    arguments: Mapping[str, Any]

    @classmethod
    def from_json(cls, values: object) -> "Architecture":
        """Read it from the card's JSON.

        Raises:
            ModelError: Something is missing or of the wrong kind.
        """
        fields = JsonFields(values, PLACE)
        return cls(fields.get("name", str), fields.mapping("arguments", default=True))

    def to_json(self) -> dict[str, Any]:
        """The same, as the card has it."""
        return {"name": self.name, "arguments": dict(self.arguments)}
