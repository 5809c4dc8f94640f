"""The command as a process: streams, signals, exit codes."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import medseg
from medseg.cli.app import COMMANDS
from medseg.cli.runner import run

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and pipes of POSIX")
COMMAND = (sys.executable, "-m", "medseg")


def _call(*arguments: str | Path, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [*COMMAND, *map(str, arguments)], capture_output=True, env={**os.environ, **environment}, check=False, timeout=120
    )


def test_the_version_is_told() -> None:
    done = _call("--version")
    assert (done.returncode, done.stdout.decode().strip()) == (0, medseg.__version__)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([command, "--help"]) == 0
    words = capsys.readouterr().out
    assert "Examples:" in words
    assert f"medseg {command}" in words.split("Examples:")[1]


def test_the_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    words = capsys.readouterr().out
    assert all(command in words for command in COMMANDS)


def test_choices_are_those_that_the_records_name(capsys: pytest.CaptureFixture[str]) -> None:
    run(["segment", "--help"])
    assert "ct, mr, xr, other" in " ".join(capsys.readouterr().out.replace("│", " ").split())


@pytest.mark.parametrize("arguments", [["no-such-command"], ["info"], ["segment", "--no-such-option"], ["evaluate", "a"]])
def test_wrong_usage_is_one_line_and_exit_code_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert (captured.out, len(captured.err.splitlines())) == ("", 1)


def test_wrong_usage_is_json_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["info", "--progress", "json"]) == 2
    assert set(json.loads(capsys.readouterr().err)) == {"error", "type"}


def test_debug_shows_where_it_happened(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["info", str(tmp_path / "missing"), "--debug"]) == 2
    assert "Traceback" in capsys.readouterr().err


def test_a_fault_of_ours_is_one_line_that_quotes_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("Doe^Jane")

    monkeypatch.setattr("medseg.io.inspect", fail)
    assert run(["info", str(tmp_path)]) == 1
    error = capsys.readouterr().err
    assert len(error.splitlines()) == 1
    assert "KeyError" in error
    assert "Doe" not in error


def test_memory_that_does_not_suffice_is_said_with_a_remedy(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("medseg.io.inspect", fail)
    assert run(["info", str(tmp_path)]) == 1
    assert "--spacing-mm" in capsys.readouterr().err


def test_a_stop_by_the_user_has_its_exit_code(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("medseg.io.inspect", fail)
    assert run(["info", str(tmp_path)]) == 130
    assert capsys.readouterr().err.splitlines() == ["medseg: error: cancelled"]


@POSIX
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_the_work_and_leaves_no_half_of_a_file(tmp_path: Path, number: int, code: int) -> None:
    target = tmp_path / "phantom"
    command = [*COMMAND, "sample", "chest-ct", str(target), "--progress", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        assert b"fraction" in process.stderr.readline()  # it is at work
        process.send_signal(number)
        process.communicate(timeout=60)
    assert process.returncode == code
    assert list(tmp_path.iterdir()) == []


@POSIX
def test_a_reader_that_leaves_is_no_reason_to_complain() -> None:
    with subprocess.Popen([*COMMAND, "segment", "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        error = process.stderr.read()
    assert error == b""
    assert process.returncode == 1


def test_pipes_get_no_colours() -> None:
    assert b"\x1b" not in _call("segment", "--help").stdout


def test_names_come_through_a_stream_that_knows_ascii_only(tmp_path: Path) -> None:
    done = _call("info", tmp_path / "fehlt-ä.nii", PYTHONIOENCODING="ascii")
    assert done.returncode == 2
    assert "fehlt-ä.nii" in done.stderr.decode("utf-8")
