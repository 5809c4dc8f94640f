"""Parameters of what is done to an image before it is thresholded."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from medseg.records.limits import Limits, check_limits


class Denoise(StrEnum):
    """Filters against noise."""

    NONE = "none"
    MEDIAN = "median"
    GAUSSIAN = "gaussian"
    CURVATURE_FLOW = "curvature-flow"
    NON_LOCAL_MEANS = "non-local-means"


class Normalise(StrEnum):
    """Scales that make images without a unit comparable."""

    NONE = "none"
    ROBUST = "robust"
    ZSCORE = "zscore"


@dataclass(frozen=True, kw_only=True)
class PreprocessParameters:
    """What is done to the image before thresholds are applied. The result is brought back to the image's own grid.

    Attributes:
        spacing_mm: Work on voxels of this size, the same along all axes; default: the image's own.
        denoise: Filter against noise.
        denoise_radius_mm: Reach of the median, sigma of the Gaussian (for curvature flow of the one that smooths as much, up to
            about 7 voxels); default: one voxel. For non-local means the radius of the search; default: three voxels.
        normalise: `robust` maps the 1st to 99th percentile to 0 to 100, `zscore` to mean 0 and SD 1.
    """

    spacing_mm: Annotated[float | None, Limits(0.05, 50, "mm")] = None
    denoise: Denoise = Denoise.NONE
    denoise_radius_mm: Annotated[float | None, Limits(0, 50, "mm")] = None
    normalise: Normalise = Normalise.NONE

    def __post_init__(self) -> None:
        check_limits(self)
