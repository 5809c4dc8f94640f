"""Where the network that made a segmentation lies."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from medseg.errors import ModelError


def package_folder(provenance: Mapping[str, Any], model: str | None = None) -> str:
    """The folder of the package that made a segmentation; empty where it cannot be found any more.

    Args:
        provenance: Of the segmentation; a network's names the network.
        model: What was asked for: a path of a package, or the name of one.
    """
    from medseg.models.registry import find_installed

    if model and Path(model).is_dir():
        return str(Path(model).resolve())
    name = dict(provenance.get("model") or {}).get("name")
    try:
        return str(find_installed(name).path or "") if name else ""
    except ModelError:
        return ""
