"""All that is said about a network: `model.json`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from medseg.errors import ModelError
from medseg.models.architecture import Architecture
from medseg.models.json_fields import JsonFields
from medseg.models.licence import Licence
from medseg.models.model_input import ModelInput
from medseg.models.model_output import ModelOutput
from medseg.volume import Segment

SCHEMA = 1
METHODS = ("cnn", "unet")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


@dataclass(frozen=True, kw_only=True)
class ModelCard:
    """What a network is, takes, gives, was trained on, and may be used for.

    Attributes:
        name: Small letters, digits, `-` and `_`; also the folder's name where it is installed.
        title: A few words for a list.
        method: `cnn` or `unet`.
        target: What it segments, in a word: `lungs`, `infection`, or any other.
        architecture: Which network.
        input: What it takes.
        output: What it gives.
        licence: Under which terms its weights may be used.
        version: Of the weights.
        training: How it was trained, as the JSON has it.
        metrics: How good it is, one entry a set of images, as the JSON has it.
        limits: What it cannot do, in words.
        files: SHA-256 of each file of the package, by its path within it.

    Raises:
        ModelError: Something is of the wrong kind, or input, output and architecture contradict each other.
    """

    name: str
    title: str
    method: str
    target: str
    architecture: Architecture
    input: ModelInput
    output: ModelOutput
    licence: Licence
    version: str = "1.0.0"
    training: Mapping[str, Any] = field(default_factory=dict)
    metrics: tuple[Mapping[str, Any], ...] = ()
    limits: str = ""
    files: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ModelError(f"model.json: expected a name of small letters, digits, - and _, got {self.name[:80]!r}.")
        if self.method not in METHODS:
            raise ModelError(f"model.json: expected the method {' or '.join(METHODS)}, got {self.method[:40]!r}.")
        self._check_channels()

    def segments(self) -> tuple[Segment, ...]:
        """The segments that the network gives, in the order of its channels."""
        return self.output.segments

    @classmethod
    def from_json(cls, values: object) -> "ModelCard":
        """Read a card.

        Args:
            values: What `model.json` holds.

        Raises:
            ModelError: Something is missing, of the wrong kind, or contradicts another.
        """
        fields = JsonFields(values, "model.json")
        if fields.get("schema", int) != SCHEMA:
            raise ModelError(f"model.json: expected schema {SCHEMA}, got {fields.get('schema', int)}: update medseg.")
        return cls(
            name=fields.get("name", str),
            title=fields.get("title", str),
            method=fields.one_of("method", METHODS),
            target=fields.get("target", str),
            architecture=Architecture.from_json(fields.mapping("architecture")),
            input=ModelInput.from_json(fields.mapping("input")),
            output=ModelOutput.from_json(fields.mapping("output")),
            licence=Licence.from_json(fields.mapping("licence")),
            version=fields.get("version", str, "1.0.0"),
            training=fields.mapping("training", default=True),
            metrics=tuple(JsonFields(entry, "model.json: metrics").all() for entry in fields.objects("metrics")),
            limits=fields.get("limits", str, ""),
            files=fields.mapping("files", default=True),
        )

    def to_json(self) -> dict[str, Any]:
        """What `model.json` holds."""
        return {
            "schema": SCHEMA,
            "name": self.name,
            "version": self.version,
            "title": self.title,
            "method": self.method,
            "target": self.target,
            "architecture": self.architecture.to_json(),
            "input": self.input.to_json(),
            "output": self.output.to_json(),
            "training": dict(self.training),
            "metrics": [dict(entry) for entry in self.metrics],
            "licence": self.licence.to_json(),
            "limits": self.limits,
            "files": dict(self.files),
        }

    def _check_channels(self) -> None:
        """Hold input and output to what the architecture says of itself."""
        arguments = self.architecture.arguments
        expected = {
            "dimensions": self.input.dimensions,
            "in_channels": self.input.channels,
            "out_channels": self.output.channels,
        }
        for name, number in expected.items():
            if arguments.get(name, number) != number:
                raise ModelError(
                    f"model.json: expected {name} {number}, as input and output say, got {str(arguments[name])[:40]}: "
                    "correct the architecture, the size, the context slices, or the segments."
                )
