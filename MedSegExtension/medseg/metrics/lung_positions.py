"""Where voxels lie in a lung, from its bottom to its top and from its front to its back."""

import numpy as np
from numpy.typing import NDArray

from medseg.types import Floats, Mask
from medseg.volume import Geometry

TO_HEAD: Floats = np.array([0.0, 0.0, 1.0])
TO_BACK: Floats = np.array([0.0, -1.0, 0.0])
"""Unit vectors to the patient's right, front and head."""


def positions_mm(mask: Mask, geometry: Geometry, towards: Floats) -> NDArray[np.float32]:
    """How far each voxel of a mask lies along a direction of the patient, exact for oblique grids.

    Args:
        mask: Mask (k, j, i).
        geometry: Its grid.
        towards: Unit vector to the patient's right, front and head.

    Returns:
        Millimetres of the voxels' centres (n,), in the order of `mask` itself, i fastest.
    """
    step_i, step_j, step_k = (towards @ geometry.ijk_to_ras[:3, :3]).tolist()
    start = float(towards @ geometry.ijk_to_ras[:3, 3])
    _, rows, columns = mask.shape
    plane = np.arange(rows)[:, np.newaxis] * step_j + np.arange(columns) * step_i
    slices = [plane[mask[k]] + (start + k * step_k) for k in range(mask.shape[0])]
    return np.concatenate(slices).astype(np.float32)


def shares(positions: NDArray[np.float32], geometry: Geometry, towards: Floats, least: int) -> NDArray[np.float32]:
    """Positions as shares of the way through all of them: 0 at the near face of the first voxel, 1 at the far face of the last.

    Args:
        positions: Millimetres (n,), as `positions_mm` gives them.
        geometry: The grid.
        towards: The direction.
        least: Steps between voxels that they have to span; fewer are too few to be parted.

    Returns:
        Shares above 0 and below 1, (n,); all NaN where they span fewer steps.
    """
    steps = np.abs(towards @ geometry.ijk_to_ras[:3, :3])
    voxel = float(steps.sum())
    if positions.size == 0:
        return positions
    first, span = float(positions.min()), float(np.ptp(positions)) + voxel
    if span < (least - 0.5) * float(steps.max()):
        return np.full_like(positions, np.nan)
    return ((positions - np.float32(first - voxel / 2)) / np.float32(span)).astype(np.float32)
