"""Reading the image that is to be segmented."""

import math
from typing import Any

import numpy as np
from slicer.i18n import tr as _

from medseg.errors import InputError, MedSegError
from medseg.volume import Modality, Volume
from MedSegModuleLib.InputSummary import InputSummary


def readVolume(volumeNode: Any) -> Volume:
    """The image of a node, with the node's own voxels: for reading only.

    Raises:
        InputError: There is none, it is empty, or holds labels.
        UnsupportedFormatError: A voxel holds more than an intensity or a colour, as in a time series.
        GeometryError: A transform above it bends space.
    """
    from medseg.mrml import node_to_volume

    if volumeNode is None or volumeNode.GetScene() is None:
        raise InputError(_("Expected an image, got none: choose one under Input, or load one."))
    return node_to_volume(volumeNode, copy=False)


def describeInput(volumeNode: Any) -> InputSummary:
    """What is known about an image, and why it cannot be segmented where that is so."""
    try:
        volume = readVolume(volumeNode)
    except MedSegError as error:
        return _summaryOfProblem(volumeNode, str(error))
    depth, height, width = volume.geometry.shape
    return InputSummary(
        modality=volume.modality,
        sizeIjk=(width, height, depth),
        spacingMm=tuple(volume.geometry.spacing_mm[::-1]),
        intensityRange=_intensityRange(volumeNode, volume),
        unit=volume.unit,
        warnings=_warnings(volumeNode, volume),
    )


def isSingleSlice(volumeNode: Any) -> bool:
    """Whether an image is one slice thick."""
    image = None if volumeNode is None else volumeNode.GetImageData()
    return image is not None and min(image.GetDimensions()) == 1


def _summaryOfProblem(volumeNode: Any, problem: str) -> InputSummary:
    image = None if volumeNode is None else volumeNode.GetImageData()
    size = (0, 0, 0) if image is None else tuple(image.GetDimensions())
    spacing = (0.0, 0.0, 0.0) if volumeNode is None else tuple(volumeNode.GetSpacing())
    return InputSummary(sizeIjk=size, spacingMm=spacing, problem=problem)


def _intensityRange(volumeNode: Any, volume: Volume) -> tuple[float, float]:
    """Smallest and largest number; NaN and infinities, which belong to no segment, do not count, and without any other it is 0.

    VTK keeps the range of scalars, so that asking again costs nothing; colours have theirs after they became grey.
    """
    image = volumeNode.GetImageData()
    if image.GetNumberOfScalarComponents() == 1 and volume.array.dtype.kind != "f":
        return tuple(image.GetScalarRange())
    low, high = float(volume.array.min()), float(volume.array.max())
    if math.isfinite(low) and math.isfinite(high):
        return low, high
    finite = volume.array[np.isfinite(volume.array)]
    return (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)


def _warnings(volumeNode: Any, volume: Volume) -> tuple[str, ...]:
    """What its reader found, and what makes its numbers doubtful."""
    found = [finding.message for finding in volume.findings]
    codes = {finding.code for finding in volume.findings}
    darkest = _intensityRange(volumeNode, volume)[0]
    if volume.modality is Modality.CT and not volume.geometry.is_single_slice and darkest >= 0 and "not-hounsfield" not in codes:
        found.append(_("No intensity of this CT lies below 0: it may not be in Hounsfield units, which presets rely on."))
    if volume.array.dtype.kind == "f" and not np.isfinite(volume.array).all():
        found.append(_("Some voxels are NaN or infinite; they belong to no segment."))
    return tuple(found)
