"""What a mask encloses."""

import numpy as np

from medseg.errors import ParameterError
from medseg.types import Mask


def fill_holes(mask: Mask, axis: int | None = None) -> Mask:
    """Fill what a mask encloses: background that no path over voxel faces joins to the border of the image.

    Args:
        mask: Mask (k, j, i). One slice thick along an axis, it is filled in that plane.
        axis: Fill every plane across this axis of the array by itself (0: each slice k); None: fill in 3D.

    Returns:
        A new mask; empty where the mask is.

    Raises:
        ParameterError: The axis is none of 0, 1 and 2.
    """
    if axis is not None and axis not in (0, 1, 2):
        raise ParameterError(f"Expected the axis 0, 1 or 2 (k, j, i) or none, got {axis}.")
    from scipy import ndimage

    structure = ndimage.generate_binary_structure(3, 1)
    flat = [n for n in range(3) if mask.shape[n] == 1]
    for across in {*flat, *([] if axis is None else [axis])}:
        structure = structure & (np.abs(np.indices((3, 3, 3))[across] - 1) == 0)
    padding = [(0, 0) if n in (axis, *flat) else (1, 1) for n in range(3)]
    background = np.pad(~mask, padding, constant_values=True)
    labels, _ = ndimage.label(background, structure)
    outside = np.zeros(int(labels.max(initial=0)) + 1, dtype=np.bool_)
    outside[0] = True
    inner = tuple(slice(1, -1) if pad[0] else slice(None) for pad in padding)
    for n, pad in enumerate(padding):
        if pad[0]:
            outside[np.take(labels, [0, -1], axis=n)] = True
    filled = np.array(~outside[labels])[inner]
    return np.asarray(filled | mask)
