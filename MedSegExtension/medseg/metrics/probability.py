"""Losses of a probability map against a mask."""

import math
from collections.abc import Iterator

import numpy as np

from medseg.errors import InputError, ParameterError
from medseg.types import Floats, Mask, Voxels

CLIP = 1e-7
BLOCK_VOXELS = 2**20


def cross_entropy(probability: Voxels, reference: Mask, clip: float = CLIP) -> float:
    """Mean over all voxels of -log(p) inside the reference and -log(1 - p) outside it.

    Probabilities are first brought into [clip, 1 - clip], in double precision: one voxel that is surely wrong adds at most
    -log(clip) / n, 16.1 / n by default, instead of infinity. PyTorch's `binary_cross_entropy` bounds the logarithm at -100
    instead; between the clips the two are equal.

    Args:
        probability: Probability of the structure, 0 to 1, of a float type, (k, j, i) or of any other shape.
        reference: Mask of the same shape.
        clip: How near to 0 and 1 probabilities may come, above 0 and below 0.5.

    Returns:
        The loss in natural units; 0 is best. NaN where there is no voxel.

    Raises:
        InputError: The shapes differ, or a value is NaN or not from 0 to 1.
        ParameterError: The clip is not between 0 and 0.5.

    Example:
        >>> round(cross_entropy(np.array([0.5, 0.5]), np.array([True, False])), 6)
        0.693147
    """
    if not 0 < clip < 0.5:
        raise ParameterError(f"Expected a clip between 0 and 0.5, got {clip!r}.")
    total = 0.0
    for chance, inside in _blocks(probability, reference):
        right = np.where(inside, chance, 1.0 - chance)
        total -= float(np.log(np.clip(right, clip, 1.0 - clip)).sum())
    return total / reference.size if reference.size else math.nan


def soft_dice(probability: Voxels, reference: Mask, squared: bool = False) -> float:
    """2 sum(p r) / (sum(p) + sum(r)): Dice with probabilities for the prediction's voxels.

    For a mask of zeros and ones it is the Dice of the masks. The loss is 1 minus it: MONAI's `DiceLoss` without smoothing.

    Args:
        probability: Probability of the structure, 0 to 1, of a float type, (k, j, i) or of any other shape.
        reference: Mask of the same shape.
        squared: Square the terms below the line, sum(p²) + sum(r) (Milletari et al., 3DV 2016).

    Returns:
        0 to 1; 1 where the reference is empty and all probabilities are 0.

    Raises:
        InputError: The shapes differ, or a value is NaN or not from 0 to 1.
    """
    shared = predicted = actual = 0.0
    for chance, inside in _blocks(probability, reference):
        shared += float(chance[inside].sum())
        predicted += float(np.square(chance).sum() if squared else chance.sum())
        actual += int(np.count_nonzero(inside))
    return 2.0 * shared / (predicted + actual) if predicted + actual > 0 else 1.0


def _blocks(probability: Voxels, reference: Mask) -> Iterator[tuple[Floats, Mask]]:
    """Both arrays block by block, probabilities in double precision and checked."""
    if reference.dtype != np.bool_ or probability.shape != reference.shape or probability.dtype.kind != "f":
        raise InputError(
            f"Expected probabilities of a float type and a boolean mask of one shape, got {probability.dtype} "
            f"{probability.shape} and {reference.dtype} {reference.shape}."
        )
    chances, mask = np.ascontiguousarray(probability).reshape(-1), np.ascontiguousarray(reference).reshape(-1)
    for start in range(0, mask.size, BLOCK_VOXELS):
        block = chances[start : start + BLOCK_VOXELS].astype(np.float64)
        if not (block.min() >= 0.0 and block.max() <= 1.0):
            raise InputError(
                f"Expected probabilities from 0 to 1, got {block.min():.4g} to {block.max():.4g}: apply the sigmoid first."
            )
        yield block, mask[start : start + BLOCK_VOXELS]
