"""Networks as tables for people."""

from collections.abc import Iterable, Mapping
from typing import Any

from medseg.cli.tables import Rows
from medseg.models import ModelEntry, Package
from medseg.models.model_input import ModelInput


def list_rows(entries: Iterable[ModelEntry]) -> Rows:
    """One row a network."""
    head = ("network", "method", "segments", "takes", "state", "licence")
    return [head, *map(_list_row, entries)]


def card_rows(package: Package) -> Rows:
    """What is said about one network, an entry a row."""
    card = package.card
    rows = [
        ("network", f"{card.name} {card.version}"),
        ("what it is", card.title),
        ("method", f"{card.method}, {card.architecture.name}, {package.kind.value}"),
        ("segments", f"{card.target}: {', '.join(segment.name for segment in card.segments())}"),
        ("takes", _takes(card.input)),
        ("size", " x ".join(map(str, card.input.size))),
        ("spacing", "as the image has it" if card.input.spacing_mm is None else f"{_listed(card.input.spacing_mm)} mm"),
        ("licence", f"{card.licence.name}{'' if card.licence.commercial_use else ' (no commercial use)'}"),
        ("notice", card.licence.notice),
        ("limits", card.limits),
        *(("trained on", _data(entry)) for entry in card.training.get("data", [])),
        *(("scores", _scores(entry)) for entry in card.metrics),
        ("sha256", package.sha256),
    ]
    return [("", ""), *((name, value) for name, value in rows if value)]


def _list_row(entry: ModelEntry) -> tuple[str, ...]:
    card = entry.card
    if card is None:
        return entry.name, "", "", "", f"cannot be used: {entry.problem}", ""
    state = {"user": "installed", "shipped": "comes with medseg"}.get(entry.origin, "not installed")
    return entry.name, card.method, card.target, _takes(card.input), state, card.licence.name


def _takes(wanted: ModelInput) -> str:
    unit = f" in {wanted.unit}" if wanted.unit else ""
    kinds = ", ".join(modality.name for modality in wanted.modalities)
    return f"{kinds}{unit}{', pictures' if wanted.pictures else ''}"


def _data(entry: Mapping[str, Any]) -> str:
    details = [f"{entry[name]} {name}" for name in ("images", "patients") if entry.get(name) is not None]
    return ", ".join(str(part) for part in (entry["name"], *details, entry.get("licence"), entry.get("note")) if part)


def _scores(entry: Mapping[str, Any]) -> str:
    numbers = (f"{name} {value:.4g}" if isinstance(value, float) else f"{name} {value}" for name, value in entry.items())
    return ", ".join(numbers)


def _listed(numbers: Iterable[float]) -> str:
    return " x ".join(f"{number:g}" for number in numbers)
