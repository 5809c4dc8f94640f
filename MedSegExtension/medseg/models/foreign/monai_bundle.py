"""MONAI bundles: a folder with a network's class, its arguments and its weights.

A bundle's configuration is a program (`_target_` builds any class, `$` runs Python, `@` looks up, `%` reads other files).
It is read as data: the class has to be one of an exact list, its arguments plain values, and all else is left alone.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from medseg.errors import ModelError, UntrustedModelError
from medseg.models.architecture import Architecture
from medseg.models.card_file import LARGEST_BYTES, card_text, parse_json
from medseg.models.foreign.bundle_card import make_card
from medseg.models.foreign.torchscript import REASON
from medseg.models.monai_networks import MONAI_NETWORKS, refuse_marks
from medseg.models.package import Package
from medseg.models.package_kind import PackageKind
from medseg.models.package_path import find_file

METADATA = "configs/metadata.json"
CONFIGS = ("configs/inference.json", "configs/train.json", "configs/inference.yaml", "configs/train.yaml")
WEIGHTS, PROGRAM = "models/model.pt", "models/model.ts"
TARGET = "_target_"


def is_bundle(folder: Path) -> bool:
    """Whether a folder looks like a bundle of MONAI."""
    return (folder / METADATA).is_file()


def open_bundle(folder: Path, *, trust: bool = False) -> Package:
    """Open a bundle without a card of ours: the card is made from what the bundle says of its data.

    Raises:
        ModelError: Its network is none of the list, or its preparation of images is none that MedSeg knows.
        UntrustedModelError: Its weights come as a program only, and `trust` is not set.
    """
    metadata = parse_json(_read(folder, METADATA), METADATA)
    config = _read_config(folder)
    architecture = read_network(config)
    name = WEIGHTS if (folder / WEIGHTS).exists() else PROGRAM
    if name == PROGRAM and not trust:
        raise UntrustedModelError(REASON)
    digest = hashlib.sha256(find_file(folder, name).read_bytes()).hexdigest()
    card = make_card(metadata, config, architecture, {name: digest}, folder.resolve().name)
    sha256 = hashlib.sha256(card_text(card).encode()).hexdigest()
    return Package(card, folder, PackageKind.MONAI_BUNDLE if name == WEIGHTS else PackageKind.TORCHSCRIPT, name, sha256, trust)


def read_network(config: Mapping[str, Any]) -> Architecture:
    """The network's class and its arguments.

    Raises:
        ModelError: There is none, the class is none of the list, or an argument would be run, looked up, or built.
    """
    for key in ("network_def", "network"):
        network = config.get(key)
        if isinstance(network, Mapping) and TARGET in network:
            target = network[TARGET]
            if not isinstance(target, str) or target not in MONAI_NETWORKS:
                classes = ", ".join(sorted({cls for _, cls in MONAI_NETWORKS.values()}))
                raise ModelError(
                    f"Expected a network of {classes} in the bundle, got {str(target)[:60]!r}: the bundle is refused."
                )
            arguments = {name: value for name, value in network.items() if name != TARGET}
            refuse_marks(arguments)
            return Architecture(target, arguments)
    raise ModelError("Expected 'network_def' with a class and plain arguments in the bundle's configuration, found none.")


def _read_config(folder: Path) -> Mapping[str, Any]:
    for name in CONFIGS:
        if (folder / name).exists():
            config = _parse(_read(folder, name), name)
            if isinstance(config, Mapping):
                return config
    raise ModelError(f"Expected a configuration in the bundle: {' or '.join(CONFIGS)}; found none.")


def _parse(data: bytes, name: str) -> object:
    if name.endswith(".json"):
        return parse_json(data, name)
    from medseg.optional import require

    yaml = require("yaml", "networks")
    try:
        return yaml.safe_load(data)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ModelError(f"{name}: expected YAML of plain values, got something else: the bundle is refused.") from error


def _read(folder: Path, name: str) -> bytes:
    with find_file(folder, name).open("rb") as file:
        data = file.read(LARGEST_BYTES + 1)
    if len(data) > LARGEST_BYTES:
        raise ModelError(f"{name}: expected {LARGEST_BYTES:,} bytes at most, got more: the bundle is refused.")
    return data
