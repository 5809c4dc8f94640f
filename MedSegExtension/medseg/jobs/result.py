"""What a job found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from medseg.volume import Segmentation, Volume


@dataclass(frozen=True)
class JobResult:
    """What a job found, by name; `medseg.jobs.tasks` says which names a task gives.

    Attributes:
        segmentations: Segmentations.
        volumes: Images.
        record: Numbers and words, as JSON has them; `from_json` makes the records of them.
    """

    segmentations: Mapping[str, Segmentation] = field(default_factory=dict)
    volumes: Mapping[str, Volume] = field(default_factory=dict)
    record: Mapping[str, Any] = field(default_factory=dict)
