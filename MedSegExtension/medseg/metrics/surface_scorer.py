"""Surface scores of segments."""

from medseg.filters.crop import Box
from medseg.metrics.comparison import Comparison
from medseg.metrics.label_layers import LabelLayers
from medseg.metrics.surface import average_symmetric_distance, hausdorff, robust_hausdorff, surface_dice, surface_distances
from medseg.records import EvaluationParameters
from medseg.types import Triple

Scores = dict[str, float]


class SurfaceScorer:
    """Measures distances between surfaces of segments, each in the smallest box that holds both; what was measured is kept."""

    def __init__(
        self, prediction: LabelLayers, reference: LabelLayers, spacing_mm: Triple, parameters: EvaluationParameters
    ) -> None:
        """Find where the segments are.

        Args:
            prediction: Layers of the prediction.
            reference: Layers of the reference, on the same grid.
            spacing_mm: Millimetres between voxel centres along (k, j, i).
            parameters: Definition of the surface, and tolerance of the surface Dice.
        """
        self._layers = prediction, reference
        self._boxes = prediction.boxes(), reference.boxes()
        self._spacing_mm, self._parameters = spacing_mm, parameters
        self._known: dict[tuple[tuple[str, ...], tuple[str, ...]], Scores] = {}

    def scores(self, comparison: Comparison) -> Scores:
        """The surface scores of a comparison, by their names in `SegmentScores`."""
        names = comparison.predicted, comparison.actual
        if names not in self._known:
            self._known[names] = self._measure(*names)
        return self._known[names]

    def _measure(self, predicted: tuple[str, ...], actual: tuple[str, ...]) -> Scores:
        boxes = [self._boxes[0][name] for name in predicted] + [self._boxes[1][name] for name in actual]
        around = _around([box for box in boxes if box is not None], self._layers[1].shape)
        masks = self._layers[0].mask(predicted, around), self._layers[1].mask(actual, around)
        distances = surface_distances(*masks, self._spacing_mm, self._parameters.surface)
        return {
            "hausdorff_mm": hausdorff(distances),
            "hd95_mm": robust_hausdorff(distances),
            "assd_mm": average_symmetric_distance(distances),
            "surface_dice": surface_dice(distances, self._parameters.tolerance_mm),
        }


def _around(boxes: list[Box], shape: tuple[int, ...]) -> Box:
    """A box that holds all, and a voxel around: a part one slice thick of an image of many is no single slice."""
    if not boxes:
        return slice(0, min(2, shape[0])), slice(0, 1), slice(0, 1)
    k, j, i = (
        slice(max(0, min(part.start for part in parts) - 1), min(size, max(part.stop for part in parts) + 1))
        for parts, size in zip(zip(*boxes, strict=True), shape, strict=True)
    )
    return k, j, i
