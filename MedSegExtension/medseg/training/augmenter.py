"""A batch of training images, changed at random."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from medseg.records import AugmentParameters
from medseg.training.intensity import change, jitter_window, make_transforms, run_transforms
from medseg.training.space import is_still, move

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor


class Augmenter:
    """Changes batches; what it does to an image depends on the image's own random numbers alone, not on its neighbours.

    Attributes:
        parameters: How much at most.
        padding: What comes in from outside of an image: `zeros` or `border`.
    """

    def __init__(self, parameters: AugmentParameters, *, padding: str) -> None:
        self.parameters = parameters
        self.padding = padding
        self._transforms = make_transforms(parameters.transforms)

    def __call__(
        self, images: Tensor, masks: Tensor, margins: Sequence[float], seeds: Sequence[Sequence[int]]
    ) -> tuple[Tensor, Tensor]:
        """Change a batch.

        Args:
            images: (n, channels, [k,] j, i), floats.
            masks: (n, segments, [k,] j, i), 0 and 1, floats.
            margins: By which share of its width each image's window was widened.
            seeds: A seed of whole numbers for each image.

        Returns:
            New images and masks of the same shapes.
        """
        import torch

        random = [np.random.default_rng(seed) for seed in seeds]
        if not is_still(self.parameters):
            images, masks = move(images, masks, self.parameters, random, self.padding)
        parts = []
        for image, margin, source in zip(images, margins, random, strict=True):
            jitter = self.parameters.window_jitter if margin else 0.0
            fitted = jitter_window(image, margin, jitter, source) if margin else image.clone()
            parts.append(run_transforms(change(fitted, self.parameters, source), self._transforms, source))
        return torch.stack([torch.as_tensor(part) for part in parts]), masks
