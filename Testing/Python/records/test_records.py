"""Parameters: ranges, contradictions, words."""

import json
from dataclasses import fields, is_dataclass

import pytest

import medseg.records
from medseg.errors import ParameterError
from medseg.records import CleanupParameters, EvaluationParameters, PreprocessParameters, ThresholdParameters, describe_run

PARAMETERS = [getattr(medseg.records, name) for name in medseg.records.__all__ if name.endswith("Parameters")]


@pytest.mark.parametrize("record", PARAMETERS)
def test_every_parameter_has_a_default_and_words_for_its_help(record: type) -> None:
    assert is_dataclass(record)
    record()
    for field in fields(record):
        assert f"        {field.name}: " in (record.__doc__ or ""), f"{record.__name__}.{field.name} has no help"


@pytest.mark.parametrize("value", [-0.1, 101.0, float("nan"), float("inf")])
def test_a_number_outside_its_range_is_refused_with_the_range(value: float) -> None:
    with pytest.raises(ParameterError, match="closing_mm from 0 to 100 mm"):
        CleanupParameters(closing_mm=value)


def test_the_ends_of_a_range_are_allowed() -> None:
    assert EvaluationParameters(tolerance_mm=0).tolerance_mm == 0
    assert PreprocessParameters(spacing_mm=50).spacing_mm == 50


@pytest.mark.parametrize("given", [{"lower": 1.0, "preset": "bone"}, {"preset": "bone", "auto": "otsu"}])
def test_thresholds_come_from_one_source(given: dict[str, object]) -> None:
    with pytest.raises(ParameterError, match="one source"):
        ThresholdParameters(**given)  # type: ignore[arg-type]


def test_percent_is_refused_where_there_are_no_bounds_to_read() -> None:
    with pytest.raises(ParameterError, match="give lower or upper"):
        ThresholdParameters(preset="bone", percent=True)


def test_bounds_must_be_in_order() -> None:
    with pytest.raises(ParameterError, match="lower <= upper"):
        ThresholdParameters(lower=2, upper=1)


def test_provenance_is_plain_and_names_its_method() -> None:
    run = describe_run("threshold", ThresholdParameters(lower=100), CleanupParameters(keep_largest=2), bounds=[100, None])
    assert json.loads(json.dumps(run)) == run
    assert run["method"] == "threshold"
    assert run["parameters"]["lower"] == 100
    assert run["parameters"]["keep_largest"] == 2
    assert run["bounds"] == [100, None]
