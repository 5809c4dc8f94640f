"""Which part of the patient a view has to hold."""

import numpy as np

from medseg.records.render import Plane
from medseg.types import Floats
from medseg.volume import Geometry

PLANES_BY_NORMAL = (Plane.SAGITTAL, Plane.CORONAL, Plane.AXIAL)


def centre_ras(geometry: Geometry) -> Floats:
    """The middle of an image, (3,)."""
    return np.asarray(geometry.corners_ras.mean(axis=0))


def extent_mm(geometry: Geometry, axes_ras: Floats) -> Floats:
    """How far an image reaches along a view's axes, the outer faces of its voxels counted.

    Args:
        geometry: The image's grid.
        axes_ras: Unit vectors as columns, (3, 3).

    Returns:
        Millimetres along each, (3,).
    """
    sides = geometry.directions_ras * (np.array(geometry.shape[::-1]) * np.array(geometry.spacing_ijk))
    return np.asarray(np.abs(axes_ras.T @ sides).sum(axis=1))


def slice_axis(geometry: Geometry, plane: Plane) -> int:
    """The axis of the array (k, j, i) along which slices of this plane follow each other: the one nearest to its normal."""
    order = np.abs(geometry.directions_ras)
    free = [0, 1, 2]
    axes: dict[Plane, int] = {}
    for name in (Plane.AXIAL, Plane.CORONAL, Plane.SAGITTAL):
        row = PLANES_BY_NORMAL.index(name)
        axes[name] = max(free, key=lambda column: float(order[row, column]))
        free.remove(axes[name])
    return 2 - axes[plane]


def own_plane(geometry: Geometry) -> Plane:
    """The plane that the image's slices (i, j) lie in, by its nearest name."""
    return PLANES_BY_NORMAL[int(np.argmax(np.abs(geometry.directions_ras[:, 2])))]


def patient_size_mm(geometry: Geometry) -> tuple[float, float, float]:
    """How far an image reaches from right to left, back to front and foot to head, along its own axes."""
    sides = np.array(geometry.shape) * np.array(geometry.spacing_mm)
    right, front, head = (float(sides[slice_axis(geometry, plane)]) for plane in PLANES_BY_NORMAL)
    return right, front, head
