"""Which network classes of MONAI other people's packages may name: these, exactly, and nothing reached through them."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from medseg.errors import ModelError
from medseg.models.network_arguments import check_plain

if TYPE_CHECKING:
    from torch import nn

MARKS = ("$", "@", "%")  # what MONAI's bundles run, look up, or read from other files
_PLACES = {
    "AttentionUnet": "attentionunet",
    "BasicUNet": "basic_unet",
    "BasicUNetPlusPlus": "basic_unetplusplus",
    "DynUNet": "dynunet",
    "HighResNet": "highresnet",
    "SegResNet": "segresnet",
    "UNet": "unet",
    "VNet": "vnet",
}


def _spellings() -> dict[str, tuple[str, str]]:
    """The names by which bundles call each class: alone, and with the packages that hold it."""
    spelled: dict[str, tuple[str, str]] = {}
    for name, module in _PLACES.items():
        full = f"monai.networks.nets.{module}"
        spelled |= {prefix + name: (full, name) for prefix in ("", "monai.networks.nets.", f"{full}.")}
    return spelled


MONAI_NETWORKS: Mapping[str, tuple[str, str]] = MappingProxyType(_spellings())


def build_monai(name: str, arguments: Mapping[str, Any]) -> nn.Module:
    """Build a network of MONAI from plain values.

    Args:
        name: One of `MONAI_NETWORKS`.
        arguments: Of its constructor; `dimensions` is taken for `spatial_dims`.

    Raises:
        ModelError: An argument is unknown, would be run or looked up by MONAI, or they do not fit each other.
    """
    refuse_marks(arguments)
    module, cls = MONAI_NETWORKS[name]
    network_class = getattr(importlib.import_module(module), cls)
    known = inspect.signature(network_class).parameters
    given = {("spatial_dims" if key == "dimensions" else key): value for key, value in arguments.items()}
    for key, value in given.items():
        if key not in known:
            raise ModelError(f"Expected arguments of {name!r} from {', '.join(known)}, got {key[:40]!r}.")
        check_plain(value, key)
    network: nn.Module = network_class(**given)
    return network


def refuse_marks(value: object) -> None:
    """Refuse what MONAI would run (`$`), look up (`@`), read from another file (`%`), or build (`_target_`).

    Raises:
        ModelError: There is such a thing.
    """
    if isinstance(value, Mapping):
        for key, item in value.items():
            if str(key).startswith("_"):
                raise ModelError(
                    f"Expected plain arguments of a network, got {str(key)[:40]!r}, which would build something else."
                )
            refuse_marks(item)
            refuse_marks(str(key))
    elif isinstance(value, list | tuple):
        for item in value:
            refuse_marks(item)
    elif isinstance(value, str) and any(mark in value for mark in MARKS):
        raise ModelError(f"Expected plain values as arguments of a network, got {value[:40]!r}, which would be run or looked up.")
