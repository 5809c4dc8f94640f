"""What came of one method on one image."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from medseg.records.scores import Evaluation


class OutcomeStatus(StrEnum):
    """How a method ended: `missing` is one that could not begin, for want of a network, a file or a package."""

    DONE = "done"
    MISSING = "missing"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class MethodOutcome:
    """What came of one method on one image.

    Attributes:
        method: The method in short words, as in `MethodSpec.label`; no two of a comparison are alike.
        spec: The method as `str(MethodSpec)` has it.
        status: How it ended.
        reason: Why there is no result, in a sentence for people; empty where there is one.
        seconds: What the method's own work took, the loading of its network and packages counted; NaN where nothing was computed.
        total_seconds: The same, with the start of the process and the way of the voxels there and back; NaN as before.
        peak_mb: The most memory that the method's process held, in megabytes of 10^6 bytes, the image and Python themselves
            counted; NaN where nothing was computed, or where the system does not tell.
        measured: How seconds and memory were measured, in words; empty where nothing was computed.
        evaluation: Its scores against the reference; None without a result.
        segmentation_file: Where its segmentation was written, the name alone; None where it was not.
        notices: What is peculiar about this run, each a sentence for people.
        provenance: Method, parameters and versions.
    """

    method: str
    status: OutcomeStatus
    spec: str = ""
    reason: str = ""
    seconds: float = float("nan")
    total_seconds: float = float("nan")
    peak_mb: float = float("nan")
    measured: str = ""
    evaluation: Evaluation | None = None
    segmentation_file: str | None = None
    notices: tuple[str, ...] = ()
    provenance: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_done(self) -> bool:
        """Whether there are scores."""
        return self.evaluation is not None
