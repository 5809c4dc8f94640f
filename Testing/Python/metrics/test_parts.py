"""Parts of what a reference holds as one."""

import numpy as np
import pytest

from medseg.errors import SegmentError
from medseg.metrics import evaluate
from medseg.records import EvaluationParameters, MatchBy
from medseg.volume import Geometry, Segment, Segmentation

GRID = Geometry.from_axes((4, 6, 10), (1, 1, 1))


def _segments(**columns: tuple[int, int]) -> Segmentation:
    """Segments that fill these columns of every slice."""
    masks = {}
    for name, (first, last) in columns.items():
        mask = np.zeros(GRID.shape, dtype=np.bool_)
        mask[:, 1:5, first:last] = True
        masks[Segment(name)] = mask
    return Segmentation.from_masks(GRID, masks)


@pytest.mark.parametrize("by", [MatchBy.NAME, MatchBy.OVERLAP])
def test_two_lungs_are_scored_together_against_a_mask_of_both(by: MatchBy) -> None:
    result = evaluate(_segments(right=(1, 4), left=(6, 9)), _segments(lungs=(1, 9)), EvaluationParameters(match=by))
    assert result.segments[0].prediction == "right + left"
    assert result.segments[0].dice == result.overall.dice == pytest.approx(2 * 6 / (6 + 8))
    assert result.unmatched == ()


def test_what_lies_elsewhere_is_no_part() -> None:
    result = evaluate(
        _segments(right=(1, 4), body=(0, 10), left=(6, 9)), _segments(lungs=(3, 9)), EvaluationParameters(match="overlap")
    )
    assert result.segments[0].prediction == "body + left"
    assert result.unmatched == ("right",)


def test_a_segment_of_the_same_name_is_taken_alone() -> None:
    result = evaluate(_segments(lungs=(1, 9), left=(6, 9)), _segments(Lungs=(1, 9)))
    assert (result.segments[0].prediction, result.overall.dice) == ("lungs", 1.0)


def test_one_segment_that_fits_no_name_stays_an_error() -> None:
    with pytest.raises(SegmentError, match="pair of segments of the same name"):
        evaluate(_segments(right=(1, 4), elsewhere=(8, 10)), _segments(lungs=(1, 5)))
