"""Where the voxels of an image lie in the patient."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from medseg.errors import GeometryError, GeometryMismatchError
from medseg.types import Floats, Shape, Triple

SPACING_LIMITS_MM = (1e-3, 200.0)
PERPENDICULAR_TOLERANCE = 2e-3  # cosine between two axes: 0.1 degrees, above what rounded header text gives
MATCH_TOLERANCE_VOXELS = 0.02  # of the smallest spacing, at the farthest corner
LPS_RAS = np.diag([-1.0, -1.0, 1.0, 1.0])


@dataclass(frozen=True, eq=False)
class Geometry:
    """A box of voxels in the patient: oblique, flipped and anisotropic as it may be.

    Attributes:
        shape: Number of voxels along (k, j, i), as the array has them.
        ijk_to_ras: Matrix (4, 4) from voxel indices (i, j, k) to millimetres to the patient's right, front and head.
            The centre of voxel (0, 0, 0) is its last column.

    Raises:
        GeometryError: No voxels, a spacing outside 0.001 to 200 mm, or axes that are not perpendicular.
    """

    shape: Shape
    ijk_to_ras: Floats

    def __post_init__(self) -> None:
        matrix = np.array(self.ijk_to_ras, dtype=np.float64)
        _check_shape(self.shape)
        _check_matrix(matrix)
        matrix.setflags(write=False)
        object.__setattr__(self, "shape", tuple(int(n) for n in self.shape))
        object.__setattr__(self, "ijk_to_ras", matrix)

    @classmethod
    def from_lps(cls, shape: Shape, ijk_to_lps: ArrayLike) -> "Geometry":
        """From a matrix (4, 4) in DICOM's and ITK's frame, which points left and back instead of right and front."""
        return cls(shape, LPS_RAS @ np.asarray(ijk_to_lps, dtype=np.float64))

    @classmethod
    def from_axes(
        cls,
        shape: Shape,
        spacing_ijk: Sequence[float],
        origin_lps: Sequence[float] = (0.0, 0.0, 0.0),
        directions_lps: ArrayLike | None = None,
    ) -> "Geometry":
        """From ITK's three parts.

        Args:
            shape: Voxels along (k, j, i).
            spacing_ijk: Millimetres between voxel centres along (i, j, k).
            origin_lps: Centre of the first voxel.
            directions_lps: (3, 3); its columns are the unit vectors along i, j and k. Default: identity.
        """
        matrix = np.eye(4)
        directions = np.eye(3) if directions_lps is None else np.asarray(directions_lps, dtype=np.float64)
        matrix[:3, :3] = directions * np.asarray(spacing_ijk, dtype=np.float64)
        matrix[:3, 3] = origin_lps
        return cls.from_lps(shape, matrix)

    @property
    def spacing_ijk(self) -> Triple:
        """Millimetres between voxel centres along (i, j, k)."""
        i, j, k = np.linalg.norm(self.ijk_to_ras[:3, :3], axis=0)
        return float(i), float(j), float(k)

    @property
    def spacing_mm(self) -> Triple:
        """Millimetres between voxel centres along (k, j, i), in the order of the array's axes."""
        i, j, k = self.spacing_ijk
        return k, j, i

    @property
    def directions_ras(self) -> Floats:
        """Unit vectors along i, j and k as the columns of a (3, 3) matrix."""
        return np.asarray(self.ijk_to_ras[:3, :3] / np.asarray(self.spacing_ijk))

    @property
    def origin_ras(self) -> Triple:
        """Centre of the first voxel."""
        right, anterior, superior = self.ijk_to_ras[:3, 3]
        return float(right), float(anterior), float(superior)

    @property
    def ijk_to_lps(self) -> Floats:
        """The matrix in DICOM's and ITK's frame."""
        return np.asarray(LPS_RAS @ self.ijk_to_ras)

    @property
    def origin_lps(self) -> Triple:
        """Centre of the first voxel in DICOM's and ITK's frame."""
        right, anterior, superior = self.origin_ras
        return -right, -anterior, superior

    @property
    def directions_lps(self) -> Floats:
        """Unit vectors along i, j and k as the columns of a (3, 3) matrix, in DICOM's and ITK's frame."""
        return np.asarray(LPS_RAS[:3, :3] @ self.directions_ras)

    @property
    def voxel_count(self) -> int:
        """Number of voxels."""
        return int(np.prod(self.shape, dtype=np.int64))

    @property
    def voxel_volume_ml(self) -> float:
        """Volume of one voxel in millilitres."""
        return float(np.prod(self.spacing_ijk)) / 1000.0

    @property
    def is_single_slice(self) -> bool:
        """Whether the image is one slice thick along k, as films and single pictures are."""
        return self.shape[0] == 1

    @property
    def orientation(self) -> str:
        """Where i, j and k lead, by the nearest patient direction: `LPS` for most CTs."""
        letters = (("L", "R"), ("P", "A"), ("I", "S"))
        used = np.abs(self.directions_ras)
        axes = [int(np.argmax(used[:, column])) for column in range(3)]
        return "".join(letters[axis][int(self.directions_ras[axis, n] > 0)] for n, axis in enumerate(axes))

    @property
    def corners_ras(self) -> Floats:
        """Centres of the eight corner voxels, (8, 3)."""
        k, j, i = (n - 1 for n in self.shape)
        indices = np.array([(x, y, z) for z in (0, k) for y in (0, j) for x in (0, i)], dtype=np.float64)
        return self.to_ras(indices)

    def to_ras(self, points_ijk: ArrayLike) -> Floats:
        """Bring voxel indices (n, 3), ordered i, j, k, to millimetres (n, 3)."""
        points = np.asarray(points_ijk, dtype=np.float64)
        return np.asarray(points @ self.ijk_to_ras[:3, :3].T + self.ijk_to_ras[:3, 3])

    def to_ijk(self, points_ras: ArrayLike) -> Floats:
        """Bring millimetres (n, 3) to voxel indices (n, 3), ordered i, j, k, not rounded."""
        inverse = np.linalg.inv(self.ijk_to_ras)
        points = np.asarray(points_ras, dtype=np.float64)
        return np.asarray(points @ inverse[:3, :3].T + inverse[:3, 3])

    def cropped(self, box: tuple[slice, slice, slice]) -> "Geometry":
        """The grid of `array[box]`; the slices are along (k, j, i), forwards, each voxel or every so many."""
        ranges = [range(*part.indices(size)) for part, size in zip(box, self.shape, strict=True)]
        matrix = self.ijk_to_ras.copy()
        matrix[:3, 3] = self.to_ras([[one.start for one in reversed(ranges)]])[0]
        matrix[:3, :3] *= [one.step for one in reversed(ranges)]
        k, j, i = map(len, ranges)
        return Geometry((k, j, i), matrix)

    def with_spacing(self, spacing_mm: Sequence[float]) -> "Geometry":
        """A grid over the same box with another spacing.

        The outer faces of the voxels stay where they are; where the new spacing does not divide the box, the last voxels
        reach up to half a voxel over it, evenly on both sides.

        Args:
            spacing_mm: Millimetres along (k, j, i).
        """
        old, new = np.asarray(self.spacing_mm), np.asarray(spacing_mm, dtype=np.float64)
        counts = np.maximum(1, np.round(np.asarray(self.shape) * old / new)).astype(int)
        centre = self.to_ras([[(n - 1) / 2 for n in reversed(self.shape)]])[0]
        matrix = np.eye(4)
        matrix[:3, :3] = self.directions_ras * new[::-1]
        matrix[:3, 3] = centre - matrix[:3, :3] @ ((counts[::-1] - 1) / 2)
        k, j, i = counts.tolist()
        return Geometry((k, j, i), matrix)

    def differences(self, other: "Geometry") -> list[str]:
        """Say in words how another grid differs; empty where the two are one, to a fiftieth of a voxel."""
        if self.shape != other.shape:
            return [f"{_sizes(self.shape)} voxels against {_sizes(other.shape)}"]
        apart_mm = float(np.max(np.linalg.norm(self.corners_ras - other.corners_ras, axis=1)))
        if apart_mm <= MATCH_TOLERANCE_VOXELS * min(self.spacing_ijk):
            return []
        words = [f"corners up to {apart_mm:.3g} mm apart"]
        if not np.allclose(self.spacing_ijk, other.spacing_ijk, rtol=1e-4):
            words.append(f"spacing {_sizes(self.spacing_ijk)} against {_sizes(other.spacing_ijk)} mm")
        if self.orientation != other.orientation:
            words.append(f"axes {self.orientation} against {other.orientation}")
        return words

    def matches(self, other: "Geometry") -> bool:
        """Whether another grid is the same, to a fiftieth of a voxel at its farthest corner."""
        return not self.differences(other)

    def require_match(self, other: "Geometry", mine: str, theirs: str) -> None:
        """Insist that another grid is the same.

        Args:
            other: The other grid.
            mine: What stands on this grid, such as "the image".
            theirs: What stands on the other, such as "the mask".

        Raises:
            GeometryMismatchError: They differ; the message says in what.
        """
        words = self.differences(other)
        if words:
            raise GeometryMismatchError(
                f"{mine.capitalize()} and {theirs} lie on different grids: {'; '.join(words)}. "
                f"Ask for resampling (--resample) to bring {theirs} onto the grid of {mine}."
            )

    def __str__(self) -> str:
        return f"{_sizes(self.shape[::-1])} voxels of {_sizes(self.spacing_ijk)} mm, axes {self.orientation}"


