"""Putting an image that is not trained on through a network."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from medseg.training.intensity import jitter_window
from medseg.training.prepared_case import PreparedCase
from medseg.training.validation import activated, with_background

if TYPE_CHECKING:
    import torch
    from numpy.typing import NDArray
    from torch import Tensor, nn

    from medseg.models import ModelCard

    Loss = Callable[[Tensor, Tensor, Tensor | None], Tensor]
    Predict = Callable[[PreparedCase], tuple[NDArray[np.float32], float]]

WINDOWS_AT_ONCE = 2
OVERLAP = 0.25


def predictor(network: nn.Module, loss: Loss, card: ModelCard, device: torch.device, *, batch: int) -> Predict:
    """A function that puts an image through a network.

    Args:
        network: In evaluation mode, on the device.
        loss: Of a batch.
        card: Says what the network takes and gives.
        device: Where the network is.
        batch: Pictures at once.

    Returns:
        Of an image: probabilities (classes, k, j, i) at its own size, and its mean loss at the network's.
    """
    predict = _predict_slices if card.input.dimensions == 2 else _predict_volume
    return lambda case: predict(case, network, loss, card, (device, batch))


def _predict_slices(
    case: PreparedCase, network: nn.Module, loss: Loss, card: ModelCard, where: tuple[torch.device, int]
) -> tuple[NDArray[np.float32], float]:
    from medseg.models.preprocessing import restore_slices

    device, batch = where
    parts, losses = [], []
    for first in range(0, len(case.images), batch):
        images, truth = _tensors(case, slice(first, first + batch), device)
        output = network(images)
        losses.append(float(loss(output.float(), with_background(truth, card), None)) * len(images))
        parts.append(activated(output, card).cpu().numpy())
    if not parts:  # nothing of the region is in the image
        return np.zeros((card.output.channels, *case.own_shape), dtype=np.float32), math.nan
    return restore_slices(np.concatenate(parts), case.placement), math.fsum(losses) / len(case.images)  # type: ignore[arg-type]


def _predict_volume(
    case: PreparedCase, network: nn.Module, loss: Loss, card: ModelCard, where: tuple[torch.device, int]
) -> tuple[NDArray[np.float32], float]:
    from monai.inferers.utils import sliding_window_inference

    from medseg.models.volume_preprocessing import restore_volume

    images, truth = _tensors(case, slice(0, 1), where[0])
    output: Any = sliding_window_inference(images, card.input.size, WINDOWS_AT_ONCE, network, overlap=OVERLAP, mode="gaussian")
    lost = float(loss(output.float(), with_background(truth, card), None))
    return restore_volume(activated(output, card).cpu().numpy()[0], case.placement), lost  # type: ignore[arg-type]


def _tensors(case: PreparedCase, part: slice, device: torch.device) -> tuple[Tensor, Tensor]:
    """Some of an image's pictures and masks, their window as it is meant to be."""
    import torch

    images = torch.from_numpy(case.images[part].astype(np.float32)).to(device)
    if case.margin:
        images = jitter_window(images, case.margin, 0.0, np.random.default_rng(0))
    return images, torch.from_numpy(case.masks[part]).to(device, torch.float32)
