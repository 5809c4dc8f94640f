import numpy as np
import pytest

from medseg.metrics import count_confusion
from medseg.metrics.label_layers import LabelLayers
from medseg.metrics.pair_counts import PairCounts
from medseg.volume import Geometry, Segment, Segmentation

pytestmark = pytest.mark.usefixtures("acceleration")

GRID = Geometry.from_axes((4, 5, 6), (1, 1, 1))
RNG = np.random.default_rng(8)
LABELS = [RNG.integers(0, 4, GRID.shape).astype(np.uint8) for _ in range(2)]
EXTRA = RNG.random(GRID.shape) < 0.3
REGION = RNG.random(GRID.shape) < 0.5


def two_layers(labels: np.ndarray) -> Segmentation:
    places = [(Segment("one"), 0, 1), (Segment("three"), 0, 3), (Segment("none"), 0, 9), (Segment("extra"), 1, 1)]
    return Segmentation.from_layers(GRID, [labels, EXTRA.view(np.uint8)], places)


@pytest.mark.parametrize("region", [None, REGION])
@pytest.mark.parametrize(
    ("predicted", "actual"),
    [
        (("one",), ("one",)),
        (("one",), ("three",)),
        (("none",), ("three",)),
        (("extra",), ("one",)),
        (("one", "three"), ("three",)),
        (("one", "extra"), ("three", "one")),
        ((), ("one",)),
        (("three",), ()),
        ((), ()),
    ],
)
def test_counts_equal_those_of_the_masks(predicted, actual, region):
    prediction, reference = (two_layers(labels) for labels in LABELS)
    counts = PairCounts(LabelLayers(prediction), LabelLayers(reference), region)
    first = np.any([prediction.mask(name) for name in predicted] or [np.zeros(GRID.shape, bool)], axis=0)
    second = np.any([reference.mask(name) for name in actual] or [np.zeros(GRID.shape, bool)], axis=0)
    assert counts.confusion(predicted, actual) == count_confusion(first, second, region)


@pytest.mark.parametrize("region", [None, REGION])
def test_segmentations_without_layers_are_empty(region):
    nothing, something = LabelLayers(Segmentation.from_masks(GRID, {})), LabelLayers(two_layers(LABELS[0]))
    empty, mask = np.zeros(GRID.shape, dtype=bool), LABELS[0] == 3
    assert PairCounts(nothing, something, region).confusion((), ("three",)) == count_confusion(empty, mask, region)
    assert PairCounts(something, nothing, region).confusion(("three",), ()) == count_confusion(mask, empty, region)
    assert PairCounts(nothing, nothing, region).confusion((), ()) == count_confusion(empty, empty, region)
