"""What is said on standard error."""

import json

import pytest

from medseg.cli.messages import Messages
from medseg.cli.progress_mode import ProgressMode
from medseg.volume import Finding

TILT = Finding("gantry-tilt", "The gantry was tilted\nby 18.5 degrees.", repaired=True)


def _lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err.splitlines()


def test_an_error_is_one_line_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    Messages(ProgressMode.AUTO).fail("Expected this,\n got that.", "ReadError")
    assert _lines(capsys) == ["medseg: error: Expected this, got that."]


def test_a_list_stays_a_list_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    Messages(ProgressMode.AUTO).fail("There are two:\n  1: CT\n  2: MR\nName one.", "SeriesError")
    assert _lines(capsys) == ["medseg: error: There are two: 1: CT; 2: MR. Name one."]


def test_a_warning_is_one_line_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    Messages(ProgressMode.NONE).warn(TILT)
    assert _lines(capsys) == ["medseg: warning: The gantry was tilted by 18.5 degrees."]


def test_a_program_reads_json_only(capsys: pytest.CaptureFixture[str]) -> None:
    messages = Messages(ProgressMode.JSON)
    with messages.progress() as progress:
        progress(1 / 3, "reading")
    messages.warn(TILT)
    messages.fail("Nein: ä", "ReadError")
    assert [json.loads(line) for line in _lines(capsys)] == [
        {"fraction": 0.3333, "message": "reading"},
        {"warning": TILT.message, "code": "gantry-tilt", "repaired": True},
        {"error": "Nein: ä", "type": "ReadError"},
    ]


@pytest.mark.parametrize("mode", [ProgressMode.AUTO, ProgressMode.NONE])
def test_progress_is_silent_where_no_one_looks_on(mode: ProgressMode, capsys: pytest.CaptureFixture[str]) -> None:
    with Messages(mode).progress() as progress:
        progress(0.5, "reading")
    assert _lines(capsys) == []


def test_a_terminal_gets_a_bar(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    with Messages(ProgressMode.AUTO).progress() as progress:
        progress(0.5, "reading the image")
    assert "reading the image" in capsys.readouterr().err
