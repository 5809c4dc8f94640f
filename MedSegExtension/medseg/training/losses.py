"""What is made small in training: MONAI's losses, each image weighed by how far its mask is trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from medseg.records import LoopParameters, TrainingLoss

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor


def make_loss(parameters: LoopParameters, *, softmax: bool) -> Callable[[Tensor, Tensor, Tensor | None], Tensor]:
    """The loss of a batch.

    Args:
        parameters: Which loss, and its numbers.
        softmax: Channels are classes of which each pixel has one, the first being background; else each channel is a segment.

    Returns:
        A function of the network's output (n, channels, ...), the truth of the same shape from 0 to 1, and weights (n,) or None.
        An image without any truth is learnt by its false voxels: Dice is then near 1 minus their share.
    """
    part = _make(parameters, softmax)
    smoothing = parameters.label_smoothing

    def loss(output: Tensor, truth: Tensor, weights: Tensor | None) -> Tensor:
        if smoothing:
            truth = truth * (1.0 - smoothing) + smoothing / (truth.shape[1] if softmax else 2)
        each = part(output, truth)
        return each.mean() if weights is None else (each * weights).sum() / weights.sum().clamp_min(1e-6)

    return loss


def _make(parameters: LoopParameters, softmax: bool) -> Callable[[Tensor, Tensor], Tensor]:
    from monai.losses.dice import DiceLoss
    from monai.losses.focal_loss import FocalLoss
    from monai.losses.tversky import TverskyLoss

    kind = parameters.loss
    choice: dict[str, Any] = {"softmax": True} if softmax else {"sigmoid": True}
    if kind is TrainingLoss.DICE:
        return _each(DiceLoss(**choice, reduction="none"))
    if kind is TrainingLoss.TVERSKY:
        miss = parameters.tversky_miss
        return _each(TverskyLoss(**choice, alpha=1 - miss, beta=miss, reduction="none"))
    if kind is TrainingLoss.FOCAL:
        return _each(FocalLoss(use_softmax=softmax, gamma=parameters.focal_gamma, reduction="none"))
    cross_entropy = _each(_cross_entropy(softmax))
    if kind is TrainingLoss.CE:
        return cross_entropy
    dice, share = _each(DiceLoss(**choice, reduction="none")), parameters.dice_weight
    return lambda output, truth: share * dice(output, truth) + cross_entropy(output, truth)


def _each(loss: Callable[[Tensor, Tensor], Tensor]) -> Callable[[Tensor, Tensor], Tensor]:
    """A loss of each image of a batch, of one that gives it for each pixel or channel."""
    return lambda output, truth: loss(output, truth).flatten(1).mean(1)


def _cross_entropy(softmax: bool) -> Callable[[Tensor, Tensor], Tensor]:
    from torch.nn import functional

    if softmax:
        return lambda output, truth: functional.cross_entropy(output, truth, reduction="none")
    return lambda output, truth: functional.binary_cross_entropy_with_logits(output, truth, reduction="none")
