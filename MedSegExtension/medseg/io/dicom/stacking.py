"""Placing slices by their positions."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from medseg.io.dicom.frame import Frame
from medseg.io.dicom.plane import Plane
from medseg.io.dicom.spacing import rounding_of, to_spacing
from medseg.io.dicom.stack import Stack
from medseg.types import Floats
from medseg.volume import Finding, Geometry

_SHIFT_TOLERANCE_PIXELS = 0.25  # more than the rounding of directions to three decimals moves the last slice of 200 mm
_SAME_PLACE = 0.01  # of the gap between slices
_NO_PIXEL_MM = 1.0


def to_stack(frames: Sequence[Frame]) -> Stack:
    """Place the slices of one volume: all placed and parallel and of one size, or a single one.

    Raises:
        GeometryError: A spacing outside of what can be, or rows and columns that are not perpendicular.
        ReadError: The gaps are so large that most of the volume would be made up.
    """
    if len(frames) == 1:
        return _single(frames[0])
    slots = to_slots(frames)
    if len(slots) == 1:
        return _single(*slots[0])
    return _several(slots)


def to_slots(frames: Sequence[Frame]) -> tuple[tuple[Frame, ...], ...]:
    """Order placed, parallel slices by where they lie along their normal; those at the same place share a slot."""
    heights = _positions(frames) @ normal_of(frames[0].plane)
    order = np.argsort(heights, kind="stable")
    gaps = np.diff(heights[order])
    apart = gaps > _SAME_PLACE * np.percentile(gaps, 90)
    starts = [0, *(np.flatnonzero(apart) + 1).tolist(), len(frames)]
    return tuple(
        tuple(sorted((frames[n] for n in order[start:stop]), key=lambda frame: (str(frame.path), frame.index)))
        for start, stop in pairwise(starts)
    )


def normal_of(plane: Plane) -> Floats:
    """The unit vector perpendicular to rows and columns; along z for a slice that is not placed."""
    if plane.orientation is None:
        return np.array([0.0, 0.0, 1.0])
    normal = np.cross(plane.orientation[:3], plane.orientation[3:])
    return np.asarray(normal / np.linalg.norm(normal))


def _positions(frames: Sequence[Frame]) -> Floats:
    """Centres of the first pixels, (n, 3) in LPS."""
    return np.array([frame.position or (0.0, 0.0, 0.0) for frame in frames], dtype=np.float64)


def _single(*copies: Frame) -> Stack:
    frame = copies[0]
    position = np.asarray(frame.position if frame.is_placed and frame.position else (0.0, 0.0, 0.0))
    thickness = frame.plane.thickness_mm
    findings = _plane_findings(frame.plane) + _copy_findings([copies]) + _place_findings(frame)
    if thickness is None and frame.is_placed:
        findings += (
            Finding("no-thickness", "The slice's thickness is not known: 1 mm is taken, so volumes in ml are not to be used."),
        )
    geometry = _grid((1, frame.format.rows, frame.format.columns), frame.plane, thickness or 1.0, position)
    return Stack((copies,), geometry, (0.0,), ((0.0, 0.0),), findings)


def _several(slots: tuple[tuple[Frame, ...], ...]) -> Stack:
    frames = [slot[0] for slot in slots]
    plane, positions = frames[0].plane, _positions(frames)
    normal = normal_of(plane)
    spacing = to_spacing((positions - positions[0]) @ normal, rounding_of(positions, normal))
    shifts, tilt = _shifts(positions, plane, normal)
    low = np.floor(shifts.min(axis=0))
    rows, columns = np.add((frames[0].format.rows, frames[0].format.columns), np.ceil(shifts.max(axis=0)) - low)
    corner = positions[0] + _in_plane(plane) @ low[::-1]
    geometry = _grid((spacing.count, int(rows), int(columns)), plane, spacing.spacing_mm, corner)
    found = [finding for finding in (spacing.finding, tilt) if finding is not None]
    findings = (*found, *_plane_findings(plane), *_copy_findings(slots))
    return Stack(slots, geometry, spacing.places, tuple((j, i) for j, i in (shifts - low).tolist()), findings)


def _grid(shape: tuple[int, int, int], plane: Plane, spacing_k: float, corner: Floats) -> Geometry:
    directions = np.reshape(plane.orientation or (1.0, 0.0, 0.0, 0.0, 1.0, 0.0), (2, 3))
    i, j = plane.spacing_ij or (_NO_PIXEL_MM, _NO_PIXEL_MM)
    return Geometry.from_axes(shape, (i, j, spacing_k), corner.tolist(), np.column_stack([*directions, normal_of(plane)]))


def _in_plane(plane: Plane) -> Floats:
    """Matrix (3, 2) from pixels (i, j) to millimetres in LPS."""
    directions = np.reshape(plane.orientation or (1.0, 0.0, 0.0, 0.0, 1.0, 0.0), (2, 3))
    return np.asarray(directions.T * (plane.spacing_ij or (_NO_PIXEL_MM, _NO_PIXEL_MM)))


def _shifts(positions: Floats, plane: Plane, normal: Floats) -> tuple[Floats, Finding | None]:
    """How far each slice lies from the normal through the first, (n, 2) in pixels (j, i), and what that is; zeros for little."""
    moved = positions - positions[0]
    heights = moved @ normal
    shifts = (moved @ np.linalg.pinv(_in_plane(plane)).T)[:, ::-1]
    if np.abs(shifts).max() <= _SHIFT_TOLERANCE_PIXELS:
        return np.zeros_like(shifts), None
    shifts[:, np.ptp(shifts, axis=0) <= _SHIFT_TOLERANCE_PIXELS] = 0.0
    shifts = np.round(shifts, 6)  # so that the last bits do not make the box a row larger
    slope = heights @ shifts / (heights @ heights)
    if np.abs(shifts - np.outer(heights, slope)).max() > _SHIFT_TOLERANCE_PIXELS:
        return shifts, _shifted(shifts)
    return shifts, _tilted(moved[-1], float(heights[-1]))


def _tilted(moved: Floats, height: float) -> Finding:
    degrees = float(np.degrees(np.arccos(min(1.0, height / float(np.linalg.norm(moved))))))
    return Finding(
        "gantry-tilt",
        f"The slices are tilted by {degrees:.1f} degrees against the direction in which they are stacked (gantry tilt): each was "
        "moved in its plane to where it lies, by linear interpolation, and the box grew to hold all.",
        repaired=True,
    )


def _shifted(shifts: Floats) -> Finding:
    return Finding(
        "shifted-slices",
        f"The slices do not lie above one another, but up to {np.ptp(shifts, axis=0).max():.1f} pixels aside: each was moved in "
        "its plane to where it lies, by linear interpolation, and the box grew to hold all.",
        repaired=True,
    )


def _plane_findings(plane: Plane) -> tuple[Finding, ...]:
    if plane.spacing_ij is None:
        return (
            Finding(
                "no-spacing", "The size of the pixels is not known: 1 mm is taken, so sizes in mm and ml are not to be used."
            ),
        )
    if plane.is_estimated:
        words = "The size of the pixels is that on the detector: sizes in the patient are smaller by the unknown magnification."
        return (Finding("detector-spacing", words),)
    return ()


def _place_findings(frame: Frame) -> tuple[Finding, ...]:
    if frame.is_placed or frame.identity.modality not in ("CT", "MR", "PT") or frame.format.is_colour:
        return ()
    return (
        Finding("no-position", "It is not known where the slice lies, so that it is an image of its own: its place is made up."),
    )


def _copy_findings(slots: Sequence[tuple[Frame, ...]]) -> tuple[Finding, ...]:
    count = sum(len(slot) - 1 for slot in slots)
    if not count:
        return ()
    words = f"{count} of {count + len(slots)} slices lie where another lies: they were left out, being the same image."
    return (Finding("duplicate-positions", words),)
