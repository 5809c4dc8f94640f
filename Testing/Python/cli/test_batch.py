"""`medseg batch` on the command line; on real workers it is tried in batch/test_run.py."""

import json
from pathlib import Path

import pytest

from medseg.batch import CohortResult, CohortState
from medseg.cli.cohort_progress import to_line
from medseg.cli.runner import run
from medseg.records import CaseRow, OutcomeStatus


@pytest.fixture
def image(tmp_path):
    path = tmp_path / "a.nii.gz"
    path.write_bytes(b"nothing")
    return path


@pytest.fixture
def worked(monkeypatch):
    """Lets the work be done at once, with the rows that are put into it; keeps what was asked for."""
    asked, rows = [], [CaseRow(case="case-0001", method="U-Net", segment="overall", dice=0.9, accuracy=0.99, volume_ml=2.0)]

    def run_cohort(request, tell, say):
        asked.append(request)
        tell(CohortState(total=2))
        say("1 workers.")
        tell(CohortState(total=2, done=1, failed=len(rows) - 1, seconds=30.0))
        bad = tuple(row for row in rows if row.status is not OutcomeStatus.DONE)
        state = CohortState(total=2, done=len(rows) - len(bad), failed=len(bad))
        return CohortResult(state=state, rows=tuple(rows), failures=bad, files={"table": Path("cases.csv")})

    monkeypatch.setattr("medseg.cli.batch.run_cohort", run_cohort)
    return asked, rows


def test_all_is_passed_on_and_told(image, worked, tmp_path, capsys):
    command = [
        "batch", str(image), "-o", str(tmp_path / "out"), "-m", "U-Net=unet:x", "-m", "threshold:..-400", "--workers", "3",
        "--together", "--group-level", "2", "--lungs", "threshold:lungs", "--names", "files", "--no-pictures",
    ]  # fmt: skip
    assert run(command) == 0
    (request,), _ = worked
    assert [method.label for method in request.methods] == ["U-Net", "threshold up to -400"]
    assert (request.batch.workers, request.group_level, request.names) == (3, 2, "files")
    assert (request.settings.together, request.settings.pictures) == (True, False)
    assert str(request.involvement.lungs) == "threshold:lungs"
    assert str(request.involvement.infection) == "unet:target=infection"
    told = capsys.readouterr().out
    assert "0.900" in told
    assert "medseg report" in told


def test_the_report_is_made_where_it_is_asked_for(image, worked, tmp_path, capsys, monkeypatch):
    made = []
    page = tmp_path / "report.html"
    monkeypatch.setattr(
        "medseg.report.cohort_report.write_cohort_report", lambda folder, notice: made.append(folder) or {"page": page}
    )
    assert run(["batch", str(image), "-o", str(tmp_path / "out"), "-m", "unet", "--report"]) == 0
    assert made == [tmp_path / "out"]
    told = capsys.readouterr().out
    assert str(page) in told.replace("\n", "")
    assert "medseg report" not in told


def test_failures_are_told_with_their_reasons_and_by_the_exit_code(image, worked, tmp_path, capsys):
    bad = CaseRow(case="case-0002", method="U-Net", status=OutcomeStatus.FAILED, reason="It is truncated.")
    worked[1].append(bad)
    command = ["batch", str(image), "-o", str(tmp_path / "out"), "-m", "unet", "--progress", "json"]
    assert run([*command, "--json"]) == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["failures"] == [{"case": "case-0002", "method": "U-Net", "reason": "It is truncated."}]
    lines = [json.loads(line) for line in err.splitlines()]
    assert lines[1] == {"note": "1 workers."}
    assert (lines[2]["done"], lines[2]["failed"], lines[2]["cases_per_minute"]) == (1, 1, 4.0)
    assert "1 of 2 cases" in lines[3]["error"]
    del worked[1][0]
    assert run(command) == 2


@pytest.mark.parametrize(
    ("more", "words"),
    [([], "at least one method"), (["-m", "magic"], "Expected a method"), (["-m", "a=unet", "-m", "A=cnn"], "twice")],
)
def test_what_cannot_be_done_is_refused_at_once(image, tmp_path, capsys, more, words):
    assert run(["batch", str(image), "-o", str(tmp_path / "out"), *more]) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_before_the_first_case_nothing_is_known_of_the_rate():
    assert to_line(CohortState(total=3)) == {
        "fraction": 0.0, "message": "0 of 3 cases, 0 failed", "total": 3, "kept": 0, "done": 0, "failed": 0,
        "cases_per_minute": None, "seconds_left": None,
    }  # fmt: skip
