"""How much surface each element has: the surface between the voxel centres around one corner.

A corner of the voxel grid has eight voxels around it, one bit of a code each. Where some but not all are in the mask, the
surface passes between them as marching cubes (Lorensen and Cline, SIGGRAPH 1987) draws it: through the midpoints between
voxels inside and outside. With four voxels or fewer inside, those that share faces hang together, and each such group is cut
off by itself; with more, those outside are cut off in the same way. Six shapes of group follow, up to rotation.
"""

import math
from collections.abc import Sequence
from functools import cache

import numpy as np

from medseg.types import Floats

Place = tuple[int, int, int]
Vector = tuple[float, float, float]

PLACES: list[Place] = [(k, j, i) for k in (0, 1) for j in (0, 1) for i in (0, 1)]


def surface_areas(spacing_mm: Sequence[float]) -> Floats:
    """Area in mm² for each of the 256 codes of eight voxels around a corner.

    Args:
        spacing_mm: Millimetres between voxel centres along (k, j, i).

    Returns:
        Areas (256). In a code, the voxel on the far side (1) or near side (0) of the corner along (k, j, i) is bit 2k + j + 4i.
    """
    k, j, i = spacing_mm
    areas = np.zeros(256)
    for code in range(256):
        for across_k, across_j, across_i in _area_vectors(code):
            areas[code] += np.linalg.norm([across_k * j * i, across_j * k * i, across_i * k * j])
    return areas


def contour_lengths(spacing_mm: Sequence[float]) -> Floats:
    """Length in mm for each of the 16 codes of four pixels around a corner: what surfaces are in one slice.

    A side of the contour crosses from midpoint to midpoint: parallel to an axis, or over half a pixel's diagonal.

    Args:
        spacing_mm: Millimetres between pixel centres along (j, i).

    Returns:
        Lengths (16). In a code, the pixel on the far side (1) or near side (0) of the corner along (j, i) is bit j + 2i.
    """
    j, i = spacing_mm
    half = 0.5 * math.sqrt(j**2 + i**2)
    straight = {0b0011: j, 0b1100: j, 0b0101: i, 0b1010: i}
    crossed = {0b0110: 2 * half, 0b1001: 2 * half}
    whole = {0b0000: 0.0, 0b1111: 0.0}
    special = straight | crossed | whole
    return np.array([special.get(code, half) for code in range(16)])


@cache
def _area_vectors(code: int) -> list[Vector]:
    """Area vectors of the parts of the surface, in units of voxel faces across (k, j, i); signs do not count."""
    inside = {place for place in PLACES if code >> (2 * place[0] + place[1] + 4 * place[2]) & 1}
    if len(inside) > 4:
        inside = set(PLACES) - inside
    return [vector for group in _groups(inside) for vector in _cut_off(group)]


def _groups(places: set[Place]) -> list[set[Place]]:
    """Voxels that hang together by faces."""
    groups: list[set[Place]] = []
    for place in sorted(places):
        joined = [group for group in groups if any(_are_neighbours(place, other) for other in group)]
        groups = [group for group in groups if group not in joined]
        groups.append({place}.union(*joined))
    return groups


def _cut_off(group: set[Place]) -> list[Vector]:
    """The parts of the surface that cut one group off: triangles, whose rounded areas add up as in surface-distance."""
    degrees = {place: sum(_are_neighbours(place, other) for other in group) for place in group}
    ends = sorted(place for place, degree in degrees.items() if degree == 1)
    if len(group) == 1:  # a triangle across the corner
        return [_diagonal(1 / 8)]
    if len(group) == 2:  # a rectangle along the edge
        return [_across(_axis(*group), 1 / 4)] * 2
    if len(group) == 3:  # a triangle parallel to the plane of the three, and a trapezoid
        return [_along(_normal(group), 1 / 2), _diagonal(1 / 4), _diagonal(1 / 8)]
    if not ends:  # four in a plane: a rectangle
        return [_along(_normal(group), 1 / 2)] * 2
    if len(ends) == 3:  # a voxel and its three neighbours: a hexagon
        return [_diagonal(1 / 4), _diagonal(1 / 4), _diagonal(1 / 8), _diagonal(1 / 8)]
    middle = _axis(*(place for place, degree in degrees.items() if degree == 2))
    outer = [axis for axis in range(3) if axis != middle]  # a chain that turns twice
    return [_diagonal(3 / 8), _across(outer[0], 1 / 4), _diagonal(1 / 8), _across(outer[1], 1 / 4)]


def _are_neighbours(one: Place, other: Place) -> bool:
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _axis(one: Place, other: Place) -> int:
    return next(axis for axis in range(3) if one[axis] != other[axis])


def _normal(group: set[Place]) -> int:
    return next(axis for axis in range(3) if len({place[axis] for place in group}) == 1)


def _diagonal(size: float) -> Vector:
    return size, size, size


def _along(axis: int, size: float) -> Vector:
    k, j, i = (size if n == axis else 0.0 for n in range(3))
    return k, j, i


def _across(axis: int, size: float) -> Vector:
    k, j, i = (0.0 if n == axis else size for n in range(3))
    return k, j, i
