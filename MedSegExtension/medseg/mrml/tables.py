"""Scores into table nodes."""

import json
from dataclasses import fields
from typing import TYPE_CHECKING

from medseg.errors import InputError
from medseg.io.table import evaluation_header
from medseg.mrml.provenance import PROVENANCE_ATTRIBUTE
from medseg.mrml.table_columns import make_column
from medseg.records.scores import Evaluation, SegmentScores

if TYPE_CHECKING:
    from slicer import vtkMRMLScene, vtkMRMLTableNode

EVALUATION_ATTRIBUTE = "MedSeg.Evaluation"
UNITS = {"_ml": "ml", "_mm": "mm", "_percent": "%"}


def evaluation_to_table(
    evaluation: Evaluation, scene: "vtkMRMLScene", node: "vtkMRMLTableNode | None" = None, name: str = "evaluation"
) -> "vtkMRMLTableNode":
    """Put scores into a scene as a table: a row a segment, then the row `overall`.

    Columns are named like the fields of `SegmentScores` and typed: text, whole numbers, floats; NaN and infinity stay what they
    are. Titles, units and descriptions are the columns' own, as Slicer's table view shows them.

    Args:
        evaluation: The scores.
        scene: The scene that gets the node.
        node: A table node whose content is replaced. Default: a new one.
        name: Name of a new node.

    Returns:
        The table node.

    Raises:
        InputError: The node is no table.
    """
    if node is None:
        node = scene.AddNewNodeByClass("vtkMRMLTableNode", name)
    elif not node.IsA("vtkMRMLTableNode"):
        raise InputError(f"Expected a table node, got {node.GetName()!r}: choose a table.")
    changing = node.StartModify()
    try:
        node.RemoveAllColumns()
        _add_columns(node, evaluation)
    finally:
        node.EndModify(changing)
    notes = {"region": evaluation.region, "tolerance_mm": evaluation.tolerance_mm, "surface": evaluation.surface}
    notes |= {"mean_dice": evaluation.mean_dice, "unmatched": list(evaluation.unmatched)}
    node.SetAttribute(EVALUATION_ATTRIBUTE, json.dumps(notes))
    node.SetAttribute(PROVENANCE_ATTRIBUTE, json.dumps(evaluation.provenance, default=str))
    return node


def _add_columns(node: "vtkMRMLTableNode", evaluation: Evaluation) -> None:
    descriptions = _descriptions()
    for field, title in zip(fields(SegmentScores), evaluation_header(evaluation), strict=True):
        values = [getattr(row, field.name) for row in evaluation.rows]
        node.AddColumn(make_column(field.name, values, type(values[0])))
        node.SetColumnTitle(field.name, title)
        unit = next((unit for ending, unit in UNITS.items() if field.name.endswith(ending)), "")
        if unit:
            node.SetColumnUnitLabel(field.name, unit)
        node.SetColumnDescription(field.name, descriptions[field.name])
    node.SetUseColumnTitleAsColumnHeader(True)
    node.SetUseFirstColumnAsRowHeader(True)
    node.SetLocked(True)  # table views would let users type over scores


def _descriptions() -> dict[str, str]:
    """What each score is, from the docstring of `SegmentScores`, where it is stated once."""
    lines = [line.strip() for line in (SegmentScores.__doc__ or "").splitlines()]
    parts = (line.partition(": ") for line in lines)
    found = {name: text.strip() for name, _, text in parts}
    return {field.name: found.get(field.name, "") for field in fields(SegmentScores)}
