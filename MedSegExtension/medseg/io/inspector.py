"""Listing what can be read at a path, by headers as far as they tell."""

from pathlib import Path

import numpy as np

from medseg.errors import InputError
from medseg.io.dicom import DicomObject, DicomSeries, Unreadable
from medseg.io.dicom_seg import BACKGROUND
from medseg.io.formats import SUFFIXES, Format, suffix_of
from medseg.io.image_file import ImageFile, peek_image_file
from medseg.io.listing import Listing
from medseg.io.rtstruct import RTSTRUCT_CLASS
from medseg.io.survey import Survey, survey
from medseg.types import Floats, Triple
from medseg.volume.geometry import check_spacing

MAX_NAMES = 8


def inspect_path(path: Path) -> tuple[Listing, ...]:
    """List what is at a path; see `medseg.io.inspect`."""
    found = survey(path)
    listings = [_list_series(series) for series in found.scan.series]
    listings += [list_thing(one, found.number_of(one)) for one in found.rest]
    others = [one for one in found.scan.objects if one not in found.masks]
    listings += [Listing(kind="unreadable", format="DICOM", path=one.path, problem=_sentence(one)) for one in others]
    listings += [_list_unreadable(one) for one in _alone(found)]
    return tuple(listings)


def list_thing(thing: DicomObject | ImageFile, number: int) -> Listing:
    """List a mask or a file; one whose header cannot be read is told to be unreadable."""
    try:
        return _list_mask(thing, number) if isinstance(thing, DicomObject) else _list_file(thing, number)
    except InputError as error:
        name = "DICOM" if isinstance(thing, DicomObject) else thing.format.value
        return Listing(kind="unreadable", format=name, path=thing.path, problem=str(error))


def _list_series(series: DicomSeries) -> Listing:
    return Listing(
        kind="volume" if series.error is None else "unreadable",
        format="DICOM series",
        path=series.paths[0].parent if len(series.paths) > 1 else series.paths[0],
        number=series.number,
        modality=series.modality,
        size_ijk=series.size_ijk,
        spacing_ijk=series.spacing_ijk,
        files=len(series.paths),
        series_uid=series.series_uid,
        description=series.description,
        findings=series.findings,
        problem="" if series.error is None else str(series.error),
    )


def _list_mask(mask: DicomObject, number: int) -> Listing:
    from medseg.io.dicom_mask_file import items, load, whole_number

    dataset = load(mask.path)
    is_contours = mask.sop_class == RTSTRUCT_CLASS
    sequence, keyword = ("StructureSetROISequence", "ROIName") if is_contours else ("SegmentSequence", "SegmentLabel")
    found = [item for item in items(dataset, sequence) if item.get("SegmentNumber") != BACKGROUND]
    names = [str(item.get(keyword, "")) for item in found]
    size = None if is_contours else (whole_number(dataset, "Columns"), whole_number(dataset, "Rows"))
    return Listing(
        kind="segmentation",
        format="RTSTRUCT" if is_contours else "DICOM SEG",
        path=mask.path,
        number=number,
        size_ijk=None if size is None else (*size, whole_number(dataset, "NumberOfFrames") or 1),
        series_uid=mask.series_uid,
        description=_names(names),
    )


def _list_file(file: ImageFile, number: int) -> Listing:
    header = peek_image_file(file.path, file.format)
    spacing = _spacing(header.ijk_to_lps)
    check_spacing(spacing)
    names = _segment_names(file) if file.is_segmentation else []
    return Listing(
        kind="segmentation" if file.is_segmentation else "volume",
        format=file.format.value,
        path=file.path,
        number=number,
        size_ijk=header.size_ijk,
        spacing_ijk=spacing,
        description=_names(names),
        findings=header.findings,
    )


def _segment_names(file: ImageFile) -> list[str]:
    from medseg.io.seg_nrrd import read_fields
    from medseg.io.seg_nrrd_fields import segments_of

    return [segment.name for segment in segments_of(read_fields(file.path), 1)]


def _spacing(ijk_to_lps: Floats) -> Triple:
    i, j, k = np.linalg.norm(ijk_to_lps[:3, :3], axis=0).tolist()
    return i, j, k


def _names(names: list[str]) -> str:
    more = f" and {len(names) - MAX_NAMES} more" if len(names) > MAX_NAMES else ""
    return ", ".join(names[:MAX_NAMES]) + more


def _sentence(other: DicomObject) -> str:
    return f"It is {other.name}. {other.remedy}."


def _alone(found: Survey) -> list[Unreadable]:
    """Damaged files that no listed series tells of already."""
    told = {series.series_uid for series in found.scan.series if series.series_uid and series.error is not None}
    return [*(one for one in found.scan.unreadable if one.series_uid not in told), *found.damaged]


def _list_unreadable(one: Unreadable) -> Listing:
    promised = SUFFIXES.get(suffix_of(one.path), Format.DICOM)
    return Listing(kind="unreadable", format=promised.value, path=one.path, series_uid=one.series_uid, problem=str(one.error))
