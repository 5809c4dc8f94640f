"""Prepared training images kept on disk: they are mapped into memory, and a run that goes on need not prepare them again."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from medseg.files import writing
from medseg.jobs.json_records import to_json
from medseg.training.pair import Pair
from medseg.training.prepared_case import PreparedCase

if TYPE_CHECKING:
    from medseg.models import ModelCard

logger = logging.getLogger(__name__)

FOLDER = "prepared"
ARRAYS = ("images", "masks")


def kept_on_disk(pair: Pair, card: ModelCard, jitter: float, folder: Path, prepare: Callable[[], PreparedCase]) -> PreparedCase:
    """A prepared image from disk; prepared and written there where it is not yet.

    Images that are no files are prepared and not kept.

    Args:
        pair: Image and mask.
        card: What the network takes: another input is another entry.
        jitter: Room left at both ends of the window.
        folder: Output folder of the training.
        prepare: Prepares it.

    Raises:
        WriteError: The folder cannot be written to.
    """
    if not (isinstance(pair.image, Path) and isinstance(pair.mask, Path)):
        return prepare()
    place = folder / FOLDER / _key(pair, card, jitter)
    if not place.is_dir():
        case = prepare()
        with writing(place, folder=True) as temporary:
            for name in ARRAYS:
                np.save(temporary / f"{name}.npy", getattr(case, name))
            entry = {"margin": case.margin, "own_shape": case.own_shape}
            (temporary / "case.json").write_text(json.dumps(entry), encoding="utf-8")
    return _read(pair, place)


def _read(pair: Pair, place: Path) -> PreparedCase:
    entry = json.loads((place / "case.json").read_text(encoding="utf-8"))
    images, masks = (np.load(place / f"{name}.npy", mmap_mode="r") for name in ARRAYS)
    rows = entry["own_shape"]
    return PreparedCase(pair, images, masks, entry["margin"], None, (rows[0], rows[1], rows[2]), None)


def _key(pair: Pair, card: ModelCard, jitter: float) -> str:
    """What the prepared image depends on, in one word."""
    parts: list[Any] = [card.input.to_json(), [segment.name for segment in card.segments()], jitter]
    parts += [to_json(pair.data.labels), pair.data.modality]
    parts += [_state(path) for path in (pair.image, pair.mask) if isinstance(path, Path)]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:32]


def _state(path: Path) -> list[list[Any]]:
    """Path, size and time of a file, or of all files of a folder."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return [[str(file.resolve()), status.st_size, status.st_mtime_ns] for file in files for status in [file.stat()]]
