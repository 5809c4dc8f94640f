"""Scripted modules from their files, as Slicer loads them."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import slicer

from slicerhost.application.scripted_module import qSlicerScriptedLoadableModule
from slicerhost.errors import ModuleLoadError


def load_scripted_module(path: Path) -> qSlicerScriptedLoadableModule:
    """Import the file of a scripted module and make its module class.

    The folder joins `sys.path`, as in Slicer.

    Args:
        path: The `.py` file; its name is the name of the module.

    Returns:
        The module object.

    Raises:
        ModuleLoadError: There is no such file, or it has no class of its name.
    """
    path = path.resolve()
    if path.suffix != ".py" or not path.is_file():
        raise ModuleLoadError(f"Expected the .py file of a scripted module, got {path.name!r}: check the path.")
    name = path.stem
    if str(path.parent) not in sys.path:
        sys.path.insert(0, str(path.parent))
    python_module = _import(name, path)
    module = qSlicerScriptedLoadableModule(name, str(path))
    instance = _get_class(python_module, name)(module)
    module.set_python(python_module, instance)
    setattr(slicer.modules, f"{name}Instance", instance)
    slicer.app.moduleManager().add(module)
    return module


def _import(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ModuleLoadError(f"Expected a Python file, got {path.name!r}.")
    python_module = importlib.util.module_from_spec(spec)
    sys.modules[name] = python_module
    try:
        spec.loader.exec_module(python_module)
    except BaseException:
        del sys.modules[name]
        raise
    return python_module


def _get_class(python_module: ModuleType, name: str) -> Any:
    if not hasattr(python_module, name):
        del sys.modules[name]
        raise ModuleLoadError(f"Expected a class {name} in {name}.py, got none: Slicer names the module class as its file.")
    return getattr(python_module, name)
