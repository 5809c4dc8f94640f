"""Thresholds found from an image's histogram."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from medseg.errors import InputError
from medseg.filters.body import body_mask
from medseg.records import AutoThreshold
from medseg.types import Voxels
from medseg.volume import Modality, Volume

if TYPE_CHECKING:
    import SimpleITK as sitk

BINS = 256
HU_SCALE = (-1024.0, 3071.0)

_FILTERS = {
    AutoThreshold.OTSU: "OtsuThresholdImageFilter",
    AutoThreshold.LI: "LiThresholdImageFilter",
    AutoThreshold.TRIANGLE: "TriangleThresholdImageFilter",
    AutoThreshold.YEN: "YenThresholdImageFilter",
    AutoThreshold.HUANG: "HuangThresholdImageFilter",
    AutoThreshold.ISODATA: "IsoDataThresholdImageFilter",
    AutoThreshold.MAXIMUM_ENTROPY: "MaximumEntropyThresholdImageFilter",
    AutoThreshold.MOMENTS: "MomentsThresholdImageFilter",
    AutoThreshold.RENYI_ENTROPY: "RenyiEntropyThresholdImageFilter",
    AutoThreshold.SHANBHAG: "ShanbhagThresholdImageFilter",
    AutoThreshold.KITTLER_ILLINGWORTH: "KittlerIllingworthThresholdImageFilter",
}


@dataclass(frozen=True)
class Thresholds:
    """What an automatic method found: the darkest class ends at `first`, inclusive; the brightest begins above `last`."""

    first: float
    last: float


def find_thresholds(volume: Volume, method: AutoThreshold, classes: int = 3) -> Thresholds:
    """Find thresholds from the histogram of an image, with SimpleITK, in 256 bins.

    Args:
        volume: The image. What counts: no padding, NaN or infinity; of CT and MR the patient's body alone, so that air
            around him does not decide; of CT no intensity beyond the HU scale.
        method: How.
        classes: Number of classes for multi-Otsu.

    Returns:
        One threshold twice, or for multi-Otsu the lowest and the highest of `classes - 1`.

    Raises:
        InputError: Fewer than two intensities are left to count, or the method finds no threshold among them.
    """
    import SimpleITK as sitk

    values = _typed(counted_values(volume))
    if values.size == 0 or values.min() == values.max():
        raise InputError(
            "Expected an image of at least two intensities for an automatic threshold, got one intensity throughout."
        )
    image = sitk.GetImageFromArray(values[np.newaxis])
    try:
        found = _multi_otsu(image, classes) if method is AutoThreshold.MULTI_OTSU else _single(image, method)
    except RuntimeError as error:
        raise InputError(
            f"The method {method.value!r} finds no threshold in this image. Choose another, such as 'otsu'."
        ) from error
    if not all(math.isfinite(place) for place in found):
        raise InputError(f"The method {method.value!r} finds no threshold in this image. Choose another, such as 'otsu'.")
    return Thresholds(min(found), max(found))


def counted_values(volume: Volume) -> Voxels:
    """The intensities that automatic thresholds count, in a row."""
    array = volume.array
    counted = np.isfinite(array) if array.dtype.kind == "f" else np.ones(array.shape, dtype=np.bool_)
    if volume.padding_value is not None:
        counted &= array != volume.padding_value
    if volume.modality is Modality.CT:
        counted &= (array >= HU_SCALE[0]) & (array <= HU_SCALE[1])
    if volume.modality in (Modality.CT, Modality.MR):
        within = counted & body_mask(volume)
        counted = within if within.any() else counted
    return array[counted]


def _single(image: "sitk.Image", method: AutoThreshold) -> list[float]:
    import SimpleITK as sitk

    calculator = getattr(sitk, _FILTERS[method])()
    calculator.SetNumberOfHistogramBins(BINS)
    calculator.Execute(image)
    return [float(calculator.GetThreshold())]


def _multi_otsu(image: "sitk.Image", classes: int) -> list[float]:
    import SimpleITK as sitk

    calculator = sitk.OtsuMultipleThresholdsImageFilter()
    calculator.SetNumberOfThresholds(classes - 1)
    calculator.SetNumberOfHistogramBins(BINS)
    calculator.Execute(image)
    return [float(place) for place in calculator.GetThresholds()]


def _typed(values: Voxels) -> Voxels:
    """Values in a type that every one of the filters takes."""
    if values.dtype in (np.uint8, np.int16, np.uint16, np.float32):
        return values
    return values.astype(np.float32 if values.dtype.itemsize <= 2 else np.float64)
