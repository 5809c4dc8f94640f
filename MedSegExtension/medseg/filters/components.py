"""Connected parts of a mask."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from medseg.errors import ParameterError
from medseg.types import Labels, Mask

CONNECTIVITIES = (6, 18, 26)


def label_parts(mask: Mask, connectivity: int = 26) -> tuple[Labels, NDArray[np.int64]]:
    """Number the connected parts of a mask.

    Args:
        mask: Mask (k, j, i).
        connectivity: 6 joins voxels that share a face, 18 a face or an edge, 26 a face, an edge or a corner.

    Returns:
        Labels (k, j, i), 0 for background and 1, 2, ... for the parts in the order of their first voxel, scanning i
        fastest; and the number of voxels of each part, so that `sizes[n - 1]` belongs to label n. No sizes for an empty mask.

    Raises:
        ParameterError: The connectivity is none of 6, 18 and 26.
    """
    _check_connectivity(connectivity)
    from scipy import ndimage

    structure = ndimage.generate_binary_structure(3, CONNECTIVITIES.index(connectivity) + 1)
    labels = np.empty(mask.shape, dtype=np.uint32)
    count = int(ndimage.label(mask, structure, output=labels))
    return _in_scan_order(labels, count)


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
    labels, sizes = label_parts(mask, connectivity)
    kept = np.argsort(-sizes, kind="stable")[:count]
    return _parts(labels, sizes.size, kept)


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
    labels, sizes = label_parts(mask, connectivity)
    return _parts(labels, sizes.size, np.flatnonzero(sizes >= min_voxels))


def _parts(labels: Labels, count: int, kept: NDArray[Any]) -> Mask:
    table = np.zeros(count + 1, dtype=np.bool_)
    table[kept + 1] = True
    return table[labels]


def _in_scan_order(labels: Labels, count: int) -> tuple[Labels, NDArray[np.int64]]:
    """Renumber parts by their first voxel: which library labelled them then makes no difference."""
    flat = labels.reshape(-1)
    sizes = np.bincount(flat, minlength=count + 1)[1:]
    first = np.full(count + 1, flat.size, dtype=np.int64)
    places = np.flatnonzero(flat)
    np.minimum.at(first, flat[places], places)
    order = np.argsort(first[1:], kind="stable")
    table = np.zeros(count + 1, dtype=labels.dtype)
    table[order + 1] = np.arange(1, count + 1, dtype=labels.dtype)
    return table[labels], sizes[order]


def _check_connectivity(connectivity: int) -> None:
    if connectivity not in CONNECTIVITIES:
        raise ParameterError(f"Expected a connectivity of 6, 18 or 26, got {connectivity}.")
