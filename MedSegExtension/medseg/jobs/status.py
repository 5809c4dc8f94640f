"""How far a job is."""

from dataclasses import dataclass

from medseg.jobs.state import JobState


@dataclass(frozen=True)
class JobStatus:
    """How far a job is, at one moment.

    Attributes:
        state: Where it stands.
        fraction: Done so far, 0 to 1; never less than it was.
        message: What is being done, a few words for people.
        seconds: How long it has been running, or ran.
        seconds_left: How long it will still take, or None where that cannot be said yet.
    """

    state: JobState
    fraction: float
    message: str
    seconds: float
    seconds_left: float | None
