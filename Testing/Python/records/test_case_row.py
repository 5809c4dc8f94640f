"""The row of a cohort's table."""

import math
from dataclasses import fields

import numpy as np

from medseg.metrics import evaluate
from medseg.records import CaseRow, OutcomeStatus, SegmentScores
from medseg.volume import Geometry, Segment, Segmentation


def test_a_row_has_every_score_by_its_own_name():
    assert {field.name for field in fields(SegmentScores)} <= set(CaseRow.columns())


def test_a_scored_segment_fills_its_row():
    mask = np.zeros((2, 10, 10), bool)
    mask[:, :5] = True
    truth = Segmentation.from_masks(Geometry(mask.shape, np.eye(4)), {Segment(name="Lung"): mask})
    scores = evaluate(truth, truth).segments[0]
    row = CaseRow.scored(scores, case="c1", method="U-Net", seconds=2.0)
    assert (row.case, row.method, row.segment, row.seconds) == ("c1", "U-Net", "Lung", 2.0)
    assert row.dice == 1.0
    assert row.true_positive == 100
    assert row.volume_ml == row.prediction_ml == 0.1
    assert row.has_scores


def test_a_method_without_a_result_has_a_reason_and_no_numbers():
    row = CaseRow(case="c1", method="U-Net", status=OutcomeStatus.FAILED, reason="Expected a CT.")
    assert not row.has_scores
    assert row.true_positive is None
    assert all(math.isnan(value) for value in (row.dice, row.volume_ml, row.seconds))
