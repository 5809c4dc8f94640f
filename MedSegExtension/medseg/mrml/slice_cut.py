"""The plane of a slice view, cut through a whole image."""

from dataclasses import replace

import numpy as np

from medseg.types import Floats, Voxels
from medseg.volume import Geometry, Volume

PARALLEL = np.cos(np.radians(1.0))
MOST_PIXELS = 1024  # along a side; a network looks at 256 or 512


def cut_slice(volume: Volume, slice_to_ras: Floats, neighbours: int = 0, step: int = 1) -> Volume | None:
    """Cut a plane out of an image, all of it, whatever part a view shows.

    Where the plane runs along the image's own slices, the nearest of them is taken as it is: nothing is interpolated or copied.
    Any other plane is sampled linearly, at the image's finest spacing, with air (in CT) or 0 outside.

    Args:
        volume: The image.
        slice_to_ras: Pose of the plane (4, 4), as a slice node has it: across, up, towards the viewer, a point on it.
        neighbours: So many slices on either side come along, the same number on both: fewer near the ends of the image.
        step: So many of the image's slices apart they lie, at least 1.

    Returns:
        An image one slice thick, or with its neighbours, the plane in the middle; None where the plane misses the image.
    """
    normal = slice_to_ras[:3, 2] / np.linalg.norm(slice_to_ras[:3, 2])
    if abs(float(normal @ volume.geometry.directions_ras[:, 2])) >= PARALLEL:
        return _own_slice(volume, slice_to_ras[:3, 3], neighbours, step)
    geometry = _plane_grid(volume.geometry, slice_to_ras, neighbours, step * volume.geometry.spacing_mm[0])
    return None if geometry is None else replace(volume, array=_sampled(volume, geometry), geometry=geometry)


def _own_slice(volume: Volume, point_ras: Floats, neighbours: int, step: int) -> Volume | None:
    """The image's own slice nearest to a point; None where the point lies before the first or behind the last."""
    height = float(volume.geometry.to_ijk([point_ras])[0, 2])
    number, last = round(height), volume.geometry.shape[0] - 1
    if not 0 <= number <= last:
        return None
    reach = step * min(neighbours, number // step, (last - number) // step)
    box = (slice(number - reach, number + reach + 1, step), slice(None), slice(None))
    return replace(volume, array=volume.array[box], geometry=volume.geometry.cropped(box))


def _plane_grid(geometry: Geometry, slice_to_ras: Floats, neighbours: int, apart: float) -> Geometry | None:
    """A grid in the plane over all of the image: i across, j down, so that an axial plane has the axes of an axial CT."""
    axes = slice_to_ras[:3, :3] / np.linalg.norm(slice_to_ras[:3, :3], axis=0)
    axes[:, 1] *= -1
    corners = (geometry.corners_ras - slice_to_ras[:3, 3]) @ axes
    low, high = corners.min(axis=0), corners.max(axis=0)
    if low[2] > 0 or high[2] < 0:
        return None
    spacing = max(min(geometry.spacing_mm), float((high - low)[:2].max()) / (MOST_PIXELS - 1))
    columns, rows = (np.ceil((high - low)[:2] / spacing).astype(int) + 1).tolist()
    matrix = np.eye(4)
    matrix[:3, :3] = axes * (spacing, spacing, apart)
    matrix[:3, 3] = slice_to_ras[:3, 3] + axes @ (low[0], low[1], -neighbours * apart)
    return Geometry((2 * neighbours + 1, rows, columns), matrix)


def _sampled(volume: Volume, geometry: Geometry) -> Voxels:
    """Intensities on a grid (k, j, i), between voxel centres linearly."""
    from scipy.ndimage import map_coordinates

    k, j, i = np.indices(geometry.shape)
    points = geometry.to_ras(np.stack([i.ravel(), j.ravel(), k.ravel()], axis=1))
    places = volume.geometry.to_ijk(points).T[::-1]
    values = map_coordinates(volume.array, places, np.float32, order=1, mode="constant", cval=volume.modality.fill_value)
    if volume.array.dtype.kind != "f":
        values = np.rint(values)
    return np.asarray(values.astype(volume.array.dtype).reshape(geometry.shape))
