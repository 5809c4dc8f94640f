import numpy as np
import pytest

from medseg.errors import GeometryMismatchError, SegmentError
from medseg.metrics import match_segments
from medseg.records import MatchBy
from medseg.volume import Code, Coding, Geometry, Segment, Segmentation

GRID = Geometry.from_axes((2, 4, 6), (1, 1, 1))
STRUCTURE = Code("SCT", "123037004", "Anatomical Structure")
LUNG = Coding(STRUCTURE, Code("SCT", "39607008", "Lung"))
LEFT_LUNG = Coding(STRUCTURE, Code("SCT", "39607008", "Lung"), Code("SCT", "7771000", "Left"))
LIVER = Coding(STRUCTURE, Code("SCT", "10200004", "Liver"))


def with_segments(*segments: Segment) -> Segmentation:
    return Segmentation.from_masks(GRID, {segment: np.ones(GRID.shape, dtype=bool) for segment in segments})


def named(*names: str) -> Segmentation:
    return with_segments(*(Segment(name) for name in names))


def in_columns(**columns: slice) -> Segmentation:
    masks = {}
    for name, part in columns.items():
        mask = np.zeros(GRID.shape, dtype=bool)
        mask[:, :, part] = True
        masks[Segment(name)] = mask
    return Segmentation.from_masks(GRID, masks)


def test_segments_of_one_name_are_a_pair():
    assert match_segments(named("liver", "spleen", "aorta"), named("aorta", "liver")) == {"aorta": "aorta", "liver": "liver"}


def test_the_same_spelling_goes_before_the_same_letters():
    pairs = match_segments(named("LIVER", "liver", "Spleen"), named("Liver", "LIVER", "spleen"))
    assert pairs == {"Liver": "liver", "LIVER": "LIVER", "spleen": "Spleen"}


def test_each_predicted_segment_is_taken_once():
    assert match_segments(named("Liver", "x"), named("liver", "LIVER")) == {"liver": "Liver"}


@pytest.mark.parametrize("by", [MatchBy.NAME, MatchBy.OVERLAP])
def test_one_segment_each_is_a_pair_whatever_the_names(by):
    assert match_segments(named("Segment_255"), named("lungs"), by) == {"lungs": "Segment_255"}


def test_names_that_nowhere_fit_are_an_error_that_lists_them():
    with pytest.raises(SegmentError, match=r"same name, got none: the prediction has 'a', 'b', the reference 'c'"):
        match_segments(named("a", "b"), named("c"))


@pytest.mark.parametrize("by", list(MatchBy))
def test_nothing_on_one_side_makes_no_pairs(by):
    assert match_segments(named(), named("a"), by) == {}
    assert match_segments(named("a"), named(), by) == {}


def test_segments_of_one_concept_are_a_pair():
    prediction = with_segments(Segment("1", coding=LIVER), Segment("2", coding=LEFT_LUNG), Segment("3", coding=LUNG))
    reference = with_segments(Segment("lung", coding=LUNG), Segment("left", coding=LEFT_LUNG), Segment("liver"))
    assert match_segments(prediction, reference, MatchBy.CODE) == {"lung": "3", "left": "2"}


def test_of_several_segments_of_one_concept_the_name_decides():
    prediction = with_segments(Segment("a", coding=LUNG), Segment("b", coding=LUNG))
    reference = with_segments(Segment("B", coding=LUNG), Segment("c", coding=LUNG))
    assert match_segments(prediction, reference, MatchBy.CODE) == {"B": "b", "c": "a"}


def test_segments_without_a_common_code_are_an_error():
    with pytest.raises(SegmentError, match="same code"):
        match_segments(with_segments(Segment("liver", coding=LIVER)), named("liver"), MatchBy.CODE)


def test_by_overlap_the_sum_over_all_pairs_is_largest():
    # taken one by one, "wide" would get "first" (Dice 4/5), and nothing would be left for "thin"
    prediction = in_columns(wide=slice(0, 3), thin=slice(0, 1))
    reference = in_columns(first=slice(0, 2), second=slice(2, 6))
    assert match_segments(prediction, reference, MatchBy.OVERLAP) == {"first": "thin", "second": "wide"}


def test_segments_that_do_not_touch_are_no_pair():
    prediction = in_columns(a=slice(0, 2), b=slice(2, 3))
    reference = in_columns(x=slice(1, 2), y=slice(4, 6))
    assert match_segments(prediction, reference, MatchBy.OVERLAP) == {"x": "a"}


def test_overlap_is_found_in_shared_layers_in_any_order():
    labels = np.zeros(GRID.shape, dtype=np.uint16)
    labels[:, :, 0:2], labels[:, :, 2:4], labels[:, :, 4:6] = 900, 20, 3
    prediction = Segmentation.from_labelmap(
        GRID, labels, {20: Segment("p20"), 900: Segment("p900"), 3: Segment("p3"), 8: Segment("p8")}
    )
    reference = in_columns(r3=slice(4, 6), none=slice(0, 0), r900=slice(0, 2), r20=slice(2, 5))
    assert match_segments(prediction, reference, MatchBy.OVERLAP) == {"r3": "p3", "r900": "p900", "r20": "p20"}


def test_overlap_on_two_grids_is_refused():
    other = Geometry.from_axes((2, 4, 7), (1, 1, 1))
    elsewhere = Segmentation.from_masks(other, {Segment(name): np.ones(other.shape, dtype=bool) for name in "ab"})
    with pytest.raises(GeometryMismatchError, match="one grid"):
        match_segments(elsewhere, named("a", "b"), MatchBy.OVERLAP)
