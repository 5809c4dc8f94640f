"""What is compared with what."""

from collections.abc import Mapping
from dataclasses import dataclass

from medseg.volume import Segmentation

OVERALL = "overall"


@dataclass(frozen=True)
class Comparison:
    """Some predicted segments together against some of the reference together.

    Attributes:
        title: What the row of scores is called.
        predicted: Names of predicted segments; none stand for an empty mask.
        actual: Names of the reference's segments; none stand for an empty mask.
    """

    title: str
    predicted: tuple[str, ...]
    actual: tuple[str, ...]


def comparisons(prediction: Segmentation, reference: Segmentation, pairs: Mapping[str, str]) -> list[Comparison]:
    """One comparison a reference segment, then the one of all paired segments against all of the reference.

    Where the reference has no segments, all of the prediction's are compared with nothing.

    Args:
        prediction: The segmentation to be scored.
        reference: The segmentation that is held to be true.
        pairs: Name of the predicted segment for each reference segment that has one.
    """
    rows = [Comparison(name, (pairs[name],) if name in pairs else (), (name,)) for name in reference.names]
    found = tuple(pairs[name] for name in reference.names if name in pairs) if reference.names else prediction.names
    return [*rows, Comparison(OVERALL, found, reference.names)]
