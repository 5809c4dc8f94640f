"""Counts of right and wrong voxels, and the scores that follow from them."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Confusion:
    """Voxels of a prediction against a reference.

    Attributes:
        tp: True positives: voxels in both.
        fp: False positives: voxels in the prediction only.
        fn: False negatives: voxels in the reference only.
        tn: True negatives: voxels of the region in neither.
    """

    tp: int
    fp: int
    fn: int
    tn: int

    @property
    def predicted(self) -> int:
        """Voxels of the prediction."""
        return self.tp + self.fp

    @property
    def actual(self) -> int:
        """Voxels of the reference."""
        return self.tp + self.fn

    @property
    def accuracy(self) -> float:
        """(TP + TN) / all; NaN where there is no voxel at all."""
        return _share(self.tp + self.tn, self.tp + self.tn + self.fp + self.fn)

    @property
    def sensitivity(self) -> float:
        """TP / (TP + FN); NaN for an empty reference."""
        return _share(self.tp, self.actual)

    @property
    def specificity(self) -> float:
        """TN / (TN + FP); NaN where the reference fills the region."""
        return _share(self.tn, self.tn + self.fp)

    @property
    def precision(self) -> float:
        """TP / (TP + FP); NaN for an empty prediction."""
        return _share(self.tp, self.predicted)

    @property
    def dice(self) -> float:
        """2 TP / (2 TP + FP + FN) (Dice, Ecology 1945); 1 where both masks are empty."""
        return _share(2 * self.tp, self.predicted + self.actual, both_empty=1.0)

    @property
    def iou(self) -> float:
        """TP / (TP + FP + FN) (Jaccard, 1901); 1 where both masks are empty."""
        return _share(self.tp, self.tp + self.fp + self.fn, both_empty=1.0)


def _share(part: int, whole: int, both_empty: float = math.nan) -> float:
    return part / whole if whole else both_empty
