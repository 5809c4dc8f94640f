"""The card of a model that is yet to be trained."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medseg.errors import ParameterError
from medseg.jobs.json_records import to_json
from medseg.records import TrainingParameters

if TYPE_CHECKING:
    from medseg.models import ModelCard

COLORS = ((230, 60, 60), (60, 140, 230), (70, 180, 80), (240, 180, 40), (160, 90, 200))
RUN_ALONE = ("minutes", "threads", "workers", "checkpoint_seconds", "cache", "compile")
UNKNOWN_LICENCE = {
    "name": "not stated",
    "commercial_use": False,
    "notice": "The licences of the images that this model was trained on are not stated: for own research only.",
}


def draft_card(parameters: TrainingParameters) -> ModelCard:
    """A card with all that is known before the training; what is not given is filled in.

    Raises:
        ModelError: Input, output or architecture are not as a card has them.
        ParameterError: No architecture is named.
    """
    from medseg.models import ModelCard

    given_input, output = _input(parameters.input), _output(parameters)
    if not isinstance(parameters.architecture.get("name"), str):
        raise ParameterError("Expected the name of an architecture, such as unet or cnn, got none.")
    arguments = dict(parameters.architecture.get("arguments") or {}) | {
        "dimensions": len(given_input["size"]),
        "in_channels": 2 * int(given_input["context_slices"]) + 1,
        "out_channels": len(output["segments"]) + (output["activation"] == "softmax"),
    }
    return ModelCard.from_json(
        {
            "schema": 1,
            "name": parameters.name,
            "version": parameters.version,
            "title": parameters.title or parameters.name,
            "method": parameters.method,
            "target": parameters.target,
            "architecture": {"name": parameters.architecture["name"], "arguments": arguments},
            "input": given_input,
            "output": output,
            "training": {},
            "metrics": [],
            "licence": parameters.licence or UNKNOWN_LICENCE,
            "limits": parameters.limits,
            "files": {},
        }
    )


def config_sha256(parameters: TrainingParameters) -> str:
    """SHA-256 of a configuration but for what does not change the result: threads, workers, cache."""
    return _sha256(_without_run(parameters))


def portable_sha256(parameters: TrainingParameters) -> str:
    """The same wherever the images are: of paths the last three parts count, for the model's card."""
    values = _without_run(parameters)
    for source in values["data"]:
        source |= {name: _end(source[name]) for name in ("images", "masks", "csv")}
    values["split"]["groups"] = _end(values["split"]["groups"])
    values["loop"]["initial"] = _end(values["loop"]["initial"])
    return _sha256(values)


def _without_run(parameters: TrainingParameters) -> dict[str, Any]:
    values: dict[str, Any] = to_json(parameters)
    values["loop"] = {name: value for name, value in values["loop"].items() if name not in RUN_ALONE}
    return values


def _end(path: str) -> str:
    return "/".join(Path(path).parts[-3:])


def _sha256(values: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def _input(given: Mapping[str, Any]) -> dict[str, Any]:
    defaults: dict[str, Any] = {
        "modalities": ["OTHER"],
        "pictures": True,
        "unit": "",
        "plane": "axial",
        "context_slices": 0,
        "spacing_mm": None,
        "size": [256, 256],
        "fit": "pad",
        "region": "image",
        "window": None,
    }
    normalisation = "window" if given.get("window") else "percentiles"
    return defaults | {"normalisation": normalisation} | dict(given)


def _output(parameters: TrainingParameters) -> dict[str, Any]:
    defaults: dict[str, Any] = {
        "activation": "sigmoid",
        "threshold": 0.5,
        "segments": [{"name": parameters.target}],
        "keep_largest": 0,
        "fill_holes": False,
        "split_sides": False,
    }
    output = defaults | parameters.output
    segments = [{"color": list(COLORS[n % len(COLORS)])} | dict(one) for n, one in enumerate(output["segments"])]
    return output | {"segments": segments}
