"""What a job took."""

from dataclasses import dataclass


@dataclass(frozen=True)
class JobCost:
    """What a job took, as its process measured it.

    Attributes:
        seconds: The work alone: the voxels were there, packages that only this work needs were yet to be loaded.
        peak_mb: The most memory that the process held, in megabytes of 10^6 bytes, Python, packages and the image counted; NaN
            where the system does not tell.
    """

    seconds: float
    peak_mb: float
