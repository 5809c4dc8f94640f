"""What Slicer's ctest runs, run in the host."""

import importlib.util
import io
import unittest
from pathlib import Path

import pytest

PANEL_TEST = Path(__file__).resolve().parents[3] / "Testing" / "Slicer" / "MedSegPanelTest.py"


def _run(suite: unittest.TestSuite) -> unittest.TestResult:
    words = io.StringIO()
    result = unittest.TextTestRunner(words, verbosity=2).run(suite)
    assert result.wasSuccessful(), words.getvalue()
    return result


def _load(path: Path) -> object:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


@pytest.mark.slow
@pytest.mark.usefixtures("reloads")
def test_the_panel_passes_the_test_that_slicer_runs() -> None:
    assert _run(unittest.TestLoader().loadTestsFromModule(_load(PANEL_TEST))).testsRun == 3
