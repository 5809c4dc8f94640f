"""Placing the frames of a DICOM SEG on a grid."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from medseg.errors import ReadError
from medseg.io.aligned import Move, whole_voxel_move
from medseg.io.dicom_seg_frames import SegFrame
from medseg.types import Floats
from medseg.volume import Geometry

SAME_PLACE_MM = 1e-3
SAME_DIRECTION = 1e-3


def moves_onto(frames: Sequence[SegFrame], target: Geometry) -> list[Move] | None:
    """Where each frame's pixels go on a grid; None where they are not voxels of it.

    A frame without a place in the patient fits a picture of its own size. A frame that marks voxels outside does not fit.
    """
    moves = []
    for frame in frames:
        move = _move(frame, target)
        if move is None:
            return None
        moves.append(move)
    return moves


def own_grid(frames: Sequence[SegFrame], path: Path) -> Geometry:
    """The smallest grid that holds all frames; slices as far apart as the file says, or as the nearest frames are.

    Raises:
        ReadError: Frames of different directions, or several without a place.
    """
    first = frames[0]
    rows, columns = first.pixels.shape
    if first.position_lps is None or first.directions_lps is None:
        segments = [frame.segment for frame in frames]
        if len(set(segments)) < len(segments):
            raise ReadError(f"The frames of {path.name!r} have no place in the patient. Put its image beside it.")
        return Geometry.from_axes((1, rows, columns), (*(first.spacing_ij or (1.0, 1.0)), 1.0))
    normal = _normal(first.directions_lps)
    if any(not _is_beside(frame, first) for frame in frames):
        raise ReadError(f"The frames of {path.name!r} lie in different directions. Put its image beside it.")
    positions = np.array([frame.position_lps for frame in frames])
    along = positions @ normal
    step, count = _steps(np.unique(np.round(along / SAME_PLACE_MM)) * SAME_PLACE_MM, first.slice_mm)
    directions = np.column_stack([first.directions_lps, normal])
    return Geometry.from_axes(
        (count, rows, columns), (*(first.spacing_ij or (1.0, 1.0)), step), positions[along.argmin()].tolist(), directions
    )


def _steps(places: Floats, declared_mm: float | None) -> tuple[float, int]:
    """Distance and number of slices, from sorted places along the normal."""
    reach = float(places[-1] - places[0])
    if reach == 0:
        return declared_mm or 1.0, 1
    nearest = float(np.diff(places).min())
    for step in (declared_mm, nearest):
        if step and step <= nearest + SAME_PLACE_MM and np.abs(_off_steps(places, step)).max() < 0.1:
            nearest = step
            break
    count = max(1, round(reach / nearest))
    return reach / count, count + 1


def _off_steps(places: Floats, step: float) -> Floats:
    """How far each place is from a whole number of steps, in steps."""
    steps = (places - places[0]) / step
    return np.asarray(steps - np.rint(steps))


def _move(frame: SegFrame, target: Geometry) -> Move | None:
    rows, columns = frame.pixels.shape
    if frame.position_lps is None or frame.directions_lps is None:
        return np.eye(4, dtype=np.int64) if target.shape == (1, rows, columns) else None
    normal = _normal(frame.directions_lps)
    across = int(np.abs(target.directions_lps.T @ normal).argmax())  # the target's axis from slice to slice
    spacing = (*(frame.spacing_ij or (1.0, 1.0)), target.spacing_ijk[across])
    directions = np.column_stack([frame.directions_lps, normal])
    move = whole_voxel_move(Geometry.from_axes((1, rows, columns), spacing, frame.position_lps.tolist(), directions), target)
    return move if move is not None and _fits(frame, move, target) else None


def _fits(frame: SegFrame, move: Move, target: Geometry) -> bool:
    """Whether all that the frame marks lies on the grid."""
    marked = np.argwhere(frame.pixels)
    if not marked.size:
        return True
    corners = np.array(
        [[i, j, 0, 1] for i in (marked[:, 1].min(), marked[:, 1].max()) for j in (marked[:, 0].min(), marked[:, 0].max())]
    )
    places = (corners @ move.T)[:, :3]
    return bool((places >= 0).all() and (places < target.shape[::-1]).all())


def _normal(directions_lps: Floats) -> Floats:
    return np.cross(directions_lps[:, 0], directions_lps[:, 1])


def _is_beside(frame: SegFrame, first: SegFrame) -> bool:
    """Whether two frames have the same directions and size."""
    if frame.position_lps is None or frame.directions_lps is None or first.directions_lps is None:
        return False
    return bool(np.abs(frame.directions_lps - first.directions_lps).max() < SAME_DIRECTION)
