"""Connected parts of a mask."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from medseg.errors import ParameterError
from medseg.filters.acceleration import is_compiled_worthwhile
from medseg.filters.crop import bounding_box
from medseg.filters.runs import Join, Runs
from medseg.types import Labels, Mask

CONNECTIVITIES = (6, 18, 26)
JOINS: dict[int, tuple[Join, ...]] = {
    6: ((0, -1, 0), (-1, 0, 0)),
    18: ((0, -1, 1), (-1, 0, 1), (-1, -1, 0), (-1, 1, 0)),
    26: ((0, -1, 1), (-1, 0, 1), (-1, -1, 1), (-1, 1, 1)),
}

Sizes = NDArray[np.int64]


def label_parts(mask: Mask, connectivity: int = 26) -> tuple[Labels, Sizes]:
    """Number the connected parts of a mask.

    Args:
        mask: Mask (k, j, i).
        connectivity: 6 joins voxels that share a face, 18 a face or an edge, 26 a face, an edge or a corner.

    Returns:
        Labels (k, j, i) of the smallest unsigned type that holds them, 0 for background and 1, 2, ... for the parts in the
        order of their first voxel, scanning i fastest; and the number of voxels of each part, so that `sizes[n - 1]` belongs
        to label n. No sizes for an empty mask.

    Raises:
        ParameterError: The connectivity is none of 6, 18 and 26.
    """
    _check_connectivity(connectivity)
    return _label_runs(mask, connectivity) if is_compiled_worthwhile(mask.size) else _label_voxels(mask, connectivity)


def keep_largest(mask: Mask, count: int = 1, connectivity: int = 26) -> Mask:
    """Keep the largest connected parts of a mask; of equal ones that whose first voxel comes first, scanning i fastest.

    Args:
        mask: Mask (k, j, i).
        count: How many parts to keep, at least 1.
        connectivity: 6, 18 or 26, as for `label_parts`.

    Returns:
        A new mask; empty where the mask is, and all of it where it has no more parts than that.

    Raises:
        ParameterError: The count is below 1, or the connectivity unknown.
    """
    if count < 1:
        raise ParameterError(f"Expected to keep at least 1 part, got {count}.")
    _check_connectivity(connectivity)

    def largest(sizes: Sizes) -> Mask:
        kept = np.zeros(sizes.size, dtype=np.bool_)
        kept[np.argsort(-sizes, kind="stable")[:count]] = True
        return kept

    return _select(mask, connectivity, largest)


def remove_small(mask: Mask, min_voxels: int, connectivity: int = 26) -> Mask:
    """Remove the connected parts that have fewer voxels than a number.

    Args:
        mask: Mask (k, j, i).
        min_voxels: Parts of this many voxels and more stay.
        connectivity: 6, 18 or 26, as for `label_parts`.

    Returns:
        A new mask.

    Raises:
        ParameterError: The connectivity is unknown.
    """
    _check_connectivity(connectivity)
    return _select(mask, connectivity, lambda sizes: np.asarray(sizes >= min_voxels))


def _select(mask: Mask, connectivity: int, choose: Callable[[Sizes], Mask]) -> Mask:
    """Keep the parts that `choose` marks, given the sizes of all in scan order."""
    if is_compiled_worthwhile(mask.size):
        kept = np.empty(mask.shape, dtype=np.bool_)
        runs = Runs.of(mask)
        parts, sizes = runs.parts(JOINS[connectivity])
        runs.paint(parts, choose(sizes), kept, clear=True)
        return kept
    kept = np.zeros(mask.shape, dtype=np.bool_)
    box = bounding_box(mask)
    if box is not None:
        labels, sizes = _label_voxels(mask[box], connectivity)
        kept[box] = np.concatenate([[False], choose(sizes)])[labels]
    return kept


def _label_runs(mask: Mask, connectivity: int) -> tuple[Labels, Sizes]:
    runs = Runs.of(mask)
    parts, sizes = runs.parts(JOINS[connectivity])
    labels = np.empty(mask.shape, dtype=np.min_scalar_type(sizes.size))
    runs.paint(parts, np.arange(1, sizes.size + 1, dtype=labels.dtype), labels, clear=True)
    return labels, sizes


def _label_voxels(mask: Mask, connectivity: int) -> tuple[Labels, Sizes]:
    """Label with SciPy, which numbers parts in scan order too."""
    from scipy import ndimage

    structure = ndimage.generate_binary_structure(3, CONNECTIVITIES.index(connectivity) + 1)
    labels, count = ndimage.label(mask, structure)
    sizes = np.zeros(count + 1, dtype=np.int64)
    for plane in labels:  # `bincount` widens its input to eight bytes a voxel
        sizes += np.bincount(plane.reshape(-1), minlength=count + 1)
    return labels.astype(np.min_scalar_type(count)), sizes[1:]


def _check_connectivity(connectivity: int) -> None:
    if connectivity not in CONNECTIVITIES:
        raise ParameterError(f"Expected a connectivity of 6, 18 or 26, got {connectivity}.")
