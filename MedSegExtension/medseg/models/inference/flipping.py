"""A network run on mirrored images too."""

from collections.abc import Iterable, Iterator

import numpy as np

from medseg.models.inference.activation import activate
from medseg.models.inference.runner import Batch, Runner


class Flipping:
    """Runs a network on each input and on its mirror image along the last axis, and gives the mean over both.

    Args:
        runner: Runs the network.
        activation: `sigmoid` or `softmax`: means are taken of probabilities.
        with_variance: Give the variances too, as further channels.
    """

    def __init__(self, runner: Runner, activation: str, *, with_variance: bool) -> None:
        self._runner = runner
        self._activation = activation
        self._with_variance = with_variance

    @property
    def batch(self) -> int:
        """As of the runner."""
        return self._runner.batch

    @property
    def precision(self) -> str:
        """As of the runner."""
        return self._runner.precision

    def stream(self, inputs: Iterable[Batch], count: int) -> Iterator[Batch]:
        """Mean probabilities, and variances after them, (n, classes or twice as many, ...); see `Runner.stream`."""
        results = self._runner.stream(_with_mirrored(inputs), 2 * count)
        for result in results:
            plain = activate(result, self._activation, 1)
            mirrored = activate(next(results), self._activation, 1)[..., ::-1]
            mean = np.float32(0.5) * (plain + mirrored)
            if self._with_variance:
                half = np.float32(0.5) * (plain - mirrored)
                mean = np.concatenate([mean, half * half], axis=1)
            yield mean

    def workspace_bytes(self, size: tuple[int, ...]) -> int:
        """As of the runner."""
        return self._runner.workspace_bytes(size)

    def close(self) -> None:
        """The runner is not its own."""


def _with_mirrored(inputs: Iterable[Batch]) -> Iterator[Batch]:
    for images in inputs:
        yield images
        yield np.ascontiguousarray(images[..., ::-1])
