"""The schema that every card is held to: `medseg/data/model.schema.json`."""

import json
from importlib import resources
from typing import Any

from medseg.errors import ModelError
from medseg.optional import require


def check_card(values: object) -> None:
    """Hold what `model.json` holds to the schema.

    Raises:
        ModelError: It does not keep to it; the message names the place.
        MissingDependencyError: jsonschema is not installed.
    """
    jsonschema = require("jsonschema", "networks")
    error = jsonschema.exceptions.best_match(jsonschema.Draft202012Validator(_schema()).iter_errors(values))
    if error is not None:
        place = ": ".join(["model.json", *(str(part)[:40] for part in error.absolute_path)])
        raise ModelError(f"{place}: {_shortened(error.message)}. docs/model-packages.md describes every entry.")


def _schema() -> Any:
    return json.loads(resources.files("medseg").joinpath("data", "model.schema.json").read_text(encoding="utf-8"))


def _shortened(message: str) -> str:
    """The message may quote the whole entry, and whoever wrote the file chose its length."""
    return message if len(message) <= 200 else f"{message[:120]} ... {message[-70:]}"
