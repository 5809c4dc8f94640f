"""A cohort on real workers: killed, out of memory, stopped, and gone on with."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from medseg.batch import BatchParameters, CohortState, run_cohort
from medseg.errors import CancelledError, InputError
from medseg.records import OutcomeStatus

pytest.importorskip("distributed")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="kills by signals")]

HERE = Path(__file__).parent
TWO_WORKERS = BatchParameters(workers=2, threads=1, memory_gb=0.7)


def load_conftest(name):
    """A helper of conftest.py; test files cannot import one another."""
    import runpy

    return runpy.run_path(str(HERE / "conftest.py"))[name]


comparable, contents = load_conftest("comparable"), load_conftest("contents")


def make_work(bad, pause_s=0.1):
    """Work that crashes or takes all memory on the cases that are named. Made here, so that workers get it by value."""

    def work(order):
        import os
        import signal
        import time

        from medseg.batch.case_worker import work_here

        what = bad.get(order.case.name, "")
        if what == "crash":
            os.kill(os.getpid(), signal.SIGKILL)
        if what == "crash in one method" and any(method.label == "bright" for method in order.methods):
            os.kill(os.getpid(), signal.SIGKILL)
        held = []
        while what == "memory":
            held.append(b"x" * 20_000_000)
            time.sleep(0.005)
        time.sleep(pause_s)
        return work_here(order)

    return work


def workers():
    """Process ids of the workers that this process has started."""
    found = []
    for child in psutil.Process().children(recursive=True):
        try:
            if "--multiprocessing-fork" in child.cmdline():
                found.append(child.pid)
        except psutil.Error:
            continue
    return found


class Killer(threading.Thread):
    """Kills workers by their process id at random moments."""

    def __init__(self, times, seed):
        super().__init__(daemon=True)
        self.random, self.times, self.killed = random.Random(seed), times, 0
        self.stopped = threading.Event()

    def run(self):
        while self.killed < self.times and not self.stopped.wait(self.random.uniform(0.2, 1.2)):
            pids = workers()
            if pids:
                try:
                    os.kill(self.random.choice(pids), signal.SIGKILL)
                    self.killed += 1
                except ProcessLookupError:
                    continue


def test_workers_killed_and_three_bad_cases_of_forty_leave_the_other_results_as_they_are(
    make_cohort, request_for, run_here, tmp_path
):
    folder = make_cohort(40)
    true_rows, _ = run_here(request_for(folder, output=tmp_path / "undisturbed"))
    corrupt = folder / "ct29.nii.gz"
    corrupt.write_bytes(corrupt.read_bytes()[:2000])
    bad = {"case-0008": "crash", "case-0020": "memory"}
    request = request_for(folder, batch=TWO_WORKERS)
    killer = Killer(times=3, seed=1)
    states = []

    def tell(state):
        states.append(state)
        if len(states) == 2:
            killer.start()

    result = run_cohort(request, tell, work=make_work(bad))
    killer.stopped.set()
    killer.join()
    assert killer.killed >= 2
    reasons = {row.case: row.reason for row in result.failures}
    assert (result.state.done, result.state.failed, result.state.kept) == (37, 3, 0), reasons
    assert set(reasons) == {"case-0008", "case-0020", "case-0030"}
    assert "at each of 3 attempts" in reasons["case-0008"]  # its last worker may have been ended for the other's memory
    assert "more memory than a worker may (0.7 GB)" in reasons["case-0020"]
    assert "ct29" not in reasons["case-0030"]
    good = [row for row in true_rows if row.case not in reasons]
    assert comparable(row for row in result.rows if row.status is OutcomeStatus.DONE) == comparable(good)
    for case in {row.case for row in good}:
        assert contents(request.output, case) == contents(tmp_path / "undisturbed", case)
    assert not list(request.output.rglob(".medseg-*"))
    assert [state.fraction for state in states] == sorted(state.fraction for state in states)


def test_a_method_that_crashes_costs_no_other_method(make_cohort, request_for):
    once = replace(TWO_WORKERS, attempts=1)
    request = request_for(make_cohort(3), "dark=threshold:..-400", "bright=threshold:..-300", batch=once)
    result = run_cohort(request, work=make_work({"case-0002": "crash in one method"}))
    assert [(row.case, row.method) for row in result.failures] == [("case-0002", "bright")]
    assert "ended without a word" in result.failures[0].reason
    assert {row.case for row in result.rows if row.method == "dark" and row.dice > 0.9} == {"case-0001", "case-0002", "case-0003"}
    assert (result.state.done, result.state.failed) == (2, 1)


def test_stopped_it_goes_on_where_it_was_and_no_second_one_works_on_its_folder(make_cohort, request_for, run_here, tmp_path):
    folder = make_cohort(8)
    true_rows, _ = run_here(request_for(folder, output=tmp_path / "undisturbed"))
    request = request_for(folder, batch=TWO_WORKERS)

    def stop(state: CohortState) -> None:
        with pytest.raises(InputError, match="Another medseg batch"):
            run_cohort(request)
        if state.done == 3:
            raise CancelledError("enough")

    with pytest.raises(CancelledError):
        run_cohort(request, stop)
    assert not workers()
    states = []
    result = run_cohort(request, states.append)
    assert states[0].kept == 3
    assert comparable(result.rows) == comparable(true_rows)
    assert contents(request.output) == contents(tmp_path / "undisturbed")


def test_a_command_that_is_killed_loses_nothing_and_doubles_nothing(make_cohort, run_here, request_for, tmp_path):
    folder = make_cohort(30)
    true_rows, _ = run_here(request_for(folder, output=tmp_path / "undisturbed"))
    command = [
        sys.executable, "-m", "medseg", "batch", str(folder), "-o", str(tmp_path / "out"), "-m", "threshold:..-400",
        "--include", "*.nii.gz", "--reference", str(folder / "true"), "--workers", "2", "--progress", "json",
    ]  # fmt: skip
    started = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    for line in started.stderr:
        if json.loads(line).get("done", 0) >= 4:
            break
    children = psutil.Process(started.pid).children(recursive=True)
    started.kill()
    started.wait()
    started.stderr.close()
    _, alive = psutil.wait_procs(children, timeout=20)
    assert not alive
    again = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True, timeout=120)
    state = json.loads(again.stdout)["state"]
    assert state["kept"] >= 4
    assert state["kept"] + state["done"] == 30
    assert state["failed"] == 0
    from medseg.report import read_cohort

    rows = read_cohort(tmp_path / "out").rows
    assert comparable(rows) == comparable(true_rows)
    assert contents(tmp_path / "out") == contents(tmp_path / "undisturbed")


def test_nothing_is_reached_from_beyond_this_machine_and_threads_are_shared_out(make_cohort, request_for):
    def look(order):
        import os

        import psutil

        from medseg.batch.case_worker import work_here

        family = [psutil.Process().parent(), *psutil.Process().parent().children(recursive=True)]
        open_to = {place.laddr.ip for one in family for place in one.net_connections() if place.status == psutil.CONN_LISTEN}
        report = work_here(order)
        threads = os.environ["OMP_NUM_THREADS"], os.environ["ITK_GLOBAL_DEFAULT_NUMBER_OF_THREADS"]
        return replace(report, methods=tuple(replace(one, detail=repr((sorted(open_to), threads))) for one in report.methods))

    import sqlite3

    before = dict(os.environ)
    request = request_for(make_cohort(2), batch=BatchParameters(workers=1, threads=2))
    run_cohort(request, work=look)
    base = sqlite3.connect(request.output / "private" / "ledger.sqlite")
    told = {detail for (detail,) in base.execute("SELECT detail FROM results")}
    base.close()
    assert told == {repr((["127.0.0.1"], ("2", "2")))}
    assert dict(os.environ) == before


def test_a_cluster_that_is_there_does_the_work(make_cohort, request_for, run_here, tmp_path):
    folder = make_cohort(3)
    true_rows, _ = run_here(request_for(folder, output=tmp_path / "undisturbed"))
    scheduler = subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
         "--scheduler-file", str(tmp_path / "scheduler.json")],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    worker = None
    try:
        while not (tmp_path / "scheduler.json").exists():
            time.sleep(0.1)
        address = json.loads((tmp_path / "scheduler.json").read_text())["address"]
        worker = subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_worker", address, "--host", "127.0.0.1", "--nthreads", "1",
             "--no-dashboard", "--local-directory", str(tmp_path)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        said = []
        result = run_cohort(request_for(folder, batch=BatchParameters(scheduler=address)), say=said.append)
    finally:
        for process in filter(None, (worker, scheduler)):
            process.terminate()
            process.wait(timeout=20)
    assert said[0].startswith("1 workers of the cluster")
    assert comparable(result.rows) == comparable(true_rows)


def test_the_page_of_dask_is_served_to_this_machine_alone(make_cohort, request_for):
    pages = []

    def look(said):
        address = said.rpartition("Dask's page: ")[2]
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(address) as answer:
            pages.append(answer.read().decode())

    request = request_for(make_cohort(1), batch=replace(TWO_WORKERS, dashboard=True))
    assert run_cohort(request, say=look).state.done == 1
    assert "Dask Diagnostic UI" in pages[0]


def test_a_scheduler_that_is_not_there_is_told(make_cohort, request_for, monkeypatch):
    monkeypatch.setattr("medseg.batch.connect.TIMEOUT_S", 1)
    request = request_for(make_cohort(1), batch=BatchParameters(scheduler="tcp://127.0.0.1:9"))
    with pytest.raises(InputError, match="Dask scheduler"):
        run_cohort(request)


def test_a_shipped_network_is_held_from_case_to_case(data_dir, tmp_path, request_for):
    films = tmp_path / "films"
    films.mkdir()
    for film in sorted((data_dir / "cxr_lungs" / "images").glob("*.png"))[:4]:
        shutil.copy(film, films)
    request = request_for(
        films, "unet:lungs-xray-unet", include="*.png", reference=str(data_dir / "cxr_lungs" / "masks"),
        batch=BatchParameters(workers=1, threads=1),
    )  # fmt: skip
    result = run_cohort(request)
    whole = sorted((row for row in result.rows if row.segment == "overall"), key=lambda row: row.case)
    assert len(whole) == 4
    assert all(row.dice > 0.8 for row in whole)
    assert max(row.seconds for row in whole[1:]) < whole[0].seconds
    made = json.loads((request.output / "provenance.json").read_text())["methods"]["U-Net lungs-xray-unet"]["runs"]
    assert [one["cases"] for one in made] == [4]
    assert len(made[0]["model"]["sha256"]) == 64
