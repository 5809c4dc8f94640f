"""`model.json` as text."""

import json
from typing import Any

from medseg.errors import ModelError
from medseg.models.model_card import ModelCard
from medseg.models.schema import check_card

CARD_NAME = "model.json"
LARGEST_BYTES = 1 << 20


def parse_card(data: bytes) -> ModelCard:
    """Read a card, and hold it to the schema.

    Raises:
        ModelError: It is no JSON, too large, or does not keep to the schema.
        MissingDependencyError: jsonschema is not installed.
    """
    values = parse_json(data)
    check_card(values)
    return ModelCard.from_json(values)


def parse_json(data: bytes, name: str = CARD_NAME) -> Any:
    """Read JSON of a stranger: no names given twice, no NaN, no endless nesting.

    Raises:
        ModelError: It is no such JSON.
    """
    if len(data) > LARGEST_BYTES:
        raise ModelError(f"{name}: expected {LARGEST_BYTES:,} bytes at most, got {len(data):,}.")
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        reason = str(error)[:120] if isinstance(error, ValueError) else "it is nested too deeply"
        raise ModelError(f"{name}: expected JSON in UTF-8, but {reason}.") from error


def card_text(card: ModelCard) -> str:
    """The text of `model.json`.

    Raises:
        ModelError: The card does not keep to the schema.
    """
    values = card.to_json()
    check_card(values)
    return json.dumps(values, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("a name is given twice")
    return values


def _refuse_constant(text: str) -> float:
    raise ValueError(f"{text} is no number of JSON")
