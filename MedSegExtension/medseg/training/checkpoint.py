"""Checkpoints: all that a training needs to go on, in one file that appears whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medseg.errors import InputError
from medseg.files import writing
from medseg.optional import require

if TYPE_CHECKING:
    from torch import Tensor

FILE = "checkpoint.safetensors"
STATE = "state"


@dataclass(frozen=True)
class Checkpoint:
    """All that a training needs to go on.

    Attributes:
        tensors: Weights, their average, the best ones and the optimiser's moments, by name.
        state: Plain numbers and the history.
    """

    tensors: Mapping[str, Tensor]
    state: Mapping[str, Any]

    def part(self, prefix: str) -> dict[str, Tensor]:
        """Tensors whose name begins with a word and a slash, by the rest of their name."""
        start = f"{prefix}/"
        return {name.removeprefix(start): value for name, value in self.tensors.items() if name.startswith(start)}


def write_checkpoint(folder: Path, checkpoint: Checkpoint) -> None:
    """Write a checkpoint aside, and move it over the last one.

    Raises:
        WriteError: The folder cannot be written to; the last checkpoint is still there.
    """
    save = require("safetensors.torch", "train").save_file
    tensors = {name: value.detach().cpu().contiguous() for name, value in checkpoint.tensors.items()}
    with writing(folder / FILE) as temporary:
        save(tensors, temporary, {STATE: json.dumps(dict(checkpoint.state))})


def read_checkpoint(folder: Path) -> Checkpoint | None:
    """Read a folder's checkpoint; None where there is none.

    Raises:
        InputError: It is damaged.
    """
    path = folder / FILE
    if not path.exists():
        return None
    safetensors = require("safetensors", "train")
    try:
        with safetensors.safe_open(path, "pt") as file:
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118  it is no mapping
            return Checkpoint(tensors, json.loads((file.metadata() or {})[STATE]))
    except (safetensors.SafetensorError, OSError, KeyError, ValueError) as error:
        raise InputError(
            f"Expected a checkpoint in {FILE!r}, got a damaged file: remove it, or begin anew (--no-resume)."
        ) from error
