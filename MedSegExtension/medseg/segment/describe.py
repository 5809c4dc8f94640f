"""What an image holds inside segments, in numbers."""

import math

import numpy as np

from medseg.records import MaskStatistics
from medseg.types import Voxels
from medseg.volume import Segmentation, Volume

PERCENTS = (0.0, 5.0, 50.0, 95.0, 100.0)


def mask_statistics(volume: Volume, segmentation: Segmentation) -> tuple[MaskStatistics, ...]:
    """Measure each segment: its size, and the intensities in it.

    Args:
        volume: The image.
        segmentation: Segments on the image's grid.

    Returns:
        One record a segment, in order. Voxels that are NaN, infinite or the image's padding count for the size and not for the
        intensities; where none is left, as in an empty segment, the intensities are NaN. Percentiles are NumPy's, linear
        between ranks.

    Raises:
        GeometryMismatchError: The segments lie on another grid.
    """
    volume.geometry.require_match(segmentation.geometry, "the image", "the segmentation")
    return tuple(_statistics(volume, segmentation, name) for name in segmentation.names)


def _statistics(volume: Volume, segmentation: Segmentation, name: str) -> MaskStatistics:
    values = volume.array[segmentation.mask(name)]
    counted = _counted(values, volume.padding_value)
    mean = sd = math.nan
    places = [math.nan] * len(PERCENTS)
    if counted.size:
        mean, sd = float(counted.mean(dtype=np.float64)), float(counted.std(dtype=np.float64))
        places = [float(place) for place in np.percentile(counted, PERCENTS)]
    return MaskStatistics(
        segment=name,
        voxels=int(values.size),
        volume_ml=values.size * volume.geometry.voxel_volume_ml,
        mean=mean,
        sd=sd,
        minimum=places[0],
        p05=places[1],
        median=places[2],
        p95=places[3],
        maximum=places[4],
        unit=volume.unit,
    )


def _counted(values: Voxels, padding: float | None) -> Voxels:
    if values.dtype.kind == "f":
        values = values[np.isfinite(values)]
    return values if padding is None else values[values != padding]
