"""Parameter packs made from the engine's parameter dataclasses."""

import dataclasses

import pytest

from medseg.errors import ParameterError
from medseg.records import (
    AutoThreshold,
    CleanupParameters,
    Denoise,
    EvaluationParameters,
    MaskParameters,
    MatchBy,
    PreprocessParameters,
    Side,
    ThresholdParameters,
)

PACKS = {
    "MaskPack": MaskParameters,
    "PreprocessPack": PreprocessParameters,
    "CleanupPack": CleanupParameters,
    "EvaluationPack": EvaluationParameters,
}
ANOTHER_DEFAULT = {"EvaluationPack": {"matched_only": True}}


@pytest.fixture
def packs(logic):
    from MedSegModuleLib import packs

    return packs


@pytest.fixture
def to_record(logic):
    from MedSegModuleLib.recordPacks import toRecord

    return toRecord


@pytest.mark.parametrize(("name", "record"), PACKS.items())
def test_an_untouched_pack_means_the_records_own_defaults(packs, to_record, name, record):
    pack = getattr(packs, name)
    assert to_record(pack()) == record(**ANOTHER_DEFAULT.get(name, {}))
    assert {field.name for field in dataclasses.fields(record)} <= set(pack.allParameters)


def test_values_become_the_records(packs, to_record):
    pack = packs.PreprocessPack()
    pack.denoise = next(choice for choice in type(pack.denoise) if choice.name == "MEDIAN")
    pack.spacing_mm, pack.denoise_radius_mm = 2.0, 1.5
    assert to_record(pack) == PreprocessParameters(spacing_mm=2.0, denoise=Denoise.MEDIAN, denoise_radius_mm=1.5)


def test_zero_stands_for_a_number_that_is_left_out(packs, to_record):
    pack = packs.PreprocessPack()
    pack.spacing_mm = 0.0
    assert to_record(pack).spacing_mm is None


@pytest.mark.parametrize(("given", "expected"), [(False, None), (True, -2000.0)])
def test_a_number_that_may_be_anything_counts_where_it_is_given(packs, to_record, given, expected):
    pack = packs.MaskPack()
    pack.fill_value, pack.fill_value_given = -2000.0, given
    assert to_record(pack).fill_value == expected


def test_an_automatic_method_is_always_chosen(packs, to_record):
    pack = packs.AutomaticPack()
    pack.side = next(choice for choice in type(pack.side) if choice.name == "BELOW")
    expected = ThresholdParameters(auto=AutoThreshold.OTSU, side=Side.BELOW, segment="fat")
    assert to_record(pack, segment="fat") == expected


def test_ranges_are_those_of_the_record(packs):
    pack = packs.CleanupPack()
    pack.opening_mm = 100.0
    with pytest.raises(ValueError, match=r"100\.1"):
        pack.opening_mm = 100.1
    with pytest.raises(ValueError, match="-1"):
        pack.keep_largest = -1


def test_a_value_between_zero_and_the_smallest_is_refused_by_the_record(packs, to_record):
    pack = packs.PreprocessPack()
    pack.spacing_mm = 0.01
    with pytest.raises(ParameterError, match=r"spacing_mm from 0\.05 to 50 mm"):
        to_record(pack)


def test_choices_have_words_and_the_records_values(packs):
    pack = packs.EvaluationPack()
    assert [choice.value for choice in type(pack.match)] == [choice.value for choice in MatchBy]
    assert [choice.label() for choice in type(pack.match)] == ["Name", "Terminology code", "Largest overlap"]


def test_every_choice_has_a_label(logic):
    from MedSegModuleLib import enums

    for name in enums.__all__:
        labels = [choice.label() for choice in getattr(enums, name)]
        assert all(labels)
        assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    ("pack", "name", "words"),
    [
        ("CleanupPack", "opening_mm", "Remove what is thinner than twice this radius.\n(0 to 100 mm)"),
        ("CleanupPack", "fill_holes", "Fill what the mask encloses on all sides."),
        ("PreprocessPack", "spacing_mm", "(0.05 to 50 mm; 0 leaves it to MedSeg)"),
        ("EvaluationPack", "region", "body needs the image; auto takes the body for CT and MR, the whole image for films."),
    ],
)
def test_a_tooltip_has_the_docstrings_words_with_unit_and_range(packs, pack, name, words):
    from MedSegModuleLib.recordPacks import describe

    assert describe(getattr(packs, pack), name).endswith(words)


def test_every_parameter_is_described(packs):
    from MedSegModuleLib.recordPacks import describe

    for name in (*PACKS, "AutomaticPack"):
        pack = getattr(packs, name)
        assert all(describe(pack, field) for field in pack.allParameters if not field.endswith("_given"))
