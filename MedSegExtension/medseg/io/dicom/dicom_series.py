"""An image among DICOM files."""

from dataclasses import dataclass, replace
from pathlib import Path

from medseg.errors import InputError
from medseg.io.dicom.frame import Frame
from medseg.io.dicom.kinds import SECONDARY_CAPTURE, modality_of
from medseg.io.dicom.stack import Stack
from medseg.types import Triple
from medseg.volume import Finding, Geometry, Modality


@dataclass(frozen=True)
class DicomSeries:
    """An image among DICOM files: the slices that make one volume, or a single picture.

    Attributes:
        number: Its place in the list, from 1: what `--series` takes.
        frames: Its slices, in no order.
        stack: Its slices in their order; None where they cannot be put in one.
        error: Why it cannot be read; None where it can, as far as headers tell.
        findings: What is peculiar about it, as far as headers tell; they say what reading does about it.
    """

    number: int
    frames: tuple[Frame, ...]
    stack: Stack | None
    error: InputError | None
    findings: tuple[Finding, ...] = ()

    @property
    def series_uid(self) -> str:
        """SeriesInstanceUID; empty where the files have none."""
        return self.frames[0].identity.series_uid

    @property
    def study_uid(self) -> str:
        """StudyInstanceUID; empty where the files have none."""
        return self.frames[0].identity.study_uid

    @property
    def frame_of_reference_uid(self) -> str:
        """FrameOfReferenceUID; empty where the files have none."""
        return self.frames[0].identity.frame_of_reference_uid

    @property
    def instance_uids(self) -> frozenset[str]:
        """SOPInstanceUIDs of its files: what masks refer to."""
        return frozenset(frame.instance_uid for frame in self.frames if frame.instance_uid)

    @property
    def description(self) -> str:
        """SeriesDescription: free text of the site, for people who choose; not for logs and file names."""
        return self.frames[0].identity.description

    @property
    def dicom_modality(self) -> str:
        """As DICOM writes it, such as `PT`; `?` where the files have none."""
        return self.frames[0].identity.modality or "?"

    @property
    def modality(self) -> Modality:
        """The kind of image. A picture of a CT, without a rescale or in colour, is no CT."""
        frame = self.frames[0]
        is_picture = frame.identity.sop_class.startswith(SECONDARY_CAPTURE) and not frame.scale.is_given
        is_measured = not (is_picture or frame.format.is_colour)
        return modality_of(frame.identity.modality, frame.identity.sop_class, is_measured=is_measured)

    @property
    def name(self) -> str:
        """What to call the volume: modality and series number, nothing of the patient."""
        modality = self.frames[0].identity.modality or "DICOM"
        return f"{modality} series {self.frames[0].identity.number or self.number}"

    @property
    def geometry(self) -> Geometry | None:
        """The grid of the volume that reading gives; None where it cannot be read."""
        return None if self.stack is None else self.stack.geometry

    @property
    def size_ijk(self) -> tuple[int, int, int]:
        """Columns, rows and slices of the volume that reading gives; the files' own where it cannot be read."""
        if self.geometry is None:
            return self.frames[0].format.columns, self.frames[0].format.rows, len(self.frames)
        k, j, i = self.geometry.shape
        return i, j, k

    @property
    def spacing_ijk(self) -> Triple | None:
        """Millimetres along columns, rows and slices of the volume that reading gives; None where it cannot be read."""
        return None if self.geometry is None else self.geometry.spacing_ijk

    @property
    def paths(self) -> tuple[Path, ...]:
        """Its files, sorted."""
        return tuple(sorted({frame.path for frame in self.frames}))

    def numbered(self, number: int) -> "DicomSeries":
        """The same at another place in the list."""
        return replace(self, number=number)

    def __str__(self) -> str:
        sizes = " x ".join(map(str, self.size_ijk[:2]))
        return f"{self.dicom_modality}, {self.size_ijk[2]} slice{'s' if self.size_ijk[2] > 1 else ''} of {sizes}"
