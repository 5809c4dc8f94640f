"""Involvement of the lungs as plain values."""

from collections.abc import Mapping, Sequence
from typing import Any

from medseg.records import INVOLVEMENT_MEASURES, Involvement

FORMAT = "medseg-involvement"
VERSION = 1


def involvement_to_json(rows: Sequence[Involvement], provenance: Mapping[str, Any]) -> dict[str, Any]:
    """All numbers of each region, what each means, and how they came about; what is not known is null."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "regions": {row.region.value: row.numbers for row in rows},
        "measures": {measure.name: {"title": measure.title, "meaning": measure.meaning} for measure in INVOLVEMENT_MEASURES},
        "provenance": dict(provenance),
    }
