"""What the tests of the host share."""

import importlib.util
import os
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Whoever imports PySide6 first settles this for the process.
os.environ.setdefault("PYSIDE6_OPTION_PYTHON_ENUM", "0x02")


@pytest.fixture(scope="session")
def qt() -> ModuleType:
    """The module `qt`, with the one QApplication of the process."""
    if importlib.util.find_spec("PySide6") is None:
        pytest.skip("needs PySide6: install the extra `desktop`")
    from slicerhost import pythonqt

    module = pythonqt.install()
    if module.QApplication.instance() is None:
        module.QApplication.kept_for_tests = module.QApplication(["slicerhost"])
    return module


@pytest.fixture
def noted(qt: ModuleType) -> Iterator[Callable[[], list[str]]]:
    """Diagnostics: empty at the start, forgotten at the end; call it to get them."""
    from slicerhost import diagnostics

    diagnostics.clear()
    yield diagnostics.collected
    diagnostics.clear()
