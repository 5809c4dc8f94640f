"""Counts of any predicted segment against any of the reference."""

from collections.abc import Collection

import numpy as np

from medseg.metrics.confusion import Confusion
from medseg.metrics.label_layers import LabelLayers
from medseg.metrics.overlap import Counts, count_confusion, count_joint
from medseg.types import Mask


class PairCounts:
    """Counts voxels of two segmentations on one grid; each pair of layers is read once.

    The region in which true negatives count is extended by the voxels of the segments that are compared, so that no voxel
    that counts lies outside it.
    """

    def __init__(self, prediction: LabelLayers, reference: LabelLayers, region: Mask | None = None) -> None:
        """Prepare to count.

        Args:
            prediction: Layers of the prediction.
            reference: Layers of the reference.
            region: Where true negatives count, (k, j, i); default: everywhere.
        """
        self._prediction, self._reference = prediction, reference
        self._region = region
        self._tables: dict[tuple[int, int], Counts] = {}

    def confusion(self, predicted: Collection[str], actual: Collection[str]) -> Confusion:
        """Count the voxels of any of some predicted segments against those of any of some reference segments.

        Args:
            predicted: Names of predicted segments; none stand for an empty mask.
            actual: Names of reference segments; none stand for an empty mask.
        """
        layers = self._prediction.layer_of(predicted), self._reference.layer_of(actual)
        if layers[0] is None or layers[1] is None:
            return self._by_masks(predicted, actual)
        table = self._table(layers[0], layers[1])
        rows = _within(self._prediction.labels_of(predicted), table.shape[1])
        columns = _within(self._reference.labels_of(actual), table.shape[2])
        in_prediction, in_reference = table[:, rows].sum(axis=(1, 2)), table[:, :, columns].sum(axis=(1, 2))
        both = table[:, rows][:, :, columns].sum(axis=(1, 2))
        neither = table.sum(axis=(1, 2)) - in_prediction - in_reference + both
        tp = int(both.sum())
        return Confusion(tp, int(in_prediction.sum()) - tp, int(in_reference.sum()) - tp, int(neither[1]))

    def _table(self, predicted: int, actual: int) -> Counts:
        """Counts of a layer against a layer. The other's stand in for a segmentation without layers: no label is asked of it."""
        if (predicted, actual) not in self._tables:
            maps = self._prediction.maps or self._reference.maps, self._reference.maps or self._prediction.maps
            if not maps[0]:
                return self._without_layers()
            self._tables[predicted, actual] = count_joint(maps[0][predicted], maps[1][actual], self._region)
        return self._tables[predicted, actual]

    def _without_layers(self) -> Counts:
        total = int(np.prod(self._reference.shape, dtype=np.int64))
        inside = total if self._region is None else int(np.count_nonzero(self._region))
        return np.array([total - inside, inside], dtype=np.int64).reshape(2, 1, 1)

    def _by_masks(self, predicted: Collection[str], actual: Collection[str]) -> Confusion:
        return count_confusion(self._prediction.mask(predicted), self._reference.mask(actual), self._region)


def _within(labels: list[int], size: int) -> list[int]:
    """Labels that occur: a table reaches up to the largest one that does."""
    return [label for label in labels if label < size]
