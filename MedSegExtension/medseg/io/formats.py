"""Which format a file is in, told by its first bytes and not by its name."""

import zipfile
from enum import StrEnum
from pathlib import Path

from medseg.errors import NoImageError, UnsupportedFormatError
from medseg.io.gzipped import opened

HEAD_BYTES = 600  # reaches past NIfTI-2's header (540) and DICOM's preamble (132)


class Format(StrEnum):
    """The formats that MedSeg reads, by their names for people."""

    DICOM = "DICOM"
    NIFTI = "NIfTI"
    NRRD = "NRRD"
    META = "MetaImage"
    PNG = "PNG"
    JPEG = "JPEG"
    TIFF = "TIFF"
    NUMPY = "NumPy"


SUFFIXES = {
    ".nii.gz": Format.NIFTI,
    ".nii": Format.NIFTI,
    ".seg.nrrd": Format.NRRD,
    ".nrrd": Format.NRRD,
    ".nhdr": Format.NRRD,
    ".mha": Format.META,
    ".mhd": Format.META,
    ".png": Format.PNG,
    ".jpg": Format.JPEG,
    ".jpeg": Format.JPEG,
    ".tif": Format.TIFF,
    ".tiff": Format.TIFF,
    ".npy": Format.NUMPY,
    ".npz": Format.NUMPY,
    ".dcm": Format.DICOM,
}
"""What a name promises; the content decides. Longer suffixes come before those that they end with."""

_MAGIC = (
    (b"NRRD00", Format.NRRD),
    (b"\x89PNG\r\n\x1a\n", Format.PNG),
    (b"\xff\xd8\xff", Format.JPEG),
    (b"II*\0", Format.TIFF),
    (b"MM\0*", Format.TIFF),
    (b"II+\0", Format.TIFF),
    (b"MM\0+", Format.TIFF),
    (b"\x93NUMPY", Format.NUMPY),
)

_ANALYZE = (b"\x5c\x01\0\0", b"\0\0\x01\x5c")
"""The size of the header, 348, in either byte order: NIfTI-1 has it too."""


def suffix_of(path: Path) -> str:
    """The suffix of a name in small letters, `.nii.gz` and `.seg.nrrd` as one; the last one where it is not known."""
    name = path.name.lower()
    return next((suffix for suffix in SUFFIXES if name.endswith(suffix)), path.suffix.lower())


def identify(path: Path) -> Format | None:
    """Tell the format of a file by its content.

    Args:
        path: A file.

    Returns:
        The format; None where nothing speaks for an image that MedSeg knows. DICOM without its preamble is told by the
        DICOM reader, not here.

    Raises:
        NoImageError: There is no such file, or it is empty.
        ReadError: The file cannot be opened, or is compressed and broken.
    """
    head, zipped = _head(path)
    if not head:
        raise NoImageError(f"Expected an image, got the empty file {path.name!r}.")
    if zipped:
        return Format.NIFTI if _is_nifti(head) else None
    if head[128:132] == b"DICM":
        return Format.DICOM
    if head.startswith(b"PK\x03\x04"):
        return Format.NUMPY if _is_npz(path) else None
    for magic, found in _MAGIC:
        if head.startswith(magic):
            return found
    if _is_nifti(head):
        return Format.NIFTI
    return Format.META if _is_meta(head) else None


def require_format(path: Path) -> Format:
    """Tell the format of a file by its content, or say what it seems to be.

    Raises:
        UnsupportedFormatError: It is none that MedSeg reads.
    """
    found = identify(path)
    if found is None:
        raise UnsupportedFormatError(
            f"Expected an image in {path.name!r}, got {_what_it_is(*_head(path))}. "
            "MedSeg reads DICOM, NIfTI, NRRD, MetaImage, PNG, JPEG, TIFF and NumPy arrays."
        )
    return found


def _head(path: Path) -> tuple[bytes, bool]:
    """The first bytes, unpacked where the file is gzipped, and whether it is."""
    with opened(path) as (file, zipped):
        return file.read(HEAD_BYTES), zipped


def _is_nifti(head: bytes) -> bool:
    """NIfTI-1 or -2, one file or the header of a pair, in either byte order; or the beginning of one that was cut off."""
    if len(head) < 348 and head[:4] in (*_ANALYZE, b"\x1c\x02\0\0", b"\0\0\x02\x1c"):
        return True
    return head[344:348] in (b"n+1\0", b"ni1\0") or head[4:8] in (b"n+2\0", b"ni2\0")


def _is_npz(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.endswith(".npy") for name in archive.namelist())
    except zipfile.BadZipFile:
        return path.suffix.lower() == ".npz"  # a truncated one, which its reader refuses


def _is_meta(head: bytes) -> bool:
    """Text of the form `Key = value` that names its dimensions as MetaImage does."""
    keys = {line.partition(b"=")[0].strip() for line in head.split(b"\n") if b"=" in line}
    return bool(keys & {b"NDims", b"ObjectType", b"DimSize"}) and b"=" in head.split(b"\n")[0]


def _what_it_is(head: bytes, zipped: bool) -> str:
    if zipped:
        return "a gzip archive of something else than NIfTI (unpack it first)"
    if head[:4] in _ANALYZE:
        return "an Analyze 7.5 header, which does not say left from right (convert it to NIfTI)"
    printable = sum(32 <= byte < 127 or byte in (9, 10, 13) for byte in head)
    return "a text file" if printable > 0.95 * len(head) else "a file of another kind, or a damaged one"
