"""Sheared axes made perpendicular."""

import numpy as np

from medseg.errors import GeometryError
from medseg.types import Floats, Voxels
from medseg.volume import Geometry
from medseg.volume.geometry import PERPENDICULAR_TOLERANCE

MAX_GROWTH = 8
"""How many times the image's voxels the box around it may have."""


def shear_degrees(ijk_to_lps: Floats) -> float:
    """How far two axes are from perpendicular, at most, in degrees; 0 for axes that are perpendicular or have no length."""
    lengths = np.linalg.norm(ijk_to_lps[:3, :3], axis=0)
    if not np.isfinite(lengths).all() or not lengths.all():
        return 0.0
    units = ijk_to_lps[:3, :3] / lengths
    cosine = float(np.abs(units.T @ units - np.eye(3)).max())
    return 0.0 if cosine <= PERPENDICULAR_TOLERANCE else float(np.degrees(np.arcsin(min(1.0, cosine))))


def straighten(array: Voxels, ijk_to_lps: Floats, fill: float, *, labels: bool) -> tuple[Voxels, Geometry]:
    """Resample an image with sheared axes onto a box that holds all of it.

    The box keeps the directions of the slices' rows and normal, and the voxels' size: rows and columns as they are, slices as
    far apart as their planes.

    Args:
        array: Voxels (k, j, i).
        ijk_to_lps: Matrix (4, 4) whose first two axes may be sheared too.
        fill: Intensity outside the image.
        labels: Take the nearest voxel instead of interpolating linearly.

    Returns:
        Voxels of the same type on the box, and the box.

    Raises:
        GeometryError: The axes lie in one plane, or so near to it that the box would hold nothing almost everywhere.
    """
    from scipy.ndimage import affine_transform

    box = _box(array.shape, ijk_to_lps)
    if box.voxel_count > MAX_GROWTH * array.size:
        raise GeometryError(
            f"Expected axes near perpendicular, got axes {shear_degrees(ijk_to_lps):.0f} degrees off. "
            "Correct the orientation in the file's header."
        )
    to_source = np.linalg.inv(ijk_to_lps) @ box.ijk_to_lps
    flipped = to_source[:3, :3][::-1, ::-1]  # scipy's indices are (k, j, i)
    exact = labels or array.dtype.kind == "f"
    source = array if exact else array.astype(np.float32)
    # "constant" would take a voxel that rounding puts a hair outside for nothing at all
    result = affine_transform(
        source, flipped, to_source[:3, 3][::-1], output_shape=box.shape, order=0 if labels else 1, mode="grid-constant", cval=fill
    )
    return (result if exact else np.rint(result)).astype(array.dtype), box


def _box(shape: tuple[int, ...], ijk_to_lps: Floats) -> Geometry:
    """The box around all voxel centres, with perpendicular axes near the sheared ones."""
    axes, triangle = np.linalg.qr(ijk_to_lps[:3, :3])
    spacing = np.abs(np.diag(triangle))
    if not (spacing > 1e-6 * np.abs(triangle).max()).all():
        raise GeometryError("Expected three axes, got axes that lie in one plane. Correct the orientation in the file's header.")
    axes = axes * np.sign(np.diag(triangle))
    corners = np.array([(i, j, k) for i in (0, shape[2] - 1) for j in (0, shape[1] - 1) for k in (0, shape[0] - 1)])
    along = (corners @ ijk_to_lps[:3, :3].T + ijk_to_lps[:3, 3]) @ axes
    low, high = along.min(axis=0), along.max(axis=0)
    i, j, k = (np.ceil((high - low) / spacing - 1e-6).astype(int) + 1).tolist()
    return Geometry.from_axes((k, j, i), spacing.tolist(), (axes @ low).tolist(), axes)
