"""How good a segmentation is, in numbers."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class SegmentScores:
    """One segment, or all together, against the reference. A number that is not defined is NaN.

    Accuracy and specificity count within a region, `Evaluation.region`, extended by the voxels of both masks: voxels of either
    that lie outside the body are hits and errors like others. All other scores are of the whole image.

    Attributes:
        segment: Name of the reference's segment, or `overall`.
        prediction: Name of the predicted segment; empty where none was found, `overall` in the row of that name.
        true_positive: Voxels in both.
        false_positive: Voxels in the prediction only.
        false_negative: Voxels in the reference only.
        true_negative: Voxels of the region in neither.
        accuracy: (TP + TN) / all, within the region.
        sensitivity: TP / (TP + FN); NaN for an empty reference.
        specificity: TN / (TN + FP), within the region; NaN where the reference fills it.
        precision: TP / (TP + FP); NaN for an empty prediction.
        dice: 2 TP / (2 TP + FP + FN); 1 where both are empty.
        iou: TP / (TP + FP + FN); 1 where both are empty.
        loss: 1 - Dice.
        prediction_ml: Volume of the prediction in ml.
        reference_ml: Volume of the reference in ml.
        volume_difference_ml: Prediction minus reference, in ml.
        volume_difference_percent: The same in percent of the reference; NaN for an empty reference.
        hausdorff_mm: Largest distance between the surfaces; inf where one is empty, NaN where both are.
        hd95_mm: 95th percentile of the distances, the larger of both directions; empty as for hausdorff_mm.
        assd_mm: Average symmetric surface distance, over both surfaces by their area; empty as for hausdorff_mm.
        surface_dice: Share of both surfaces within the tolerance of the other; 0 where one is empty, NaN where both are.
    """

    segment: str
    prediction: str
    true_positive: int
    false_positive: int
    false_negative: int
    true_negative: int
    accuracy: float
    sensitivity: float
    specificity: float
    precision: float
    dice: float
    iou: float
    loss: float
    prediction_ml: float
    reference_ml: float
    volume_difference_ml: float
    volume_difference_percent: float
    hausdorff_mm: float
    hd95_mm: float
    assd_mm: float
    surface_dice: float


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """A prediction scored against a reference.

    Attributes:
        segments: One row a reference segment, in the reference's order.
        overall: The union of the matched segments against the union of the reference's; where the reference has no segments,
            all of the prediction's against nothing.
        mean_dice: Mean of the segments' Dice; NaN where the reference has no segments.
        region: Where accuracy and specificity counted, in words: `body` or `image`.
        tolerance_mm: Of the surface Dice.
        surface: Definition of the surface.
        unmatched: Predicted segments that no reference segment was paired with.
        provenance: What was compared, with which versions.
    """

    segments: tuple[SegmentScores, ...]
    overall: SegmentScores
    mean_dice: float
    region: str
    tolerance_mm: float
    surface: str
    unmatched: tuple[str, ...] = ()
    provenance: dict[str, Any] = field(default_factory=dict)

    @property
    def rows(self) -> tuple[SegmentScores, ...]:
        """The segments, then the overall row."""
        return (*self.segments, self.overall)
