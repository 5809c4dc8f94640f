"""Which networks there are."""

import json
import logging
from importlib import resources
from pathlib import Path

from medseg.errors import LicenceError, ModelError, ModelNotFoundError
from medseg.files import models_folder
from medseg.models.card_file import CARD_NAME, LARGEST_BYTES, parse_json
from medseg.models.model_card import ModelCard
from medseg.models.model_entry import ModelEntry
from medseg.models.origin import Origin
from medseg.models.package_path import find_file
from medseg.models.places import checkout_folder, shipped_folder

logger = logging.getLogger(__name__)


def installed_packages() -> tuple[ModelEntry, ...]:
    """The networks that can be used as they are, those of the user first; of one name the first counts.

    Only cards are read; a package whose card is wrong is listed with the problem. Needs no package beyond NumPy.
    """
    return _first_of_each([*_entries(models_folder(), Origin.USER), *_entries(shipped_folder(), Origin.SHIPPED)])


def available_packages() -> tuple[ModelEntry, ...]:
    """The networks that are not installed, but can be: from beside the sources, or by download."""
    installed = {entry.name for entry in installed_packages()}
    entries = _first_of_each([*_entries(checkout_folder(), Origin.CHECKOUT), *_catalogue()])
    return tuple(entry for entry in entries if entry.name not in installed)


def find_installed(name: str) -> ModelEntry:
    """The installed network of a name.

    Raises:
        LicenceError: It could be installed, but its licence was not accepted yet.
        ModelNotFoundError: There is none of that name, or it could be installed, but is not.
        ModelError: There is one, but its card cannot be read.
    """
    for entry in installed_packages():
        if entry.name == name:
            if entry.problem:
                raise ModelError(f"The network {name!r} cannot be used: {entry.problem}")
            return entry
    for entry in available_packages():
        if entry.name == name:
            raise _not_yet(entry)
    raise ModelNotFoundError(f"Expected an installed network, got {name[:60]!r}: `medseg models list` shows which there are.")


def _not_yet(entry: ModelEntry) -> ModelError:
    command = f"medseg models install {entry.name}"
    if entry.needs_acceptance:
        return LicenceError(
            f"The network {entry.name!r} comes under a licence of its own, which has to be accepted: {command} --accept-licence"
        )
    return ModelNotFoundError(f"The network {entry.name!r} is not installed yet: {command}")


def _entries(folder: Path | None, origin: Origin) -> list[ModelEntry]:
    if folder is None or not folder.is_dir():
        return []
    found = sorted(path for path in folder.iterdir() if not path.name.startswith(".") and (path / CARD_NAME).exists())
    return [_entry(path, origin) for path in found]


def _entry(path: Path, origin: Origin) -> ModelEntry:
    try:
        card = _read_card(path)
        if card.name != path.name:
            raise ModelError(f"Expected the folder's name, {path.name!r}, in the card, got {card.name!r}.")
    except ModelError as error:
        logger.warning("The network %s cannot be used: %s", path.name, error)
        return ModelEntry(path.name, origin, path=path, problem=str(error))
    return ModelEntry(card.name, origin, card, path)


def _read_card(path: Path) -> ModelCard:
    file = find_file(path, CARD_NAME)
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise ModelError(f"{CARD_NAME}: cannot be read: {error.strerror}.") from error
    return ModelCard.from_json(parse_json(data))


def _catalogue() -> list[ModelEntry]:
    """What can be downloaded, from `medseg/data/models.json`."""
    text = resources.files("medseg").joinpath("data", "models.json").read_text(encoding="utf-8")
    return [
        ModelEntry(one["card"]["name"], Origin.CATALOGUE, ModelCard.from_json(one["card"]), url=one["url"], sha256=one["sha256"])
        for one in json.loads(text)["models"]
    ]


def _first_of_each(entries: list[ModelEntry]) -> tuple[ModelEntry, ...]:
    first: dict[str, ModelEntry] = {}
    for entry in entries:
        first.setdefault(entry.name, entry)
    return tuple(first.values())
