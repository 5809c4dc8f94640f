"""Image files other than DICOM, by format."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from medseg.errors import ReadError
from medseg.io.formats import SUFFIXES, Format, suffix_of
from medseg.io.image_header import ImageHeader
from medseg.io.raw_image import RawImage
from medseg.volume import Finding


@dataclass(frozen=True)
class ImageFile:
    """A file in one of the formats that are not DICOM.

    Attributes:
        path: The file.
        format: Told by its content.
    """

    path: Path
    format: Format

    @cached_property
    def is_segmentation(self) -> bool:
        """Whether its header names segments, as Slicer's does; a broken header names none."""
        from medseg.io.seg_nrrd import is_seg_nrrd

        try:
            return self.format is Format.NRRD and is_seg_nrrd(self.path)
        except ReadError:
            return False


def read_image_file(path: Path, found: Format) -> RawImage:
    """Read a file of a format that `formats.identify` told.

    A name that promises another format is told in a finding.

    Raises:
        ReadError: The file is damaged or not complete, or nothing that MedSeg reads.
    """
    raw = _reader(found)(path)
    return replace(raw, findings=(*raw.findings, *_name_findings(path, found)))


def peek_image_file(path: Path, found: Format) -> ImageHeader:
    """Read the header of a file; of pictures and arrays, which are small, all of it.

    Raises:
        ReadError: The file is damaged or not complete, or nothing that MedSeg reads.
    """
    from medseg.io import meta_image, nifti, nrrd

    peekers = {Format.NIFTI: nifti.peek_nifti, Format.NRRD: nrrd.peek_nrrd, Format.META: meta_image.peek_meta_image}
    if found in peekers:
        header = peekers[found](path)
    else:
        raw = _reader(found)(path)
        k, j, i = raw.array.shape
        header = ImageHeader((i, j, k), raw.ijk_to_lps, raw.findings)
    return replace(header, findings=(*header.findings, *_name_findings(path, found)))


def _name_findings(path: Path, found: Format) -> tuple[Finding, ...]:
    """A finding where a name promises another format than the content has."""
    if SUFFIXES.get(suffix_of(path), found) is found:
        return ()
    return (Finding("extension", f"The file is {found}, though its name ends in {suffix_of(path)}; it was read as {found}."),)


def _reader(found: Format) -> Callable[[Path], RawImage]:
    from medseg.io import jpeg, meta_image, nifti, nrrd, numpy_file, png, tiff

    return {
        Format.NIFTI: nifti.read_nifti,
        Format.NRRD: nrrd.read_nrrd,
        Format.META: meta_image.read_meta_image,
        Format.PNG: png.read_png,
        Format.JPEG: jpeg.read_jpeg,
        Format.TIFF: tiff.read_tiff,
        Format.NUMPY: numpy_file.read_numpy,
    }[found]
