"""Scores as tables: rows for people, CSV for spreadsheets, JSON for programs.

CSV has a header of field names, as `SegmentScores` has them, with units as suffixes; NaN is `nan`, infinity `inf`.
JSON has no such numbers: NaN is `null`, infinity the string "Infinity". `read_evaluation_json` brings them back.
"""

import csv
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from medseg.errors import ReadError, UnsupportedFormatError
from medseg.files.atomic import writing
from medseg.records import Evaluation, SegmentScores

FORMAT = "medseg-evaluation"
VERSION = 1
INFINITIES = {"Infinity": math.inf, "-Infinity": -math.inf}
LABELS = {
    "segment": "Segment",
    "prediction": "Prediction",
    "true_positive": "True positive (voxels)",
    "false_positive": "False positive (voxels)",
    "false_negative": "False negative (voxels)",
    "true_negative": "True negative (voxels)",
    "accuracy": "Accuracy",
    "sensitivity": "Sensitivity",
    "specificity": "Specificity",
    "precision": "Precision",
    "dice": "Dice",
    "iou": "IoU",
    "loss": "Loss (1 - Dice)",
    "prediction_ml": "Prediction (ml)",
    "reference_ml": "Reference (ml)",
    "volume_difference_ml": "Volume difference (ml)",
    "volume_difference_percent": "Volume difference (%)",
    "hausdorff_mm": "Hausdorff distance (mm)",
    "hd95_mm": "HD95 (mm)",
    "assd_mm": "ASSD (mm)",
    "surface_dice": "Surface Dice",
}

Cell = str | int | float


def evaluation_header(evaluation: Evaluation) -> tuple[str, ...]:
    """What the columns of `evaluation_rows` are called, with their units; the surface Dice says its tolerance."""
    special = {"surface_dice": f"{LABELS['surface_dice']} at {evaluation.tolerance_mm:g} mm"}
    return tuple((LABELS | special)[field.name] for field in fields(SegmentScores))


def evaluation_rows(evaluation: Evaluation) -> list[tuple[Cell, ...]]:
    """The scores as rows: one a segment, then the overall one; in the order of the fields of `SegmentScores`."""
    return [tuple(asdict(row).values()) for row in evaluation.rows]


def write_evaluation_csv(evaluation: Evaluation, path: str | Path) -> Path:
    """Write the scores as a table, a row a segment and one overall; whole or not at all.

    Args:
        evaluation: The scores.
        path: The file; one that is there is replaced.

    Returns:
        The path.

    Raises:
        WriteError: The file cannot be written.
    """
    with writing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow([field.name for field in fields(SegmentScores)])
        table.writerows(evaluation_rows(evaluation))
    return Path(path)


def write_evaluation_json(evaluation: Evaluation, path: str | Path) -> Path:
    """Write all of an evaluation as JSON; whole or not at all.

    Args:
        evaluation: The scores.
        path: The file; one that is there is replaced.

    Returns:
        The path.

    Raises:
        WriteError: The file cannot be written.
    """
    with writing(path) as temporary:
        text = json.dumps(evaluation_to_json(evaluation), indent=2, ensure_ascii=False, allow_nan=False)
        temporary.write_text(text + "\n", encoding="utf-8")
    return Path(path)


def evaluation_to_json(evaluation: Evaluation) -> dict[str, Any]:
    """All of an evaluation as plain values that JSON holds: NaN is None, infinity "Infinity"."""
    plain = _plain({"format": FORMAT, "version": VERSION, **asdict(evaluation)})
    return dict(plain)


def read_evaluation_json(path: str | Path) -> Evaluation:
    """Read an evaluation from the JSON that `write_evaluation_json` wrote.

    Raises:
        ReadError: There is no such file, or it cannot be read.
        UnsupportedFormatError: It is not such JSON.
    """
    try:
        return evaluation_from_json(json.loads(Path(path).read_text(encoding="utf-8")))
    except OSError as error:
        raise ReadError(f"Cannot read scores from {Path(path).name!r}: {error.strerror or type(error).__name__}.") from error
    except ValueError as error:
        raise UnsupportedFormatError(f"Expected scores as JSON in {Path(path).name!r}, got something else.") from error


def evaluation_from_json(values: Any) -> Evaluation:
    """Make an evaluation from the plain values of `evaluation_to_json`.

    Raises:
        UnsupportedFormatError: They are not of that form, or of a later version.
    """
    if not isinstance(values, dict) or values.get("format") != FORMAT or values.get("version") != VERSION:
        raise UnsupportedFormatError(f"Expected values of the format {FORMAT!r}, version {VERSION}, got others.")
    try:
        return Evaluation(
            segments=tuple(_scores(row) for row in values["segments"]),
            overall=_scores(values["overall"]),
            mean_dice=_number(values["mean_dice"]),
            region=str(values["region"]),
            tolerance_mm=_number(values["tolerance_mm"]),
            surface=str(values["surface"]),
            unmatched=tuple(str(name) for name in values["unmatched"]),
            provenance=dict(values["provenance"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise UnsupportedFormatError(f"Expected all fields of {FORMAT!r}, got values that do not fit: {error}.") from error


def _scores(row: Mapping[str, Any]) -> SegmentScores:
    return SegmentScores(**{field.name: _value(field.type, row[field.name]) for field in fields(SegmentScores)})


def _value(kind: Any, value: Any) -> Any:
    return _number(value) if kind is float else kind(value)


def _number(value: Any) -> float:
    if isinstance(value, str):
        return INFINITIES[value]
    return math.nan if value is None else float(value)


def _plain(value: Any) -> Any:
    """A value as JSON holds it."""
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)
