"""Packages written: a folder, or one file."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from medseg.errors import ModelError
from medseg.files import writing
from medseg.models.archive import ARCHIVE_SUFFIX, write_archive
from medseg.models.card_file import CARD_NAME, card_text
from medseg.models.loading import network_with
from medseg.models.model_card import ModelCard
from medseg.models.package_path import check_name
from medseg.models.weights import WEIGHTS_NAME, weights_from_bytes, weights_to_bytes

if TYPE_CHECKING:
    from torch import Tensor

NO_FILES: Mapping[str, bytes] = MappingProxyType({})


def write_package(
    place: str | Path,
    card: ModelCard,
    state: Mapping[str, Tensor],
    *,
    half: bool = True,
    others: Mapping[str, bytes] = NO_FILES,
) -> Path:
    """Write a network as a package, whole or not at all.

    Args:
        place: A new or empty folder; or a file that ends with `.medseg`, which holds the same in one.
        card: Its `files` are filled in.
        state: The network's `state_dict()`; it has to fit the card's architecture.
        half: Store the weights in half precision.
        others: More files by their path within the package, such as `LICENSE` or `int8/model.xml`.

    Returns:
        The folder or the file.

    Raises:
        ModelError: The weights do not fit the architecture or hold NaN, or the card does not keep to the schema.
        WriteError: There is no place for it.
    """
    place = Path(place)
    weights = weights_to_bytes(state, half=half)
    network_with(card.architecture, weights_from_bytes(weights))
    return write_files(place, card, {WEIGHTS_NAME: weights, **others})


def write_files(place: Path, card: ModelCard, files: Mapping[str, bytes]) -> Path:
    """Write the files of a package and the card that speaks of them; see `write_package`.

    Raises:
        ModelError: A path leads out of the package, or the card does not keep to the schema.
        WriteError: There is no place for it.
    """
    if any(check_name(name).lower() == CARD_NAME for name in files):
        raise ModelError(f"Expected no file named {CARD_NAME!r} among a package's files: that is the card.")
    card = dataclasses.replace(card, files={name: hashlib.sha256(data).hexdigest() for name, data in files.items()})
    members = {CARD_NAME: card_text(card).encode(), **files}
    if place.suffix == ARCHIVE_SUFFIX:
        with writing(place) as temporary:
            write_archive(temporary, members)
    else:
        with writing(place, folder=True) as temporary:
            _write_folder(temporary, members)
    return place


def _write_folder(folder: Path, members: Mapping[str, bytes]) -> None:
    for name, data in members.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
