"""How the pixels of a slice lie: directions, spacing, thickness."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from medseg.errors import GeometryError
from medseg.io.dicom.elements import Raw, to_number, to_numbers
from medseg.io.dicom.tag import Tag

PLANE_TAGS = (
    Tag.ORIENTATION,
    Tag.PIXEL_SPACING,
    Tag.IMAGER_PIXEL_SPACING,
    Tag.NOMINAL_SCANNED_PIXEL_SPACING,
    Tag.MAGNIFICATION,
    Tag.SLICE_THICKNESS,
)
_DIRECTION_TOLERANCE = 1e-3  # 0.06 degrees: a quarter of a millimetre at the corner of a large slice
_SPACING_TOLERANCE = 1e-3


@dataclass(frozen=True, slots=True)
class Plane:
    """How the pixels of a slice lie.

    Attributes:
        orientation: Unit vectors along a row and down a column, (x, y, z, x, y, z) in LPS; None where the file says none.
        spacing_ij: Millimetres between columns and between rows; None where the file says none.
        is_estimated: Whether the spacing is that on the detector or film, the magnification being unknown.
        thickness_mm: Of the slice; None where the file says none, or nothing positive.
    """

    orientation: tuple[float, ...] | None
    spacing_ij: tuple[float, float] | None
    is_estimated: bool
    thickness_mm: float | None

    def is_parallel_to(self, other: "Plane") -> bool:
        """Whether rows and columns lead the same way."""
        if self.orientation is None or other.orientation is None:
            return self.orientation is other.orientation
        return bool(np.allclose(self.orientation, other.orientation, rtol=0, atol=_DIRECTION_TOLERANCE))

    def is_spaced_as(self, other: "Plane") -> bool:
        """Whether pixels have the same size."""
        if self.spacing_ij is None or other.spacing_ij is None:
            return self.spacing_ij is other.spacing_ij
        return bool(np.allclose(self.spacing_ij, other.spacing_ij, rtol=_SPACING_TOLERANCE, atol=0))


@lru_cache(maxsize=256)
def to_plane(raw: Raw) -> Plane:
    """Parse the raw values of `PLANE_TAGS`.

    Raises:
        ReadError: Something else than numbers.
        GeometryError: Rows and columns that lead nowhere or the same way.
    """
    values = {tag: to_numbers(value, tag) for tag, value in zip(PLANE_TAGS, raw, strict=True)}
    spacing, is_estimated = _spacing(values)
    thickness = to_number(raw[PLANE_TAGS.index(Tag.SLICE_THICKNESS)], Tag.SLICE_THICKNESS)
    return Plane(
        to_orientation(values[Tag.ORIENTATION]), spacing, is_estimated, thickness if thickness and thickness > 0 else None
    )


def to_orientation(numbers: tuple[float, ...] | None) -> tuple[float, ...] | None:
    """Unit vectors along a row and down a column; None where none are given, or six zeros, which stand for none.

    Raises:
        GeometryError: They are not six numbers, or lead nowhere or the same way.
    """
    if numbers is None or not any(numbers):
        return None
    if len(numbers) != 6:
        raise GeometryError(f"Expected six numbers in ImageOrientationPatient, got {len(numbers)}. Export the image anew.")
    row, column = np.asarray(numbers[:3]), np.asarray(numbers[3:])
    lengths = np.linalg.norm(row), np.linalg.norm(column)
    if min(lengths) < 0.5 or abs(row @ column) > 0.1 * lengths[0] * lengths[1]:
        raise GeometryError(
            "Expected perpendicular rows and columns in ImageOrientationPatient, got others. Export the image anew."
        )
    return tuple((row / lengths[0]).tolist() + (column / lengths[1]).tolist())


def _spacing(values: dict[Tag, tuple[float, ...] | None]) -> tuple[tuple[float, float] | None, bool]:
    """Millimetres between columns and between rows, from the first element that has them, and whether they are an estimate.

    DICOM PS3.3 10.7.1.3: PixelSpacing may be calibrated; ImagerPixelSpacing is measured on the detector, and the object in front
    of it is smaller by the magnification factor. DICOM gives the distance between rows first.
    """
    for tag in (Tag.PIXEL_SPACING, Tag.IMAGER_PIXEL_SPACING, Tag.NOMINAL_SCANNED_PIXEL_SPACING):
        numbers = values[tag]
        if numbers is None or len(numbers) != 2 or min(numbers) <= 0:
            continue
        magnified = values[Tag.MAGNIFICATION] if tag is Tag.IMAGER_PIXEL_SPACING else None
        factor = magnified[0] if magnified and magnified[0] > 0 else 1.0
        return (numbers[1] / factor, numbers[0] / factor), tag is not Tag.PIXEL_SPACING and not magnified
    return None, False
