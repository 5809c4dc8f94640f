"""What is drawn from in training: slices or windows of the prepared images."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from medseg.errors import InputError
from medseg.records import DataRole, LoopParameters
from medseg.training.batch import Batch
from medseg.training.prepared_case import PreparedCase

if TYPE_CHECKING:
    from numpy.typing import NDArray

FOREGROUND_SHARE = 0.67  # of the windows of a volume that are cut around a voxel of a segment


class Samples:
    """Slices, or windows of volumes, of all training images."""

    def __init__(self, cases: Sequence[PreparedCase], window: tuple[int, ...] | None, parameters: LoopParameters) -> None:
        """List what can be drawn.

        Args:
            cases: The prepared images.
            window: Voxels of the windows that are cut from them; None where each picture is a sample as it is.
            parameters: How weak masks are weighed, and how many samples make an epoch.

        Raises:
            InputError: All masks are empty.
        """
        self._cases = cases
        self._window = window
        self._parameters = parameters
        self._places = _places(cases, parameters.seed)
        self._weak = np.array([cases[case].pair.role is DataRole.WEAK for case, _ in self._places])
        self._weigh = bool(self._weak.any()) and parameters.weak_weight != 1.0
        if not any(case.has_segment for case in cases):
            raise InputError(
                f"Expected segments to learn, got empty masks for all {len(cases)} training images: check `masks` and `labels`."
            )

    def __len__(self) -> int:
        return len(self._places)

    def order(self, epoch: int, seed: int) -> NDArray[np.int64]:
        """Numbers of the samples of an epoch, shuffled; full batches.

        Args:
            epoch: Number of the epoch, from 1.
            seed: Of the training.
        """
        parameters = self._parameters
        seen = np.arange(len(self._places))
        if parameters.weak_epochs and epoch > parameters.weak_epochs:
            seen = seen[~self._weak]
        shuffled = np.random.default_rng([seed, epoch]).permutation(seen)
        count = parameters.epoch_samples or len(shuffled)
        steps = max(1, -(-count // parameters.batch))
        return np.resize(shuffled, steps * parameters.batch)

    def steps(self, epoch: int) -> int:
        """Steps of an epoch."""
        return len(self.order(epoch, 0)) // self._parameters.batch

    def batch(self, numbers: Sequence[int], seeds: Sequence[Sequence[int]]) -> Batch:
        """Take samples.

        Args:
            numbers: Which.
            seeds: A seed of whole numbers for each, which chooses its window.
        """
        import torch

        images, masks, margins = [], [], []
        for number, seed in zip(numbers, seeds, strict=True):
            place, picture = self._places[number]
            case = self._cases[place]
            index = self._index(case, picture, seed)
            images.append(np.asarray(case.images[index], dtype=np.float32))
            masks.append(np.asarray(case.masks[index], dtype=np.float32))
            margins.append(case.margin)
        weights = None
        if self._weigh:
            weights = torch.from_numpy(np.where(self._weak[list(numbers)], self._parameters.weak_weight, 1.0).astype(np.float32))
        return Batch(torch.from_numpy(np.stack(images)), torch.from_numpy(np.stack(masks)), tuple(margins), weights)

    def _index(self, case: PreparedCase, picture: int, seed: Sequence[int]) -> tuple[Any, ...]:
        """A whole picture, or a window of it."""
        if self._window is None:
            return (picture,)
        random = np.random.default_rng([*seed, 1])
        shape = case.images.shape[2:]
        centre = case.draw_foreground(picture, random) if random.random() < FOREGROUND_SHARE else None
        bounds = []
        for axis, side in enumerate(self._window):
            room = shape[axis] - side
            corner = int(random.integers(room + 1)) if centre is None else int(centre[axis] - random.integers(side))
            corner = min(max(corner, 0), room)
            bounds.append(slice(corner, corner + side))
        return (picture, slice(None), *bounds)


def _places(cases: Sequence[PreparedCase], seed: int) -> list[tuple[int, int]]:
    """Case and picture of each sample; slices without a segment only as far as they are wanted."""
    random = np.random.default_rng([seed, 0])
    places: list[tuple[int, int]] = []
    for number, case in enumerate(cases):
        filled = np.array([len(case.masks) == 1 or bool(mask.any()) for mask in case.masks])
        taken = filled | (random.random(len(filled)) < case.pair.data.slices)
        places.extend((number, int(picture)) for picture in np.flatnonzero(taken) for _ in range(case.pair.data.repeat))
    return places
