"""What probabilities are worth, wherever they are cut."""

from dataclasses import dataclass

from medseg.types import Floats


@dataclass(frozen=True, eq=False)
class DetectionCurves:
    """Sensitivity, false positive rate and precision of a map of probabilities, for cuts from high to low.

    Attributes:
        cuts: Cuts (n), descending: what is at or above one is positive.
        sensitivity: Share of the reference that is positive (n), ascending to 1.
        false_positive_rate: Share of what lies outside the reference that is positive (n), ascending to 1.
        precision: Share of what is positive that lies in the reference (n); NaN where nothing is positive.
        roc_area: Area under sensitivity over the false positive rate, by trapezoids; 0.5 is chance.
        average_precision: Sum of each step of sensitivity times the precision after it.
    """

    cuts: Floats
    sensitivity: Floats
    false_positive_rate: Floats
    precision: Floats
    roc_area: float
    average_precision: float
