"""The learning rate over the steps of a training."""

import math


def learning_rate(step: int, steps: int, warmup: int, largest: float, smallest_share: float = 0.01) -> float:
    """A straight rise, then half a cosine down.

    Args:
        step: Steps done so far, from 0.
        steps: Steps in all.
        warmup: Steps of the rise.
        largest: Learning rate at its end.
        smallest_share: Share of it that is left at the very end.

    Example:
        >>> [round(learning_rate(step, 10, 2, 1.0, 0.0), 2) for step in (0, 1, 2, 6, 9)]
        [0.5, 1.0, 1.0, 0.5, 0.04]
    """
    if step < warmup:
        return largest * (step + 1) / warmup
    done = min(1.0, (step - warmup) / max(1, steps - warmup))
    return largest * (smallest_share + (1 - smallest_share) * (1 + math.cos(math.pi * done)) / 2)
