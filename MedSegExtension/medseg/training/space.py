"""Turning, mirroring, scaling, moving, shearing and bending a batch of images with their masks, in one resampling."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from medseg.records import AugmentParameters

if TYPE_CHECKING:
    from collections.abc import Sequence

    import torch
    from numpy.random import Generator
    from numpy.typing import NDArray
    from torch import Tensor

KNOTS = 7  # of the smooth deformation, along each axis


def is_still(parameters: AugmentParameters) -> bool:
    """Whether nothing is moved at all."""
    moved = (parameters.rotate_degrees, parameters.scale, parameters.translate, parameters.shear)
    flipped = parameters.flip or parameters.flip_vertical or parameters.quarter_turns
    return not (flipped or parameters.elastic or (parameters.affine_share and any(moved)))


def move(
    images: Tensor, masks: Tensor, parameters: AugmentParameters, random: Sequence[Generator], padding: str
) -> tuple[Tensor, Tensor]:
    """Move each image of a batch in its own way, and its masks with it.

    Args:
        images: (n, channels, [k,] j, i), floats.
        masks: (n, segments, [k,] j, i), 0 and 1, floats.
        parameters: How far at most.
        random: A source of random numbers for each image.
        padding: What comes in from outside: `zeros`, or `border` for the nearest voxel.

    Returns:
        Images, linear between voxels, and masks of 0 and 1.
    """
    import torch
    from torch.nn import functional

    size = tuple(images.shape[2:])
    matrices = np.stack([_matrix(size, parameters, one) for one in random])
    grid = _grid(torch.from_numpy(matrices).to(images), size)
    if parameters.elastic:
        grid = grid + _bends(size, parameters, random).to(images)
    both = torch.cat([images, masks], 1)
    moved = functional.grid_sample(both, grid, mode="bilinear", padding_mode=padding, align_corners=False)
    channels = images.shape[1]
    return moved[:, :channels], (moved[:, channels:] > 0.5).to(masks.dtype)


def _grid(matrices: Tensor, size: tuple[int, ...]) -> Tensor:
    """Where each voxel comes from (n, [k,] j, i, d): what `affine_grid` gives, in a third of its time, as sums over the axes."""
    import torch

    dimensions = len(size)
    grid = matrices.new_empty((len(matrices), *size, dimensions))
    for place in range(dimensions):
        total = matrices[:, place, dimensions].reshape(-1, *(1,) * dimensions)
        for axis, length in enumerate(size):
            steps = torch.arange(1 - length, length, 2, dtype=grid.dtype, device=grid.device) / length
            shape = [-1 if other == axis else 1 for other in range(dimensions)]
            factor = matrices[:, place, dimensions - 1 - axis].reshape(-1, *(1,) * dimensions)
            total = total + factor * steps.reshape(1, *shape)
        grid[..., place] = total
    return grid


def _matrix(size: tuple[int, ...], parameters: AugmentParameters, random: Generator) -> NDArray[np.float32]:
    """Where each voxel comes from, in the coordinates of `affine_grid`: -1 to 1, i first; (d, d + 1)."""
    dimensions = len(size)
    total = _flips(dimensions, parameters, random) @ _turn(dimensions, _quarter(parameters, random))
    if random.random() < parameters.affine_share:
        total = total @ _affine(size, parameters, random)
    half = np.array([*size, 2.0]) / 2.0  # from voxels to shares of half the size, k j i
    scaled = total * half[np.newaxis, :] / half[:, np.newaxis]
    order = [*range(dimensions - 1, -1, -1), dimensions]
    return np.asarray(scaled[np.ix_(order, order)][:dimensions], dtype=np.float32)


def _flips(dimensions: int, parameters: AugmentParameters, random: Generator) -> NDArray[np.float64]:
    drawn = random.random(2) < 0.5
    signs = np.ones(dimensions + 1)
    signs[dimensions - 1] = -1.0 if parameters.flip and drawn[0] else 1.0
    signs[dimensions - 2] = -1.0 if parameters.flip_vertical and drawn[1] else 1.0
    return np.diag(signs)


def _quarter(parameters: AugmentParameters, random: Generator) -> float:
    turns = int(random.integers(4))
    return turns * np.pi / 2 if parameters.quarter_turns else 0.0


def _turn(dimensions: int, angle: float) -> NDArray[np.float64]:
    from monai.transforms.utils import create_rotate

    return np.asarray(create_rotate(dimensions, (angle,)), dtype=np.float64)


def _affine(size: tuple[int, ...], parameters: AugmentParameters, random: Generator) -> NDArray[np.float64]:
    """Turn, scale, shear, move; voxels, axes (k,) j, i. MONAI turns 3D about the first axis by its first angle."""
    from monai.transforms.utils import create_scale, create_shear, create_translate

    dimensions = len(size)
    angle, grown = random.uniform(-1, 1, 2) * (np.deg2rad(parameters.rotate_degrees), parameters.scale)
    moved = random.uniform(-1, 1, dimensions) * parameters.translate * size
    sheared = random.uniform(-1, 1, 2 if dimensions == 2 else 6) * parameters.shear
    factor = 1.0 / (1.0 + grown)
    parts = (
        create_translate(dimensions, tuple(moved)),
        _turn(dimensions, angle),
        create_scale(dimensions, (factor,) * dimensions),
        create_shear(dimensions, tuple(sheared)),
    )
    return np.asarray(np.linalg.multi_dot([np.asarray(part, dtype=np.float64) for part in parts]))


def _bends(size: tuple[int, ...], parameters: AugmentParameters, random: Sequence[Generator]) -> torch.Tensor:
    """Smooth displacements (n, [k,] j, i, d) as shares of half the size."""
    import torch
    from torch.nn import functional

    dimensions = len(size)
    knots = np.stack([one.uniform(-2, 2, (dimensions, *(KNOTS,) * dimensions)) for one in random]) * parameters.elastic
    bent = np.array([one.random() < parameters.elastic_share for one in random])
    knots *= bent.reshape(-1, *(1,) * (dimensions + 1))
    mode = "bicubic" if dimensions == 2 else "trilinear"
    dense = functional.interpolate(torch.from_numpy(knots.astype(np.float32)), size, mode=mode, align_corners=True)
    return dense.movedim(1, -1)
