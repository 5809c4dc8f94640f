import csv
import json
import math
from dataclasses import fields, replace

import pytest

from medseg.errors import ReadError, UnsupportedFormatError, WriteError
from medseg.io.table import (
    evaluation_from_json,
    evaluation_header,
    evaluation_rows,
    evaluation_to_json,
    read_evaluation_json,
    write_evaluation_csv,
    write_evaluation_json,
)
from medseg.records import Evaluation, SegmentScores, SurfaceDefinition


def a_row(name: str, **changes: float) -> SegmentScores:
    kinds = {str: name, int: 3, float: 0.5}
    return replace(SegmentScores(**{field.name: kinds[field.type] for field in fields(SegmentScores)}), **changes)


@pytest.fixture
def evaluation() -> Evaluation:
    row = a_row('left, "upper" lobe', hausdorff_mm=math.inf, precision=math.nan, dice=0.1 + 0.2)
    return Evaluation(
        segments=(row, a_row("Lungenflügel")),
        overall=a_row("overall"),
        mean_dice=math.nan,
        region="body",
        tolerance_mm=1.5,
        surface="elements",
        unmatched=("heart",),
        provenance={"parameters": {"surface": SurfaceDefinition.ELEMENTS, "bound": -math.inf}, "list": (1, None, True)},
    )


def same(first: SegmentScores, second: SegmentScores) -> bool:
    pairs = [(getattr(first, field.name), getattr(second, field.name)) for field in fields(SegmentScores)]
    return all(a == b or (a != a and b != b) for a, b in pairs)


def test_the_header_names_every_column_with_its_unit(evaluation):
    header = evaluation_header(evaluation)
    assert len(header) == len(set(header)) == len(fields(SegmentScores))
    assert header[0] == "Segment"
    assert "HD95 (mm)" in header
    assert "Reference (ml)" in header
    assert header[-1] == "Surface Dice at 1.5 mm"


def test_there_is_a_row_for_each_segment_and_one_overall(evaluation):
    rows = evaluation_rows(evaluation)
    assert [row[0] for row in rows] == ['left, "upper" lobe', "Lungenflügel", "overall"]
    assert rows[1][2] == 3
    assert {len(row) for row in rows} == {len(evaluation_header(evaluation))}


def test_the_csv_is_read_back_to_the_last_bit(evaluation, tmp_path):
    path = write_evaluation_csv(evaluation, tmp_path / "new" / "scores.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == [field.name for field in fields(SegmentScores)]
    assert rows[0]["segment"] == 'left, "upper" lobe'
    assert float(rows[0]["dice"]) == 0.1 + 0.2
    assert float(rows[0]["hausdorff_mm"]) == math.inf
    assert math.isnan(float(rows[0]["precision"]))
    assert rows[1]["segment"] == "Lungenflügel"
    assert rows[2]["true_positive"] == "3"


def test_the_json_is_read_back_to_the_last_bit(evaluation, tmp_path):
    back = read_evaluation_json(write_evaluation_json(evaluation, tmp_path / "scores.json"))
    assert all(same(first, second) for first, second in zip(back.rows, evaluation.rows, strict=True))
    assert math.isnan(back.mean_dice)
    assert (back.region, back.tolerance_mm, back.surface, back.unmatched) == ("body", 1.5, "elements", ("heart",))
    assert isinstance(back.segments[0].true_positive, int)
    assert back.provenance["parameters"]["surface"] == "elements"


def test_the_json_is_strict(evaluation, tmp_path):
    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    path = write_evaluation_json(evaluation, tmp_path / "scores.json")
    values = json.loads(path.read_text(encoding="utf-8"), parse_constant=refuse)
    assert values["mean_dice"] is None
    assert values["segments"][0]["precision"] is None
    assert values["segments"][0]["hausdorff_mm"] == "Infinity"
    assert values["provenance"] == {"parameters": {"surface": "elements", "bound": "-Infinity"}, "list": [1, None, True]}
    assert (values["format"], values["version"]) == ("medseg-evaluation", 1)


@pytest.mark.parametrize("write", [write_evaluation_csv, write_evaluation_json])
def test_a_file_that_is_there_is_replaced_and_nothing_else_is_left(write, evaluation, tmp_path):
    path = tmp_path / "scores"
    path.write_text("old")
    write(evaluation, path)
    assert path.read_text(encoding="utf-8") != "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("write", [write_evaluation_csv, write_evaluation_json])
def test_a_folder_is_no_place_to_write_to(write, evaluation, tmp_path):
    with pytest.raises(WriteError, match="got a folder"):
        write(evaluation, tmp_path)


def test_a_missing_file_is_a_read_error(tmp_path):
    with pytest.raises(ReadError, match=r"scores\.json"):
        read_evaluation_json(tmp_path / "scores.json")


@pytest.mark.parametrize("text", ["", "dice,0.5", "[]", '{"format": "other", "version": 1}', '{"format": "medseg-evaluation"}'])
def test_other_text_is_refused(text, tmp_path):
    path = tmp_path / "scores.json"
    path.write_text(text)
    with pytest.raises(UnsupportedFormatError):
        read_evaluation_json(path)


@pytest.mark.parametrize(("name", "value"), [("dice", "high"), ("true_positive", None), ("dice", [1])])
def test_values_that_do_not_fit_are_refused(name, value, evaluation):
    values = evaluation_to_json(evaluation)
    values["overall"][name] = value
    with pytest.raises(UnsupportedFormatError, match="do not fit"):
        evaluation_from_json(values)


def test_missing_fields_are_refused(evaluation):
    values = evaluation_to_json(evaluation)
    del values["overall"]["dice"]
    with pytest.raises(UnsupportedFormatError, match="dice"):
        evaluation_from_json(values)
