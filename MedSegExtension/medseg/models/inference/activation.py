"""Logits to probabilities."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def activate(logits: NDArray[Any], activation: str, axis: int) -> NDArray[np.float32]:
    """Probabilities of logits.

    Args:
        logits: What a network gives; left as it is.
        activation: `sigmoid`: each class for itself; `softmax`: the classes share one.
        axis: Along which the classes lie.

    Returns:
        Numbers from 0 to 1 of the same shape; NaN where there is NaN.
    """
    values = np.array(logits, dtype=np.float32)
    if activation == "softmax":
        values -= values.max(axis=axis, keepdims=True)
        np.exp(values, out=values)
        values /= values.sum(axis=axis, keepdims=True)
        return values
    with np.errstate(over="ignore"):  # exp of a large number is infinite, and its share 0, as it should be
        np.exp(np.negative(values, out=values), out=values)
    values += 1
    return np.reciprocal(values, out=values)
