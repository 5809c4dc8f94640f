"""Scores in table nodes."""

import json
import math
from dataclasses import replace

import pytest

from medseg.errors import InputError
from medseg.mrml import evaluation_to_table
from medseg.records import SegmentScores


def test_rows_are_segments_and_columns_are_scores(offscreen, evaluation):
    node = evaluation_to_table(evaluation, offscreen.scene)
    names = [node.GetColumnName(n) for n in range(node.GetNumberOfColumns())]
    assert names == list(SegmentScores.__dataclass_fields__)
    assert [node.GetCellText(row, 0) for row in range(node.GetNumberOfRows())] == ["bone", "left lung", "overall"]
    assert node.GetTable().GetColumnByName("dice").GetValue(2) == 0.75
    assert node.GetUseColumnTitleAsColumnHeader()


def test_columns_are_typed_and_numbers_exact(offscreen, evaluation):
    table = evaluation_to_table(evaluation, offscreen.scene).GetTable()
    assert table.GetColumnByName("segment").IsA("vtkStringArray")
    assert table.GetColumnByName("true_positive").GetValue(0) == 6_000_000_000
    assert math.isnan(table.GetColumnByName("hd95_mm").GetValue(0))
    assert table.GetColumnByName("hausdorff_mm").GetValue(0) == math.inf


def test_columns_have_units_and_descriptions(offscreen, evaluation):
    node = evaluation_to_table(evaluation, offscreen.scene)
    units = {name: node.GetColumnUnitLabel(name) for name in ("reference_ml", "hd95_mm", "volume_difference_percent", "dice")}
    assert units == {"reference_ml": "ml", "hd95_mm": "mm", "volume_difference_percent": "%", "dice": ""}
    assert all(node.GetColumnDescription(name) for name in SegmentScores.__dataclass_fields__)
    assert node.GetColumnDescription("loss") == "1 - Dice."


def test_columns_have_titles_for_people(offscreen, evaluation):
    node = evaluation_to_table(evaluation, offscreen.scene)
    titles = {name: node.GetColumnTitle(name) for name in ("dice", "reference_ml", "surface_dice")}
    assert node.GetUseFirstColumnAsRowHeader()
    assert titles == {"dice": "Dice", "reference_ml": "Reference (ml)", "surface_dice": "Surface Dice at 2 mm"}


def test_what_holds_for_all_rows_is_kept_with_the_node(offscreen, evaluation):
    node = evaluation_to_table(evaluation, offscreen.scene)
    notes = json.loads(node.GetAttribute("MedSeg.Evaluation"))
    assert notes == {"region": "body", "tolerance_mm": 2.0, "surface": "elements", "mean_dice": 0.5, "unmatched": ["spare"]}
    assert json.loads(node.GetAttribute("MedSeg.Provenance")) == {"method": "evaluate"}


def test_an_existing_table_gets_the_new_content_only(offscreen, evaluation):
    node = evaluation_to_table(evaluation, offscreen.scene, name="scores")
    assert evaluation_to_table(evaluation, offscreen.scene, node) is node
    assert (node.GetName(), node.GetNumberOfColumns(), node.GetNumberOfRows()) == ("scores", 21, 3)


def test_nobody_types_over_scores(offscreen, evaluation):
    assert evaluation_to_table(evaluation, offscreen.scene).GetLocked()


def test_quotation_marks_in_names_do_not_break_slicers_table_files(offscreen, evaluation):
    odd = replace(evaluation, segments=(replace(evaluation.overall, segment='a, "b"\tc'),))
    assert evaluation_to_table(odd, offscreen.scene).GetCellText(0, 0) == "a, 'b' c"


def test_what_is_no_table_is_refused(offscreen, evaluation):
    other = offscreen.scene.AddNewNodeByClass("vtkMRMLScalarVolumeNode", "image")
    with pytest.raises(InputError, match="choose a table"):
        evaluation_to_table(evaluation, offscreen.scene, other)
