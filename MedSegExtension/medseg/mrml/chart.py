"""What a chart of scores shows."""

from dataclasses import dataclass

from medseg.types import Triple

BLUE: Triple = (0.0, 114 / 255, 178 / 255)
ORANGE: Triple = (230 / 255, 159 / 255, 0.0)
METHOD_COLORS: tuple[Triple, ...] = (
    BLUE,
    (213 / 255, 94 / 255, 0.0),
    (0.0, 158 / 255, 115 / 255),
    (204 / 255, 121 / 255, 167 / 255),
    ORANGE,
    (86 / 255, 180 / 255, 233 / 255),
    (0.0, 0.0, 0.0),
)
"""Okabe and Ito's colours without the yellow, which is lost on white: the first method's, the second's and so on."""


@dataclass(frozen=True)
class Chart:
    """One chart: bars for each segment.

    Attributes:
        title: Its title.
        columns: Fields of `SegmentScores`, each with the name of its bars.
        unit: Unit of the bars' heights; empty for shares from 0 to 1, which are drawn on that scale.
    """

    title: str
    columns: tuple[tuple[str, str], ...]
    unit: str = ""

    @property
    def axis(self) -> str:
        """What stands beside the axis of heights; where there are several kinds of bars, the legend names them."""
        name = self.columns[0][1] if len(self.columns) == 1 else self.title
        return f"{name} ({self.unit})" if self.unit else name


CHARTS = (
    Chart("Dice", (("dice", "Dice"),)),
    Chart("IoU", (("iou", "IoU"),)),
    Chart("Surface Dice", (("surface_dice", "Surface Dice"),)),
    Chart("Sensitivity", (("sensitivity", "Sensitivity"),)),
    Chart("Specificity", (("specificity", "Specificity"),)),
    Chart("Precision", (("precision", "Precision"),)),
    Chart("Accuracy", (("accuracy", "Accuracy"),)),
    Chart("Surface distance, 95th percentile", (("hd95_mm", "HD95"),), "mm"),
    Chart("Surface distance, largest", (("hausdorff_mm", "Hausdorff"),), "mm"),
    Chart("Surface distance, average", (("assd_mm", "ASSD"),), "mm"),
    Chart("Volume", (("prediction_ml", "Prediction"), ("reference_ml", "Reference")), "ml"),
)
COLORS = (BLUE, ORANGE)
