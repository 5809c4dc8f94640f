"""One readable thing at a path."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from medseg.types import Triple
from medseg.volume import Finding, Modality

Kind = Literal["volume", "segmentation", "unreadable"]


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One volume or segmentation that can be read from a path, or a file there that cannot.

    Attributes:
        kind: `volume`, `segmentation`, or `unreadable` for a file that looks like an image and is none.
        format: Name of the format for people: `DICOM series`, `DICOM SEG`, `RTSTRUCT`, `NIfTI`, `NRRD`, ...
        path: The file, or the folder that holds the series.
        number: What `--series` takes to choose it, from 1; None for what is unreadable.
        modality: What kind of image it is.
        size_ijk: Columns, rows and slices; None where only a full read would tell.
        spacing_ijk: Millimetres along columns, rows and slices; None where only a full read would tell.
        files: Number of files that make it up.
        series_uid: Of DICOM; else empty.
        description: The series' description, or the segments' names.
        findings: What is peculiar about it, as far as its headers tell.
        problem: Why it cannot be read; empty where it can.
    """

    kind: Kind
    format: str
    path: Path
    number: int | None = None
    modality: Modality = Modality.OTHER
    size_ijk: tuple[int, int, int] | None = None
    spacing_ijk: Triple | None = None
    files: int = 1
    series_uid: str = ""
    description: str = ""
    findings: tuple[Finding, ...] = ()
    problem: str = ""
