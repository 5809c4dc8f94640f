"""What an image holds inside a mask, in numbers."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class MaskStatistics:
    """Size of a segment and the intensities in it. For an empty segment the intensities are NaN.

    Attributes:
        segment: Name of the segment.
        voxels: Number of voxels.
        volume_ml: Volume in millilitres.
        mean: Mean intensity, in the image's unit.
        sd: Standard deviation (of the population).
        minimum: Smallest intensity.
        p05: 5th percentile.
        median: 50th percentile.
        p95: 95th percentile.
        maximum: Largest intensity.
        unit: Unit of the intensities; empty where the image has none.
    """

    segment: str
    voxels: int
    volume_ml: float
    mean: float
    sd: float
    minimum: float
    p05: float
    median: float
    p95: float
    maximum: float
    unit: str
