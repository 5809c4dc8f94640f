"""Pictures run in batches."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from medseg.models.inference.finite import check_output
from medseg.models.inference.runner import Batch, Finish, Runner
from medseg.records import Progress


def run_slices(
    runner: Runner, images: NDArray[np.float32], classes: int, finish: Finish, progress: Progress
) -> NDArray[np.float32]:
    """Run a network on pictures.

    Args:
        runner: Runs the network.
        images: (n, channels, j, i), contiguous.
        classes: Channels of its output.
        finish: Makes probabilities of what it gives; classes lie along the axis that it is told.
        progress: Told after each batch.

    Returns:
        Probabilities (n, classes, j, i).

    Raises:
        NotFiniteError: The network gives NaN.
    """
    count = len(images)
    found = np.empty((count, classes, *images.shape[2:]), dtype=np.float32)
    if count:
        progress(0.0, "Running the network")
    done = 0
    for batch in runner.stream(_batches(images, runner.batch), -(-count // runner.batch)):
        check_output(batch)
        found[done : done + len(batch)] = finish(batch, 1)
        done += len(batch)
        progress(done / count, f"Slice {done} of {count}")
    return found


def _batches(images: NDArray[np.float32], size: int) -> Iterator[Batch]:
    for first in range(0, len(images), size):
        yield images[first : first + size]
