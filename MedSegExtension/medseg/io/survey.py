"""What is at a path, told by headers alone and numbered for choosing."""

import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from medseg.errors import NoImageError, ReadError
from medseg.io.dicom import DicomObject, DicomScan, Unreadable, scan
from medseg.io.dicom_seg import SEG_CLASSES
from medseg.io.formats import Format, identify
from medseg.io.image_file import ImageFile
from medseg.io.rtstruct import RTSTRUCT_CLASS


@dataclass(frozen=True)
class Survey:
    """What is at a path. Numbers go through the series, then the masks, then the files, from 1.

    Attributes:
        path: The place.
        scan: The DICOM files: the series are numbered from 1.
        masks: DICOM SEG and RTSTRUCT.
        files: Image files of other formats.
        damaged: Files of other formats that end too soon to tell which.
    """

    path: Path
    scan: DicomScan
    masks: tuple[DicomObject, ...]
    files: tuple[ImageFile, ...]
    damaged: tuple[Unreadable, ...] = ()

    @property
    def rest(self) -> tuple[DicomObject | ImageFile, ...]:
        """What is numbered after the series."""
        return (*self.masks, *self.files)

    @property
    def segmentations(self) -> tuple[DicomObject | ImageFile, ...]:
        """What holds nothing but segments: SEG, RTSTRUCT, `.seg.nrrd`."""
        return (*self.masks, *(file for file in self.files if file.is_segmentation))

    def number_of(self, thing: DicomObject | ImageFile) -> int:
        """The number of a mask or a file."""
        return len(self.scan.series) + 1 + self.rest.index(thing)

    def numbered(self, wanted: str | None) -> DicomObject | ImageFile | None:
        """The mask or file that a number names; None for anything else."""
        place = int(wanted) - len(self.scan.series) - 1 if wanted is not None and wanted.isdecimal() else -1
        return self.rest[place] if 0 <= place < len(self.rest) else None


def survey(path: Path) -> Survey:
    """Look at what is at a path.

    Raises:
        NoImageError: There is nothing.
    """
    found = scan(path)
    masks = tuple(one for one in found.objects if one.sop_class in (*SEG_CLASSES, RTSTRUCT_CLASS))
    files, damaged = _image_files(path, _dicom_files(found)) if found.other_files else ((), ())
    return Survey(path, found, masks, files, damaged)


def _dicom_files(found: DicomScan) -> set[Path]:
    paths = {path for series in found.series for path in series.paths}
    return paths | {one.path for one in found.objects} | {one.path for one in found.unreadable}


def _image_files(path: Path, dicom_files: Collection[Path]) -> tuple[tuple[ImageFile, ...], tuple[Unreadable, ...]]:
    paths = sorted(Path(folder, name) for folder, _, names in os.walk(path) for name in names) if path.is_dir() else [path]
    found, damaged = [], []
    for file in paths:
        if file in dicom_files or not file.is_file():
            continue
        try:
            kind = identify(file)
        except NoImageError:  # an empty file
            kind = None
        except ReadError as error:
            damaged.append(Unreadable(file, error))
            continue
        if kind is not None and kind is not Format.DICOM:
            found.append(ImageFile(file, kind))
    return tuple(found), tuple(damaged)
