"""Methods compared, as a table node."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from medseg.errors import InputError
from medseg.jobs.json_records import to_json
from medseg.metrics.comparison_table import comparison_table, number_text
from medseg.mrml.compared_row import ComparedRow
from medseg.mrml.provenance import PROVENANCE_ATTRIBUTE
from medseg.mrml.table_columns import make_column
from medseg.mrml.toolkit import slicer
from medseg.records import Comparison, MethodOutcome
from medseg.records.metric import Metric
from medseg.records.metrics import METRICS
from medseg.records.table_cell import TableCell

if TYPE_CHECKING:
    from slicer import vtkMRMLScene, vtkMRMLTableNode

COMPARISON_ATTRIBUTE = "MedSeg.Comparison"
METHOD, SEGMENT, BEST, STATUS, REASON = "method", "segment", "best", "status", "reason"
TITLES = {METHOD: "Method", SEGMENT: "Segment", BEST: "Best in", STATUS: "Status", REASON: "Reason"}
DESCRIPTIONS = {
    METHOD: "How the segments were made.",
    SEGMENT: "What is scored: a segment of the reference, the mean of all, or all of them together.",
    BEST: "The columns in which this method is the best one for this segment.",
    STATUS: "How the method ended: done, missing (it could not begin) or failed.",
    REASON: "Why there is no result.",
}
UNITS = {"hd95_mm": "mm", "assd_mm": "mm", "volume_difference_percent": "%", "seconds": "s", "peak_mb": "MB"}
AND = ", "


def comparison_to_table(
    comparison: Comparison,
    scene: "vtkMRMLScene",
    node: "vtkMRMLTableNode | None" = None,
    name: str = "Comparison",
    notes: Mapping[str, Any] | None = None,
) -> "vtkMRMLTableNode":
    """Put methods x metrics into a scene as a table: a row a method for each segment, their mean, and all together.

    Numbers are numbers, NaN where there is none. Slicer's table view draws all cells of a table alike, so that the best of a
    column is told in words: in the column `best`.

    Args:
        comparison: The scores.
        scene: The scene that gets the node.
        node: A table node whose content is replaced. Default: a new one.
        name: Name of a new node.
        notes: What else is to be known of it: plain values or records, read back by `comparison_notes`.

    Returns:
        The table node.

    Raises:
        InputError: The node is no table.
    """
    if node is None:
        node = _new_table(scene, name)
    elif not node.IsA("vtkMRMLTableNode"):
        raise InputError(f"Expected a table node, got {node.GetName()!r}: choose a table.")
    changing = node.StartModify()
    try:
        node.RemoveAllColumns()
        _fill(node, comparison)
    finally:
        node.EndModify(changing)
    told = {"methods": [_told(outcome) for outcome in comparison.outcomes], **to_json(dict(notes or {}))}
    node.SetAttribute(COMPARISON_ATTRIBUTE, json.dumps(told))
    node.SetAttribute(PROVENANCE_ATTRIBUTE, json.dumps(dict(comparison.provenance), default=str))
    return node


def comparison_notes(node: "vtkMRMLTableNode") -> dict[str, Any]:
    """What is to be known of a comparison: `methods` (label, spec, status, reason, notices, measured), and the notes given.

    Raises:
        InputError: The table holds no comparison.
    """
    text = node.GetAttribute(COMPARISON_ATTRIBUTE) if node is not None else None
    if not text:
        raise InputError("Expected a table of methods compared, got another: compare methods first.")
    return dict(json.loads(text))


def compared_rows(node: "vtkMRMLTableNode") -> tuple[ComparedRow, ...]:
    """The rows of a table that `comparison_to_table` filled.

    Raises:
        InputError: The table holds no comparison.
    """
    table = node.GetTable()
    missing = [name for name in (*TITLES, *(metric.name for metric in METRICS)) if table.GetColumnByName(name) is None]
    if missing:
        raise InputError(f"Expected a table of methods compared, got one without {missing[0]!r}: compare methods first.")
    return tuple(_row(table, row) for row in range(table.GetNumberOfRows()))


def _new_table(scene: "vtkMRMLScene", name: str) -> "vtkMRMLTableNode":
    """A table that is marked before the scene has it, so that selectors which ask for the mark take it."""
    node = slicer.vtkMRMLTableNode()
    node.SetName(scene.GenerateUniqueName(name))
    node.SetAttribute(COMPARISON_ATTRIBUTE, "{}")
    added: vtkMRMLTableNode = scene.AddNode(node)
    return added


def _told(outcome: MethodOutcome) -> dict[str, Any]:
    return {
        "label": outcome.method,
        "spec": outcome.spec,
        "status": outcome.status.value,
        "reason": outcome.reason,
        "notices": list(outcome.notices),
        "measured": outcome.measured,
    }


def _fill(node: "vtkMRMLTableNode", comparison: Comparison) -> None:
    rows = comparison_table(comparison)
    outcomes = {outcome.method: outcome for outcome in comparison.outcomes}
    best = [AND.join(metric.title for metric, cell in zip(METRICS, cells, strict=True) if cell.is_best) for _, _, cells in rows]
    before = {METHOD: [method for _, method, _ in rows], SEGMENT: [scope for scope, _, _ in rows]}
    status = [outcomes[method].status.value for _, method, _ in rows]
    after = {BEST: best, STATUS: status, REASON: [outcomes[method].reason for _, method, _ in rows]}
    for name, values in before.items():
        _add(node, name, values, str, TITLES[name], DESCRIPTIONS[name])
    for number, metric in enumerate(METRICS):
        numbers = [cells[number].value for _, _, cells in rows]
        _add(node, metric.name, numbers, float, metric.title, _meaning(metric), UNITS.get(metric.name, ""))
    for name, values in after.items():
        _add(node, name, values, str, TITLES[name], DESCRIPTIONS[name])
    node.SetUseColumnTitleAsColumnHeader(True)
    node.SetUseFirstColumnAsRowHeader(True)
    node.SetLocked(True)  # table views would let users type over scores


def _add(  # noqa: PLR0917  a column and all that is said of it
    node: "vtkMRMLTableNode", name: str, values: list[Any], kind: type[Any], title: str, description: str, unit: str = ""
) -> None:
    node.AddColumn(make_column(name, values, kind))
    node.SetColumnTitle(name, title)
    node.SetColumnDescription(name, description)
    if unit:
        node.SetColumnUnitLabel(name, unit)


def _meaning(metric: Metric) -> str:
    return f"{metric.meaning}; best is {metric.better}"


def _row(table: Any, row: int) -> ComparedRow:
    def text(name: str) -> str:
        return str(table.GetValueByName(row, name).ToString())

    best = text(BEST).split(AND)
    values = [float(table.GetValueByName(row, metric.name).ToDouble()) for metric in METRICS]
    cells = tuple(
        TableCell(number_text(value, metric.digits), value, metric.title in best)
        for metric, value in zip(METRICS, values, strict=True)
    )
    return ComparedRow(text(METHOD), text(SEGMENT), cells, text(STATUS), text(REASON))
