"""Records as JSON, and back."""

import json
import math
from dataclasses import fields

import pytest

import medseg.records
from medseg.errors import ParameterError
from medseg.jobs import from_json, to_json
from medseg.records import (
    CleanupParameters,
    Evaluation,
    EvaluationParameters,
    MaskStatistics,
    MatchBy,
    PreprocessParameters,
    ReadParameters,
    SegmentScores,
    ThresholdParameters,
)
from medseg.volume import Modality

PARAMETERS = [getattr(medseg.records, name) for name in medseg.records.__all__ if name.endswith("Parameters")]


def there_and_back(record):
    return from_json(type(record), json.loads(json.dumps(to_json(record))))


@pytest.mark.parametrize("kind", PARAMETERS, ids=lambda kind: kind.__name__)
def test_every_parameter_record_with_its_defaults_comes_back(kind):
    assert there_and_back(kind()) == kind()
    assert from_json(kind, {}) == kind()


@pytest.mark.parametrize(
    "record",
    [
        ThresholdParameters(auto="multi-otsu", side="below", classes=4, segment="ö"),
        ThresholdParameters(lower=-950.5, upper=None),
        ReadParameters(modality=Modality.MR, strict=True),
        PreprocessParameters(spacing_mm=1.5, denoise="median"),
        EvaluationParameters(match=MatchBy.OVERLAP, resample=True),
        CleanupParameters(keep_largest=3, min_volume_ml=1e-3),
    ],
)
def test_what_is_set_comes_back(record):
    assert there_and_back(record) == record


def test_choices_come_back_as_choices():
    found = there_and_back(ThresholdParameters(auto="otsu"))
    assert type(found.auto) is medseg.records.AutoThreshold


def scores(**more):
    values = {field.name: 3 if field.type == "int" else 0.25 for field in fields(SegmentScores)}
    values |= dict.fromkeys(["true_positive", "false_positive", "false_negative", "true_negative"], 6_000_000_000)
    return SegmentScores(**{**values, "segment": "left lung", "prediction": "p", **more})


def test_scores_with_nan_and_infinity_come_back():
    row = scores(hd95_mm=math.nan, hausdorff_mm=math.inf)
    evaluation = Evaluation(
        segments=(row,),
        overall=row,
        mean_dice=math.nan,
        region="body",
        tolerance_mm=2.0,
        surface="elements",
        provenance={"a": [1]},
    )
    found = there_and_back(evaluation)
    assert repr(found) == repr(evaluation)
    assert isinstance(found.segments, tuple)
    assert isinstance(found.overall.true_positive, int)


def test_whole_numbers_do_where_floats_are_meant():
    found = from_json(ThresholdParameters, {"lower": 3})
    assert found.lower == 3.0
    assert isinstance(found.lower, float)


@pytest.mark.parametrize(
    ("kind", "values", "words"),
    [
        (ThresholdParameters, {"lowr": 1.0}, "got 'lowr'"),
        (ThresholdParameters, {"lower": "1"}, "Expected lower as int or float, got '1'"),
        (ThresholdParameters, {"lower": True}, "Expected lower as int or float, got True"),
        (ThresholdParameters, {"percent": 1}, "Expected percent as bool, got 1"),
        (ThresholdParameters, {"classes": 3.0}, "Expected classes as int, got 3.0"),
        (ThresholdParameters, {"classes": None}, "Expected classes as int, got None"),
        (ThresholdParameters, {"auto": "otso"}, "Expected auto as one of otsu, .*got 'otso'"),
        (ThresholdParameters, {"auto": ["otsu"]}, "Expected auto as one of"),
        (ThresholdParameters, {"classes": 99}, "classes from 2 to 8"),
        (ThresholdParameters, [1], "names and values, got list"),
        (MaskStatistics, {"segment": "a"}, "Expected maximum, mean, .* for MaskStatistics, got none"),
        (
            Evaluation,
            {
                **to_json(Evaluation(segments=(), overall=scores(), mean_dice=0.0, region="", tolerance_mm=0.0, surface="")),
                "segments": 3,
            },
            "Expected segments as list or tuple",
        ),
    ],
)
def test_what_is_none_is_refused_by_name(kind, values, words):
    with pytest.raises(ParameterError, match=words):
        from_json(kind, values)


def test_what_json_does_not_hold_is_refused():
    with pytest.raises(ParameterError, match="got set"):
        to_json({"a": {1, 2}})
