"""Methods compared on one image."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from medseg.records.method_outcome import MethodOutcome

MEAN = "mean of segments"
OVERALL = "overall"


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Methods compared on one image, against one reference.

    Attributes:
        case: What the case is called.
        image: What is said of the image: modality, size, spacing; nothing that identifies a patient.
        reference: What is said of the reference: the names of its segments, its provenance.
        outcomes: One a method, in the order asked for.
        provenance: How the methods were scored, with which versions.
    """

    case: str
    image: Mapping[str, Any]
    reference: Mapping[str, Any]
    outcomes: tuple[MethodOutcome, ...]
    provenance: Mapping[str, Any] = field(default_factory=dict)

    @property
    def done(self) -> tuple[MethodOutcome, ...]:
        """The methods that have scores."""
        return tuple(outcome for outcome in self.outcomes if outcome.is_done)

    @property
    def segments(self) -> tuple[str, ...]:
        """Names of the segments that were scored: those of the reference."""
        names: dict[str, None] = {}
        for outcome in self.outcomes:
            if outcome.evaluation is not None:
                names |= dict.fromkeys(row.segment for row in outcome.evaluation.segments)
        return tuple(names)
