"""Cases from a folder tree."""

import os
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path

from medseg.io.dicom import DicomSeries, choose_series
from medseg.io.dicom.choose import LARGEST
from medseg.io.dicom.patient import patient_hash
from medseg.io.formats import SUFFIXES, suffix_of
from medseg.io.survey import survey
from medseg.records.cohort_case import CohortCase


def read_tree(folder: Path, *, series: str | None = None, include: str = "") -> Iterator[CohortCase]:
    """Cases from a folder that is searched to its depth: a case each DICOM series and each image file.

    Segmentations are no cases. What looks like an image, or is called like one, and cannot be read is a
    case that fails with its reason.

    Args:
        folder: The folder.
        series: `largest` takes the largest series of each study; None takes all.
        include: Pattern for paths below the folder; empty for all.
    """
    found = survey(folder)
    told = {one.series_uid for one in found.scan.series if one.error is not None}
    damaged = [*(one for one in found.scan.unreadable if one.is_damaged and one.series_uid not in told), *found.damaged]
    known = {path for one in found.scan.series for path in one.paths} | {file.path for file in found.files}
    known |= {one.path for one in found.scan.objects} | {one.path for one in (*found.scan.unreadable, *found.damaged)}
    cases = [
        *(_series(one) for one in _chosen(found.scan.series, series)),
        *(CohortCase(image=file.path) for file in found.files if not file.is_segmentation),
        *(CohortCase(image=one.path, problem=str(one.error)) for one in damaged),
        *(CohortCase(image=path) for path in _promised(folder) if path not in known),
    ]
    for case in sorted(cases, key=lambda case: case.identity):
        first = case.files[0] if case.files else case.image
        if not include or fnmatch(first.relative_to(folder).as_posix(), include):
            yield case


def _promised(folder: Path) -> Iterator[Path]:
    """Files whose names promise an image, whatever they hold; the voxels beside a header are none."""
    for place, _, names in os.walk(folder):
        yield from (Path(place, name) for name in names if suffix_of(Path(name)) in SUFFIXES)


def _chosen(found: Iterable[DicomSeries], wanted: str | None) -> Iterator[DicomSeries]:
    """All series, or the largest of each study."""
    if wanted != LARGEST:
        yield from found
        return
    studies: dict[str, list[DicomSeries]] = {}
    for one in found:
        studies.setdefault(one.study_uid or one.series_uid or str(one.paths[0].parent), []).append(one)
    for members in studies.values():
        yield choose_series(members, LARGEST)


def _series(series: DicomSeries) -> CohortCase:
    paths = series.paths
    place = paths[0] if len(paths) == 1 else Path(os.path.commonpath([path.parent for path in paths]))
    patient = patient_hash(paths[0])
    return CohortCase(image=place, files=paths, patient=patient, problem="" if series.error is None else str(series.error))
