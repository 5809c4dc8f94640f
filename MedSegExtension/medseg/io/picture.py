"""PNG, JPEG and TIFF pictures: what they share."""

from pathlib import Path

import numpy as np

from medseg.errors import UnsupportedFormatError
from medseg.io.raw_image import RawImage
from medseg.types import Floats, Voxels
from medseg.volume import Finding

LUMA = (19595, 38470, 7471)
"""ITU-R BT.601's 0.299, 0.587 and 0.114 in 65536ths, as Pillow has them."""

DEVICE_DPI = (72, 90, 96, 100, 120, 144, 150, 180, 192, 200, 220, 240, 300, 350, 360, 400, 600, 720, 1200, 2400)
"""Resolutions that programs write for screens, printers and scanners: they say nothing about the patient."""

BELIEVABLE_SPACING_MM = (0.01, 10.0)
MAX_ANISOTROPY = 5.0


def to_raw_image(array: Voxels, ijk_to_lps: Floats, path: Path, *, trust_spacing: bool) -> RawImage:
    """Make a grey image of a picture.

    Colours become luminance, alpha is dropped; either is said in a finding, unless it is all grey or all opaque.

    Args:
        array: Voxels (k, j, i), or (k, j, i, component) with one to four components.
        ijk_to_lps: Matrix (4, 4) with the spacing that the file gives, the unit matrix where it gives none.
        path: The file, for messages.
        trust_spacing: Take the file's spacing as it is. Otherwise a resolution that screens, printers and scanners have
            is not believed. What is not believed or missing becomes 1 mm, with a finding `no-spacing`.

    Raises:
        UnsupportedFormatError: Colours in floating point.
    """
    grey, findings = _grey(array, path)
    matrix = ijk_to_lps if trust_spacing or _is_believable(np.diag(ijk_to_lps)[:2]) else np.eye(4)
    if not (matrix != np.eye(4)).any():
        findings += (_no_spacing("pixels"),)
    elif grey.shape[0] > 1:
        findings += (_no_spacing("slices"),)
    return RawImage(grey, matrix, findings)


def _no_spacing(what: str) -> Finding:
    return Finding(
        "no-spacing", f"The picture does not say how far apart its {what} are: 1 mm is assumed, so sizes are not real."
    )


def _is_believable(spacing_ij: Floats) -> bool:
    """Whether a spacing from a resolution tag can be the patient's."""
    low, high = BELIEVABLE_SPACING_MM
    if spacing_ij.min() < low or spacing_ij.max() > high or spacing_ij.max() > MAX_ANISOTROPY * spacing_ij.min():
        return False
    return not np.isclose(25.4 / spacing_ij.mean(), DEVICE_DPI, rtol=0.005).any()


def _grey(array: Voxels, path: Path) -> tuple[Voxels, tuple[Finding, ...]]:
    """Turn (k, j, i) or (k, j, i, component) into grey values (k, j, i)."""
    if array.ndim == 3:
        return array, ()
    findings: tuple[Finding, ...] = ()
    if array.shape[3] in (2, 4) and (array[..., -1] != np.iinfo(array.dtype).max).any():
        findings = (Finding("alpha", "The picture is transparent in places; its transparency was left out."),)
    red, green, blue = (array[..., min(n, array.shape[3] - 1)] for n in range(3)) if array.shape[3] > 2 else (array[..., 0],) * 3
    if np.array_equal(red, green) and np.array_equal(red, blue):
        return np.ascontiguousarray(red), findings
    if array.dtype.kind != "u":
        raise UnsupportedFormatError(f"Expected colours of 8 or 16 bits in {path.name!r}, got {array.dtype}.")
    return _luminance(red, green, blue), (*findings, Finding("colour", "The picture is in colour; its luminance was taken."))


def _luminance(red: Voxels, green: Voxels, blue: Voxels) -> Voxels:
    """Weigh the colours in whole numbers, rounded; no 16-bit value overflows 32 bits."""
    total = np.full(red.shape, 1 << 15, np.uint32)
    for part, weight in zip((red, green, blue), LUMA, strict=True):
        total += part.astype(np.uint32) * np.uint32(weight)
    return (total >> 16).astype(red.dtype)
