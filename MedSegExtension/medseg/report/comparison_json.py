"""Methods compared, as plain values."""

from dataclasses import fields
from typing import Any

from medseg.io.table import evaluation_to_json
from medseg.records import Comparison, MethodOutcome

FORMAT = "medseg-comparison"
VERSION = 1


def comparison_to_json(comparison: Comparison) -> dict[str, Any]:
    """All of a comparison; scores as `medseg.io.table.evaluation_to_json` has them, so that `evaluation_from_json` reads them."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "case": comparison.case,
        "image": comparison.image,
        "reference": comparison.reference,
        "methods": [_outcome(outcome) for outcome in comparison.outcomes],
        "provenance": comparison.provenance,
    }


def _outcome(outcome: MethodOutcome) -> dict[str, Any]:
    values = {field.name: getattr(outcome, field.name) for field in fields(outcome)}
    scores = outcome.evaluation
    return {**values, "evaluation": None if scores is None else evaluation_to_json(scores)}
