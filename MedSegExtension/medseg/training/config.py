"""Configurations of a training as YAML."""

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from medseg.errors import ParameterError
from medseg.jobs.json_records import from_json
from medseg.optional import require
from medseg.records import DataParameters, TrainingParameters

VARIABLE = re.compile(r"\$\{(\w+)\}")
FLOAT = re.compile(r"^[-+]?(\d+\.?\d*|\.\d+)[eE][-+]?\d+$")  # YAML 1.1, which PyYAML speaks, takes 1e-3 for a text


def read_file(path: Path) -> TrainingParameters:
    """Read a configuration; see `medseg.training.read_config`."""
    yaml = require("yaml", "train")
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ParameterError(f"Cannot read the configuration {path.name!r} ({error.strerror}). Check the path.") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise ParameterError(f"Expected YAML in {path.name!r}, got something else: {_first_line(error)}") from error
    if not isinstance(values, Mapping):
        raise ParameterError(f"Expected names and values in {path.name!r}, got {type(values).__name__}. See docs/training.md.")
    return with_folder(from_json(TrainingParameters, _expanded(values)), path.resolve().parent)


def with_folder(parameters: TrainingParameters, folder: Path) -> TrainingParameters:
    """Make the paths of a configuration absolute.

    Args:
        parameters: The configuration.
        folder: What its paths are relative to.
    """
    split = replace(parameters.split, groups=_absolute(parameters.split.groups, folder))
    loop = parameters.loop
    if loop.initial and (folder / loop.initial).exists():
        loop = replace(loop, initial=_absolute(loop.initial, folder))
    data = tuple(_source_with_folder(one, folder) for one in parameters.data)
    return replace(parameters, data=data, split=split, loop=loop)


def _source_with_folder(data: DataParameters, folder: Path) -> DataParameters:
    return replace(
        data,
        images=_absolute(data.images, folder),
        masks=_absolute(data.masks, folder),
        csv=_absolute(data.csv, folder),
    )


def _absolute(path: str, folder: Path) -> str:
    return str(folder / path) if path else ""


def _expanded(value: Any) -> Any:
    """All texts with their environment variables put in, and numbers like 1e-3 as numbers."""
    if isinstance(value, Mapping):
        return {str(key): _expanded(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_expanded(part) for part in value]
    if not isinstance(value, str):
        return value
    return float(value) if FLOAT.match(value) else VARIABLE.sub(_variable, value)


def _variable(match: re.Match[str]) -> str:
    name = match.group(1)
    if name not in os.environ:
        raise ParameterError(f"Expected the environment variable {name}, which the configuration names: set it.")
    return os.environ[name]


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
