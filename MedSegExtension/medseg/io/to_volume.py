"""From what a file holds to a volume that can be worked with."""

from dataclasses import replace

import numpy as np

from medseg.errors import ReadError, StrictReadError
from medseg.io.raw_image import RawImage
from medseg.io.straighten import shear_degrees, straighten
from medseg.records.read import ReadParameters
from medseg.types import Voxels
from medseg.volume import Finding, Geometry, Modality, Volume

MAX_ROUNDING = 1e-6  # of the range of intensities: what float32 may cost
AIR_HU = -500
CT_SAMPLE = 200_000
"""Voxels that the guess of the modality looks at."""


def to_volume(raw: RawImage, parameters: ReadParameters) -> Volume:
    """Check an image, give it a modality, and make its axes perpendicular.

    Integers stay as they are up to 32 bits; wider ones are narrowed where all values fit, floats become float32 where that
    costs no more than a millionth of their range.

    Raises:
        ReadError: Intensities that are no finite numbers.
        StrictReadError: Sheared axes under strict reading.
        GeometryError: A spacing or axes that cannot be.
    """
    array = compact(raw.array)
    require_finite(array)
    modality = parameters.modality or guess_modality(array)
    array, geometry, findings = placed(replace(raw, array=array), parameters.strict, modality.fill_value, labels=False)
    return Volume(array, geometry, modality, findings=findings)


def placed(raw: RawImage, strict: bool, fill: float, *, labels: bool) -> tuple[Voxels, Geometry, tuple[Finding, ...]]:
    """Stand an image on a grid with perpendicular axes, resampling it where its own are sheared.

    Raises:
        StrictReadError: Sheared axes under strict reading.
        GeometryError: A spacing or axes that cannot be.
    """
    degrees = shear_degrees(raw.ijk_to_lps)
    shape = raw.array.shape
    if not degrees:
        return raw.array, Geometry.from_lps((shape[0], shape[1], shape[2]), raw.ijk_to_lps), raw.findings
    if strict:
        raise StrictReadError(
            f"Expected perpendicular axes, got axes {degrees:.2f} degrees off. Read without --strict to have it resampled."
        )
    array, geometry = straighten(raw.array, raw.ijk_to_lps, fill, labels=labels)
    message = f"The axes were {degrees:.2f} degrees off perpendicular; the image was resampled onto perpendicular ones."
    return array, geometry, (*raw.findings, Finding("sheared-axes", message, repaired=True))


def require_finite(array: Voxels) -> None:
    """Refuse intensities that are no numbers.

    Raises:
        ReadError: Some are NaN or infinite; the message says how many.
    """
    if array.dtype.kind != "f":
        return
    count = sum(int(np.count_nonzero(~np.isfinite(plane))) for plane in array)
    if count:
        raise ReadError(
            f"Expected finite intensities, got {count} voxels of {array.size} that are NaN or infinite. "
            "Replace them by a number first."
        )


def compact(array: Voxels) -> Voxels:
    """The same values in the machine's byte order and in a type that filters and ITK have; see `to_volume`."""
    array = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("="))
    if array.dtype.kind == "b":
        return array.view(np.uint8)
    if (array.dtype.kind in "iu" and array.dtype.itemsize == 8) or array.dtype == np.uint32:
        limits = np.iinfo(np.int32)
        fits = limits.min <= int(array.min()) and int(array.max()) <= limits.max
        return array.astype(np.int32) if fits else array
    if array.dtype.kind == "f" and array.dtype.itemsize < 4:
        return array.astype(np.float32)
    return _single(array) if array.dtype.kind == "f" and array.dtype.itemsize > 4 else array


def _single(array: Voxels) -> Voxels:
    """Float64 as float32 where the rounding is small against the range; infinite and NaN stay what they are."""
    with np.errstate(over="ignore", invalid="ignore"):
        narrow = array.astype(np.float32)
        allowed = MAX_ROUNDING * float(np.ptp(array))
        worst = max(float(np.abs(one.astype(np.float64) - other).max()) for one, other in zip(narrow, array, strict=True))
    return array if worst > allowed else narrow


def guess_modality(array: Voxels) -> Modality:
    """Tell CT by its intensities; files other than DICOM do not say.

    CT is what has more than one slice, something as dark as lung or air (-500 HU or less), nothing beyond 16 bits, and more
    voxels like soft tissue (-150 to 250 HU) than in the empty range between air and padding (-1900 to -1100 HU), which
    phase and velocity images fill evenly. All else is OTHER.

    Args:
        array: Intensities (k, j, i); those that are no finite numbers say nothing.
    """
    if array.shape[0] < 2 or array.dtype.kind == "u":
        return Modality.OTHER
    flat = array.reshape(-1)
    sample = flat[:: max(1, flat.size // CT_SAMPLE)]
    if array.dtype.kind == "f":
        sample = sample[np.isfinite(sample)]
    limits = np.iinfo(np.int16)
    if not sample.size or sample.min() > AIR_HU or float(array.min()) < limits.min or float(array.max()) > limits.max:
        return Modality.OTHER
    soft = np.count_nonzero((sample >= -150) & (sample <= 250))
    between = np.count_nonzero((sample >= -1900) & (sample <= -1100))
    return Modality.CT if soft > between else Modality.OTHER
