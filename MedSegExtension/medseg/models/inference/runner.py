"""What runs a network, seen from outside."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Batch = NDArray[np.float32]
"""Several inputs (n, channels, ...) or what a network says of them (n, classes, ...)."""

Finish = Callable[[Batch, int], Batch]
"""Makes probabilities of what a network gives; is told along which axis the classes lie."""


class Runner(Protocol):
    """Runs one network on one device."""

    @property
    def batch(self) -> int:
        """How many inputs it takes at a time, at most."""

    @property
    def precision(self) -> str:
        """What it calculates in: `fp32`, `fp16`, `bf16` or `int8`."""

    def stream(self, inputs: Iterable[Batch], count: int) -> Iterator[Batch]:
        """Run the network on one batch after the other; several may be under way at once.

        Args:
            inputs: Batches (n, channels, ...), contiguous. Taken as they are needed.
            count: How many there will be.

        Yields:
            Logits (n, classes, ...) of each, in order; valid until the next is asked for, and the taker's to change.
        """

    def workspace_bytes(self, size: tuple[int, ...]) -> int:
        """Memory that running takes beside inputs and outputs.

        Args:
            size: Sides of one input, without batch and channels.
        """

    def close(self) -> None:
        """Free what it holds."""