def _check_shape(shape: Sequence[int]) -> None:
    if len(shape) != 3 or any(n < 1 for n in shape):
        raise GeometryError(f"Expected three sizes (k, j, i) of at least 1 voxel, got {tuple(shape)}.")


def _check_matrix(matrix: Floats) -> None:
    if matrix.shape != (4, 4) or not np.isfinite(matrix).all() or not np.allclose(matrix[3], [0, 0, 0, 1]):
        raise GeometryError(f"Expected a finite affine matrix (4, 4) with last row 0 0 0 1, got {matrix.tolist()}.")
    spacing = np.linalg.norm(matrix[:3, :3], axis=0)
    check_spacing(spacing.tolist())
    cosines = np.abs((matrix[:3, :3] / spacing).T @ (matrix[:3, :3] / spacing) - np.eye(3))
    if cosines.max() > PERPENDICULAR_TOLERANCE:
        degrees = float(np.degrees(np.arcsin(min(1.0, cosines.max()))))
        raise GeometryError(f"Expected perpendicular axes, got axes {degrees:.2f} degrees off: resample the image first.")


def check_spacing(spacing_ijk: Sequence[float]) -> None:
    """Insist on voxels of a size that images have.

    Args:
        spacing_ijk: Millimetres along columns, rows and slices.

    Raises:
        GeometryError: One is outside 0.001 to 200 mm, or NaN.
    """
    low, high = SPACING_LIMITS_MM
    if not all(low <= spacing <= high for spacing in spacing_ijk):
        raise GeometryError(
            f"Expected voxel spacings from {low:g} to {high:g} mm, got {_sizes(spacing_ijk)} mm along i, j, k. "
            "Correct the spacing in the file's header."
        )


def _sizes(numbers: Sequence[float]) -> str:
    return " x ".join(f"{n:.4g}" for n in numbers)
