"""What scripted modules import from `slicer` and slicer-core lacks: written for the host, under Slicer's names."""

import importlib
import sys
from types import ModuleType
from typing import Any

# name in Slicer -> module here
_SUBMODULES = {
    "ScriptedLoadableModule": "ScriptedLoadableModule",
    "i18n": "i18n",
    "parameterNodeWrapper": "parameterNodeWrapper",
    "packaging": "packaging",
    "cli": "cli",
}


def install(slicer: Any) -> None:
    """Let `import slicer.ScriptedLoadableModule` and its like find the modules of this package.

    Args:
        slicer: The package of slicer-core.
    """
    for name, ours in _SUBMODULES.items():
        module = importlib.import_module(f"{__name__}.{ours}")
        _alias(module, f"slicer.{name}")
        setattr(slicer, name, module)
    for name in ("pip_install", "pip_uninstall"):
        setattr(slicer.util, name, getattr(slicer.packaging, name))


def _alias(module: ModuleType, name: str) -> None:
    """Enter a module and those below it under another name, lest a second copy be imported."""
    prefix = module.__name__
    for loaded in list(sys.modules):
        if loaded == prefix or loaded.startswith(f"{prefix}."):
            sys.modules[name + loaded.removeprefix(prefix)] = sys.modules[loaded]
