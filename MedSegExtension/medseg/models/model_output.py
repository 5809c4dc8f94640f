"""What a network gives."""

from dataclasses import dataclass
from typing import Any

from medseg.errors import ModelError
from medseg.models.json_fields import JsonFields
from medseg.models.output_segment import segment_from_json, segment_to_json
from medseg.volume import Segment

ACTIVATIONS = ("sigmoid", "softmax")
PLACE = "model.json: output"


@dataclass(frozen=True, kw_only=True)
class ModelOutput:
    """How a network's numbers become segments.

    Attributes:
        segments: One for each channel with sigmoid; with softmax one for each channel after the first, the background.
        activation: `sigmoid`: each channel for itself, segments may overlap; `softmax`: the channels share one.
        threshold: A voxel belongs to a segment from this probability on (sigmoid), above 0 and below 1.
        keep_largest: Parts of a segment that are kept, the largest first; 0 for all.
        least_share: Parts smaller than this share of the largest, 0 to 1, are left out then: of two lungs that touch, and count
            as one part, a stray one is not taken for the other.
        fill_holes: Whether holes within a segment are filled.
        split_sides: Whether lungs are told apart into a right and a left one.

    Raises:
        ModelError: Something is of the wrong kind, out of range, or named twice.
    """

    segments: tuple[Segment, ...]
    activation: str = "sigmoid"
    threshold: float = 0.5
    keep_largest: int = 0
    least_share: float = 0.0
    fill_holes: bool = False
    split_sides: bool = False

    def __post_init__(self) -> None:
        names = [segment.name for segment in self.segments]
        if not names or len(set(names)) != len(names):
            raise ModelError(f"{PLACE}: expected segments with names of their own, got {str(names)[:80]}.")
        if not 0 < self.threshold < 1:
            raise ModelError(f"{PLACE}: expected a threshold between 0 and 1, got {self.threshold}.")
        if self.keep_largest < 0:
            raise ModelError(f"{PLACE}: expected 0 or more parts to keep, got {self.keep_largest}.")
        if not 0 <= self.least_share <= 1:
            raise ModelError(f"{PLACE}: expected a least share of a part from 0 to 1, got {self.least_share}.")

    @property
    def channels(self) -> int:
        """Channels of the network's output."""
        return len(self.segments) + (self.activation == "softmax")

    @classmethod
    def from_json(cls, values: object) -> "ModelOutput":
        """Read it from the card's JSON.

        Raises:
            ModelError: Something is missing, of the wrong kind, or out of range.
        """
        fields = JsonFields(values, PLACE)
        return cls(
            segments=tuple(map(segment_from_json, fields.objects("segments"))),
            activation=fields.one_of("activation", ACTIVATIONS, "sigmoid"),
            threshold=fields.number("threshold", 0.5),
            keep_largest=fields.get("keep_largest", int, 0),
            least_share=fields.number("least_share", 0.0),
            fill_holes=fields.get("fill_holes", bool, False),
            split_sides=fields.get("split_sides", bool, False),
        )

    def to_json(self) -> dict[str, Any]:
        """The same, as the card has it."""
        return {
            "activation": self.activation,
            "threshold": self.threshold,
            "segments": [segment_to_json(segment) for segment in self.segments],
            "keep_largest": self.keep_largest,
            **({"least_share": self.least_share} if self.least_share else {}),
            "fill_holes": self.fill_holes,
            "split_sides": self.split_sides,
        }
