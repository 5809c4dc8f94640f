"""What a network said of an image, brought to its voxels.

One class at a time: the maps of many classes would not fit in memory.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medseg.models import ModelCard
from medseg.models.inference import Predictor
from medseg.models.placement import Placement
from medseg.models.preprocessing import prepare_slices, restore_slices
from medseg.models.volume_placement import VolumePlacement
from medseg.models.volume_preprocessing import prepare_volume, restore_volume
from medseg.records import NetworkParameters, Progress, Uncertainty
from medseg.records.progress import part
from medseg.types import Mask
from medseg.volume import Volume

logger = logging.getLogger(__name__)

Map = NDArray[np.float32]
"""One number a voxel, (k, j, i)."""


@dataclass(frozen=True, eq=False)
class NetworkMaps:
    """Probabilities on the network's own grid, and the way back.

    Attributes:
        card: What the network gives.
        mean: Probabilities, classes along the second axis for pictures, along the first for volumes.
        variance: Of the probabilities over mirrored images, likewise; None where it was not asked for.
        placement: Where the pictures or the volume came from.
    """

    card: ModelCard
    mean: NDArray[np.floating]
    variance: NDArray[np.floating] | None
    placement: Placement | VolumePlacement

    def probability(self, channel: int) -> Map:
        """Probability of one of the network's channels, 0 where it did not look."""
        return self._restored(self.mean, channel)

    def masks(self) -> Iterator[Mask]:
        """Voxels of each segment, in the card's order.

        With sigmoid those from the threshold on, with softmax those of which the segment is the likeliest class.
        """
        if self.card.output.activation == "softmax":
            labels = self._likeliest()
            yield from (np.equal(labels, number) for number in range(1, self.card.output.channels))
            return
        for channel in range(self.card.output.channels):
            yield np.asarray(self.probability(channel) >= self.card.output.threshold)

    def entropy(self) -> Map:
        """How undecided the probabilities are, 0 to 1: with softmax over the classes, else of the least decided segment."""
        total = np.zeros(self.placement.geometry.shape, dtype=np.float32)
        channels = self.card.output.channels
        for channel in range(channels):
            share = self.probability(channel)
            if self.card.output.activation == "softmax":
                total += _information(share) / np.float32(np.log2(channels))
            else:
                np.maximum(total, _information(share) + _information(1 - share), out=total)
        return total

    def spread(self) -> Map:
        """Variance over mirrored images, 0 to 0.25, of the segment that varies most."""
        total = np.zeros(self.placement.geometry.shape, dtype=np.float32)
        if self.variance is not None:
            for channel in range(self.card.output.channels):
                np.maximum(total, self._restored(self.variance, channel), out=total)
        return total

    def _likeliest(self) -> NDArray[np.uint16]:
        best = self.probability(0)
        labels = np.zeros(best.shape, dtype=np.uint16)
        for channel in range(1, self.card.output.channels):
            other = self.probability(channel)
            labels[other > best] = channel
            np.maximum(best, other, out=best)
        return labels

    def _restored(self, array: NDArray[np.floating], channel: int) -> Map:
        if isinstance(self.placement, VolumePlacement):
            return np.asarray(restore_volume(array[channel : channel + 1], self.placement)[0])
        return np.asarray(restore_slices(array[:, channel : channel + 1], self.placement)[0])


def run_network(
    volume: Volume, predictor: Predictor, parameters: NetworkParameters, progress: Progress, *, region: Mask | None
) -> NetworkMaps:
    """Run a network on an image.

    Args:
        volume: The image, checked.
        predictor: The network.
        parameters: How it runs.
        progress: Told how far it is; may raise `CancelledError`.
        region: What is looked at, (k, j, i); None for everything.

    Raises:
        InputError: The image cannot be made ready.
        ModelError: The network gives NaN.
    """
    progress(0.0, "Preparing the image")
    run = part(progress, 0.1, 1.0)
    card = predictor.card
    wants_spread = parameters.uncertainty is Uncertainty.FLIPS
    if card.input.dimensions == 2:
        images, placement = prepare_slices(volume, card, region=region)
        _tell_memory(predictor, images.shape)
        if wants_spread:
            return NetworkMaps(card, *predictor.flip_slices(images, run), placement)
        return NetworkMaps(card, predictor.predict_slices(images, run, flips=parameters.flips), None, placement)
    array, place = prepare_volume(volume, card, region=region)
    _tell_memory(predictor, array.shape)
    if wants_spread:
        return NetworkMaps(card, *predictor.flip_volume(array, run, overlap=parameters.overlap), place)
    return NetworkMaps(
        card, predictor.predict_volume(array, run, overlap=parameters.overlap, flips=parameters.flips), None, place
    )


def _tell_memory(predictor: Predictor, shape: tuple[int, ...]) -> None:
    """State beforehand what memory a run takes."""
    gigabytes = predictor.memory_bytes(shape) / 1e9
    logger.info("The network %s takes about %.1f GB of memory for this image.", predictor.card.name, gigabytes)


def _information(share: Map) -> Map:
    """-p log2 p, 0 for p = 0."""
    safe = np.where(share > 0, share, np.float32(1.0))
    return np.asarray(np.abs(safe * np.log2(safe)))
