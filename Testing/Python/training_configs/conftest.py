"""The scripts of `training/`, as their own commands see them."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

TRAINING = Path(__file__).parents[3] / "training"


@pytest.fixture(scope="session")
def training() -> Path:
    """The folder of configurations and scripts."""
    return TRAINING


@pytest.fixture
def script(monkeypatch):
    """Gives a script of `training/` as a module."""

    def load(name: str) -> ModuleType:
        monkeypatch.syspath_prepend(str(TRAINING))
        before = set(sys.modules)
        module = importlib.import_module(name)
        for added in set(sys.modules) - before:
            if getattr(sys.modules[added], "__file__", None) and str(TRAINING) in str(sys.modules[added].__file__):
                monkeypatch.delitem(sys.modules, added)
        return module

    return load
