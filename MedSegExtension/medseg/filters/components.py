"""Connected parts of a mask."""

import numpy as np
from numpy.typing import NDArray

from medseg.errors import ParameterError
from medseg.filters.acceleration import is_compiled_worthwhile
from medseg.filters.run_parts import RunParts
from medseg.filters.voxel_parts import VoxelParts
from medseg.types import Labels, Mask

CONNECTIVITIES = (6, 18, 26)


def find_parts(mask: Mask, connectivity: int = 26) -> RunParts | VoxelParts:
    """Find the connected parts of a mask, to be chosen from by size and by place without a labelmap.

    Args:
        mask: Mask (k, j, i).
        connectivity: 6 joins voxels that share a face, 18 a face or an edge, 26 a face, an edge or a corner.

    Returns:
        The parts, numbered from 1 in the order of their first voxel, scanning i fastest: their `sizes`, their `labels()`, which
        of them are `at(points)`, and a mask of those that one would `select(kept)`. None for an empty mask.

    Raises:
        ParameterError: The connectivity is none of 6, 18 and 26.
    """
    if connectivity not in CONNECTIVITIES:
        raise ParameterError(f"Expected a connectivity of 6, 18 or 26, got {connectivity}.")
    return RunParts.of(mask, connectivity) if is_compiled_worthwhile(mask.size) else VoxelParts.of(mask, connectivity)


def label_parts(mask: Mask, connectivity: int = 26) -> tuple[Labels, NDArray[np.int64]]:
    """Number the connected parts of a mask.

    Args:
        mask: Mask (k, j, i).
        connectivity: 6, 18 or 26, as for `find_parts`.

    Returns:
        Labels (k, j, i) of the smallest unsigned type that holds them, 0 for background and 1, 2, ... for the parts in the
        order of their first voxel, scanning i fastest; and the number of voxels of each part, so that `sizes[n - 1]` belongs
        to label n. No sizes for an empty mask.

    Raises:
        ParameterError: The connectivity is none of 6, 18 and 26.
    """
    parts = find_parts(mask, connectivity)
    return parts.labels(), parts.sizes


def keep_largest(
    mask: Mask, count: int = 1, connectivity: int = 26, out: Mask | None = None, *, least_share: float = 0.0
) -> Mask:
    """Keep the largest connected parts of a mask; of equal ones that whose first voxel comes first, scanning i fastest.

    Args:
        mask: Mask (k, j, i).
        count: How many parts to keep, at least 1.
        connectivity: 6, 18 or 26, as for `find_parts`.
        out: A mask to write to, which may be the mask itself.
        least_share: Parts that are smaller than this share of the largest, 0 to 1, are not kept either.

    Returns:
        A new mask, or `out`; empty where the mask is, and all of it where it has no more parts than that.

    Raises:
        ParameterError: The count is below 1, the connectivity unknown, or the share out of range.
    """
    if count < 1:
        raise ParameterError(f"Expected to keep at least 1 part, got {count}.")
    if not 0 <= least_share <= 1:
        raise ParameterError(f"Expected a share of the largest part from 0 to 1, got {least_share}.")
    parts = find_parts(mask, connectivity)
    kept = np.zeros(parts.sizes.size, dtype=np.bool_)
    kept[np.argsort(-parts.sizes, kind="stable")[:count]] = True
    kept &= parts.sizes >= least_share * parts.sizes.max(initial=0)
    return parts.select(kept, out)


def remove_small(mask: Mask, min_voxels: int, connectivity: int = 26, out: Mask | None = None) -> Mask:
    """Remove the connected parts that have fewer voxels than a number.

    Args:
        mask: Mask (k, j, i).
        min_voxels: Parts of this many voxels and more stay.
        connectivity: 6, 18 or 26, as for `find_parts`.
        out: A mask to write to, which may be the mask itself.

    Returns:
        A new mask, or `out`.

    Raises:
        ParameterError: The connectivity is unknown.
    """
    parts = find_parts(mask, connectivity)
    return parts.select(np.asarray(parts.sizes >= min_voxels), out)
