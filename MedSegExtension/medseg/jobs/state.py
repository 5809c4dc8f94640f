"""Where a job stands."""

from enum import StrEnum


class JobState(StrEnum):
    """Where a job stands; all but `running` are final."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
