"""The module `qt` answers as PythonQt does inside the application."""

import json
import runpy
import sys
from pathlib import Path
from types import ModuleType

import pytest

from slicerhost import diagnostics, oracle
from slicerhost.oracle import Probe, probes

PROBES = {probe.label: probe for probe in probes()}

# Where the host answers otherwise, and why it shall. Each is asserted to differ still.
KNOWN_DIFFERENCES = {
    "name alias": "recorded with plain PythonQt; the application has it: slicer.util.childWidgetVariables reads it",
    "connect currentIndexChanged(QString)": "recorded with Qt 5; the signal is gone in Qt 6, and a module must not count on it",
}


@pytest.fixture(autouse=True)
def _settings_elsewhere(qt: ModuleType, tmp_path: Path) -> None:
    """Probes write settings: not into those of the user."""
    qt.QSettings.setPath(qt.QSettings.NativeFormat, qt.QSettings.UserScope, str(tmp_path))


@pytest.mark.parametrize("probe", [p for p in PROBES.values() if p.label not in KNOWN_DIFFERENCES], ids=lambda probe: probe.label)
def test_it_answers_as_recorded(qt: ModuleType, probe: Probe) -> None:
    assert probe.ask(qt) == probe.answer
    diagnostics.clear()


@pytest.mark.parametrize("label", KNOWN_DIFFERENCES)
def test_a_known_difference_differs_still(qt: ModuleType, label: str) -> None:
    assert PROBES[label].ask(qt) != PROBES[label].answer
    diagnostics.clear()


def test_all_recorded_answers_are_asked() -> None:
    assert len(PROBES) == 189
    assert len(KNOWN_DIFFERENCES) < 15


def test_the_answers_can_be_recorded_anew(qt: ModuleType, tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    script = Path(oracle.__file__).with_name("record.py")
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "argv", [str(script), str(tmp_path / "answers.json")])
    runpy.run_path(str(script), run_name="__main__")
    sys.modules.pop("probe")
    diagnostics.clear()
    recorded = json.loads((tmp_path / "answers.json").read_text(encoding="utf-8"))
    assert [entry["label"] for entry in recorded] == list(PROBES)
    assert capsys.readouterr().out == f"{len(KNOWN_DIFFERENCES)} answers differ\n"
