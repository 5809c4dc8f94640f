"""What Slicer's ctest runs, run in the host."""

import importlib.util
import io
import unittest
from pathlib import Path

import pytest

MODULE = Path(__file__).resolve().parents[3] / "MedSegModule" / "MedSegModule.py"
PANEL_TEST = MODULE.parents[1] / "Testing" / "Slicer" / "MedSegPanelTest.py"


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
def test_the_panel_passes_the_test_that_slicer_runs(load_module) -> None:
    load_module(MODULE)
    assert _run(unittest.TestLoader().loadTestsFromModule(_load(PANEL_TEST))).testsRun == 4
