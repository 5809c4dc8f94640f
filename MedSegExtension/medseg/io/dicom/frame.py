"""One slice of a DICOM file, as its header describes it."""

from dataclasses import dataclass
from pathlib import Path

from medseg.io.dicom.identity import Identity
from medseg.io.dicom.pixel_format import PixelFormat
from medseg.io.dicom.pixel_place import PixelPlace
from medseg.io.dicom.plane import Plane
from medseg.io.dicom.scale import Scale
from medseg.types import Triple


@dataclass(frozen=True, slots=True)
class Frame:
    """One slice of a DICOM file: a file of its own, or one frame of many.

    Attributes:
        path: The file.
        index: Number of the frame in the file, from 0.
        instance_uid: SOPInstanceUID of the file.
        identity: Which series it belongs to.
        format: How its pixels are encoded.
        place: Where in the file they are.
        plane: How its pixels lie.
        position: Centre of its first pixel in LPS; None where the file says none.
        scale: From stored values to intensities.
        stack: StackID of a multi-frame file: frames with the same one make a volume; else empty.
        marks: What tells acquisitions at the same position apart, in the order of `MARKS`, as the file writes it.
    """

    path: Path
    index: int
    instance_uid: str
    identity: Identity
    format: PixelFormat
    place: PixelPlace
    plane: Plane
    position: Triple | None
    scale: Scale
    stack: str
    marks: tuple[str, ...]

    @property
    def is_placed(self) -> bool:
        """Whether it is known where the slice lies."""
        return self.position is not None and self.plane.orientation is not None
