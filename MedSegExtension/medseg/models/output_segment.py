"""One class of a network's output as a segment."""

from collections.abc import Sequence
from typing import Any

from medseg.errors import ModelError, SegmentError
from medseg.models.json_fields import JsonFields
from medseg.volume import Code, Coding, Segment

PLACE = "model.json: output: segments"
SNOMED = "SCT"


def segment_from_json(values: object) -> Segment:
    """Read a segment: name, colour from 0 to 255, and what it is in codes of SNOMED CT.

    A code is `[code, meaning]`, or `[scheme, code, meaning]` of another scheme. Without category and type it has no coding.

    Raises:
        ModelError: Something is missing, of the wrong kind, or out of range.
    """
    fields = JsonFields(values, PLACE)
    color = fields.numbers("color", (3,))
    if color is None:
        raise ModelError(f"{PLACE}: expected a colour of three numbers from 0 to 255, got none.")
    try:
        return Segment(fields.get("name", str), (color[0] / 255, color[1] / 255, color[2] / 255), _coding(fields))
    except SegmentError as error:
        raise ModelError(f"{PLACE}: {error}") from error


def segment_to_json(segment: Segment) -> dict[str, Any]:
    """The same, as the card has it."""
    values: dict[str, Any] = {"name": segment.name, "color": [round(part * 255) for part in segment.color]}
    if segment.coding is not None:
        codes = {"category": segment.coding.category, "type": segment.coding.type, "type_modifier": segment.coding.type_modifier}
        values |= {name: _code_to_json(code) for name, code in codes.items() if code is not None}
    return values


def _coding(fields: JsonFields) -> Coding | None:
    if "category" not in fields and "type" not in fields:
        return None
    modifier = _code(fields.objects("type_modifier")) if "type_modifier" in fields else None
    return Coding(_code(fields.objects("category")), _code(fields.objects("type")), modifier)


def _code(parts: Sequence[object]) -> Code:
    words = [part for part in parts if isinstance(part, str) and part]
    if len(words) != len(parts) or len(words) not in {2, 3}:
        raise ModelError(f"{PLACE}: expected a code as [code, meaning], got {str(list(parts))[:60]}.")
    return Code(*words) if len(words) == 3 else Code(SNOMED, *words)


def _code_to_json(code: Code) -> list[str]:
    return [code.value, code.meaning] if code.scheme == SNOMED else [code.scheme, code.value, code.meaning]
