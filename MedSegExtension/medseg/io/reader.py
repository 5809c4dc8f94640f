"""Reading whatever is at a path."""

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from medseg.errors import NoImageError, SeriesError, UnsupportedFormatError
from medseg.io.aligned import align
from medseg.io.dicom import DicomObject, choose_series, read_series
from medseg.io.dicom.choose import LARGEST
from medseg.io.formats import require_format
from medseg.io.image_file import ImageFile, read_image_file
from medseg.io.inspector import list_thing
from medseg.io.label_image import to_segmentation
from medseg.io.raw_image import RawImage
from medseg.io.survey import Survey, survey
from medseg.io.to_volume import to_volume
from medseg.records.read import ReadParameters
from medseg.volume import Geometry, Segmentation, Volume

MAX_SHOWN = 20

Thing = DicomObject | ImageFile


def read_any(path: Path, parameters: ReadParameters) -> Volume | Segmentation:
    """Read an image or a segmentation; see `medseg.io.read`."""
    found = survey(path)
    chosen = found.numbered(parameters.series)
    if chosen is None and found.scan.series:
        return _read_dicom(found, parameters)
    chosen = chosen or _only(found, found.rest, parameters.series)
    if isinstance(chosen, DicomObject) or chosen.is_segmentation:
        return _read_segments(chosen, found, None, parameters)
    return to_volume(read_image_file(chosen.path, chosen.format), parameters)


def read_volume(path: Path, parameters: ReadParameters) -> Volume:
    """Read an image; see `medseg.io.read_volume`."""
    found = survey(path)
    chosen = found.numbered(parameters.series)
    if chosen is None and found.scan.series:
        return _read_dicom(found, parameters)
    images = [file for file in found.files if not file.is_segmentation]
    chosen = chosen or _only(found, images or found.rest, parameters.series)
    if isinstance(chosen, DicomObject) or chosen.is_segmentation:
        raise UnsupportedFormatError(f"Expected an image, got a segmentation in {chosen.path.name!r}. Give it as a mask instead.")
    return to_volume(read_image_file(chosen.path, chosen.format), parameters)


def read_segmentation(path: Path, geometry: Geometry | None, parameters: ReadParameters) -> Segmentation:
    """Read a segmentation; see `medseg.io.read_segmentation`."""
    found = survey(path)
    chosen = found.numbered(parameters.series) if path.is_dir() else None
    candidates = found.segmentations or found.files
    if chosen is None and not candidates and found.scan.series:
        return _aligned(_labels_of_dicom(found, parameters), geometry)
    chosen = chosen or _only(found, candidates, None if len(candidates) == 1 else parameters.series)
    return _aligned(_read_segments(chosen, found, geometry, parameters), geometry)


def _aligned(segmentation: Segmentation, geometry: Geometry | None) -> Segmentation:
    """On the given grid, where its voxels are the segmentation's own."""
    return segmentation if geometry is None else align(segmentation, geometry) or segmentation


def _read_segments(chosen: Thing, found: Survey, geometry: Geometry | None, parameters: ReadParameters) -> Segmentation:
    from medseg.io.dicom_seg import read_dicom_seg
    from medseg.io.rtstruct import RTSTRUCT_CLASS, read_rtstruct
    from medseg.io.seg_nrrd import read_seg_nrrd

    if isinstance(chosen, DicomObject):
        read = read_rtstruct if chosen.sop_class == RTSTRUCT_CLASS else read_dicom_seg
        return read(chosen.path, geometry, found.path if found.path.is_dir() else None)
    if chosen.is_segmentation:
        return read_seg_nrrd(chosen.path, parameters)
    return to_segmentation(read_image_file(chosen.path, chosen.format), parameters)


def _labels_of_dicom(found: Survey, parameters: ReadParameters) -> Segmentation:
    """A labelmap that was stored as DICOM images."""
    volume = _read_dicom(found, parameters)
    return to_segmentation(RawImage(volume.array, volume.geometry.ijk_to_lps, volume.findings), parameters)


def _read_dicom(found: Survey, parameters: ReadParameters) -> Volume:
    volume = read_series(choose_series(found.scan.series, parameters.series), strict=parameters.strict)
    return volume if parameters.modality is None else replace(volume, modality=parameters.modality)


def _only(found: Survey, candidates: Sequence[Thing], wanted: str | None) -> Thing:
    """The one mask or file that is there, or the largest.

    Raises:
        SeriesError: There are several, or none answers to what is wanted.
        ReadError: There is none, and why.
    """
    if not candidates:
        _refuse(found)
    if len(candidates) == 1 and (wanted in (None, LARGEST) or not found.path.is_dir()):
        return candidates[0]
    if wanted == LARGEST:
        return max(candidates, key=lambda one: math.prod(list_thing(one, 0).size_ijk or (0,)))
    lines = [f"  {found.number_of(one)}: {one.path.name}" for one in candidates[:MAX_SHOWN]]
    lines += [f"  ... and {len(candidates) - MAX_SHOWN} more"] if len(candidates) > MAX_SHOWN else []
    what = "There are several things to read" if wanted is None else f"Nothing answers to {wanted!r}"
    raise SeriesError(f"{what}:\n" + "\n".join(lines) + f"\nName one by its number (--series), or take the `{LARGEST}`.")


def _refuse(found: Survey) -> NoReturn:
    """Say what is there instead of anything that can be read."""
    damaged = (*found.scan.unreadable, *found.damaged)
    if damaged and not found.scan.objects:
        raise damaged[0].error
    if found.path.is_dir():
        words = found.scan.describe_rest()
        raise NoImageError(f"Expected an image in the folder {found.path.name!r}, got none: there are {words}.")
    if not found.scan.objects:
        require_format(found.path)
    other = found.scan.objects[0]
    raise UnsupportedFormatError(f"Expected an image in {found.path.name!r}, got {other.name}. {other.remedy}.")
