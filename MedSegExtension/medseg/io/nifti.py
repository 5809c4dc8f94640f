"""NIfTI-1 and -2, one file, plain or gzipped.

MedSeg reads this format itself because SimpleITK gives a truncated file back as if it were whole, and refuses an sform with
shear that nibabel takes. Scaling and the choice between the two transforms are as in both.
"""

import math
import re
from pathlib import Path
from typing import IO
from xml.sax.saxutils import unescape

import numpy as np

from medseg.io.gzipped import fill, opened
from medseg.io.image_header import ImageHeader
from medseg.io.nifti_header import NiftiHeader
from medseg.io.raw_image import RawImage
from medseg.types import Floats, Triple, Voxels
from medseg.volume import Finding
from medseg.volume.geometry import LPS_RAS, PERPENDICULAR_TOLERANCE

MAX_GZIP_RATIO = 1032  # deflate packs no tighter: what claims to is not complete
LABEL = re.compile(rb'<Label\s+Key="(\d{1,9})"([^>]*)>\s*(?:<!\[CDATA\[(.{1,200}?)\]\]>|([^<]{1,800}))', re.DOTALL)
COLOR_PARTS = (re.compile(rb'Red="([\d.]{1,20})"'), re.compile(rb'Green="([\d.]{1,20})"'), re.compile(rb'Blue="([\d.]{1,20})"'))


def read_nifti(path: Path) -> RawImage:
    """Read a NIfTI file.

    The sform places the voxels; the qform where there is no sform, or where the sform is sheared (as ITK and Slicer do);
    with neither, the voxel sizes alone do, axes as in DICOM. Lengths in metres and micrometres are turned into millimetres.

    Args:
        path: A `.nii` or `.nii.gz`; the name does not count.

    Returns:
        Voxels scaled by slope and intercept, and label names where the header has them (as TotalSegmentator writes them).

    Raises:
        ReadError: The file is damaged or not complete.
        UnsupportedFormatError: More than three dimensions, or voxels that are no single real numbers.
    """
    with opened(path) as (file, zipped):
        header = NiftiHeader.read(file, path)
        most = path.stat().st_size * (MAX_GZIP_RATIO if zipped else 1)
        extension = file.read(min(max(header.voxel_offset - header.size, 0), most))  # a damaged offset may be a terabyte
        array = _read_voxels(file, header, most)
    matrix_ras, findings = _place(header)
    return RawImage(_scaled(array, header), LPS_RAS @ matrix_ras, findings, _label_names(extension))


def peek_nifti(path: Path) -> ImageHeader:
    """Read the header alone.

    Raises:
        ReadError: As `read_nifti`, as far as the header tells.
    """
    with opened(path) as (file, _):
        header = NiftiHeader.read(file, path)
    matrix_ras, findings = _place(header)
    k, j, i = header.shape
    return ImageHeader((i, j, k), LPS_RAS @ matrix_ras, findings)


def _read_voxels(file: IO[bytes], header: NiftiHeader, most_bytes: int) -> Voxels:
    """Read exactly the voxels that the header promises, (k, j, i).

    Raises:
        EOFError: The file ends before its last voxel.
    """
    size = math.prod(header.shape) * header.dtype.itemsize
    if size > most_bytes:
        raise EOFError
    array = np.empty(header.shape, header.dtype)
    fill(file, array)
    file.read(1)  # behind the last voxel of a gzipped file stands the checksum, which only a read at the end compares
    return array


def _scaled(array: Voxels, header: NiftiHeader) -> Voxels:
    """Apply slope and intercept; whole numbers stay integers."""
    slope, intercept = header.slope, header.intercept
    if slope == 1 and intercept == 0:
        return array
    scaled = np.empty(array.shape, _scaled_type(array, slope, intercept))
    for target, source in zip(scaled, array, strict=True):
        target[...] = source.astype(np.float64) * slope + intercept
    return scaled


def _scaled_type(array: Voxels, slope: float, intercept: float) -> type[np.generic]:
    if array.dtype.kind not in "iu" or not slope.is_integer() or not intercept.is_integer():
        return np.float32
    ends = [float(limit) * slope + intercept for limit in (array.min(), array.max())]
    fits = (kind for kind in (np.int16, np.int32) if np.iinfo(kind).min <= min(ends) and max(ends) <= np.iinfo(kind).max)
    return next(fits, np.float32)


def _place(header: NiftiHeader) -> tuple[Floats, tuple[Finding, ...]]:
    """Matrix (4, 4) to RAS, and what was peculiar about it."""
    matrix = np.eye(4)
    if header.sform_code > 0:
        matrix[:3] = header.sform
        if header.qform_code <= 0 or not _is_sheared(matrix):
            return matrix, ()
        finding = Finding("sheared-sform", "The sform has sheared axes: the qform places the voxels instead, as in Slicer.")
        return _qform(header), (finding,)
    if header.qform_code > 0:
        return _qform(header), ()
    matrix[:3, :3] = np.diag(header.pixdim)
    finding = Finding("no-orientation", "The file does not say how its voxels lie in the patient: left and right may be wrong.")
    return LPS_RAS @ matrix, (finding,)


def _is_sheared(matrix: Floats) -> bool:
    lengths = np.linalg.norm(matrix[:3, :3], axis=0)
    if not lengths.all():
        return False
    units = matrix[:3, :3] / lengths
    return bool(np.abs(units.T @ units - np.eye(3)).max() > PERPENDICULAR_TOLERANCE)


def _qform(header: NiftiHeader) -> Floats:
    """The qform's matrix: https://nifti.nimh.nih.gov/nifti-1/documentation/nifti1fields/nifti1fields_pages/quatern.html."""
    b, c, d = header.quaternion / max(1.0, float(np.linalg.norm(header.quaternion)))
    a = np.sqrt(max(0.0, 1.0 - (b * b + c * c + d * d)))
    rotation = np.array(
        [
            [a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)],
            [2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)],
            [2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c],
        ]
    )
    matrix = np.eye(4)
    matrix[:3, :3] = rotation * (header.pixdim * [1, 1, header.qfac])
    matrix[:3, 3] = header.offset
    return matrix


def _label_names(extension: bytes) -> dict[int, tuple[str, Triple | None]]:
    """Names and colours from a label table of Caret's form, which TotalSegmentator and Connectome Workbench write."""
    if b"<CaretExtension" not in extension:
        return {}
    found = {}
    for key, attributes, verbatim, escaped in LABEL.findall(extension):
        parts = [part.search(attributes) for part in COLOR_PARTS]
        red, green, blue = (min(1.0, float(part[1])) if part else -1.0 for part in parts)
        color = (red, green, blue) if min(red, green, blue) >= 0 else None
        name = verbatim.decode("utf-8", "replace") or unescape(escaped.decode("utf-8", "replace"))
        found[int(key)] = (name.strip(), color)
    return found
