"""However a job ends: one clear answer, no process left, no folder left."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import numpy as np
import pytest

from medseg.errors import CancelledError, JobError, ParameterError, SegmentError, WriteError
from medseg.jobs import JobState, start_job
from medseg.volume import Geometry, Modality, Volume

posix = pytest.mark.skipif(os.name != "posix", reason="asks for signals")
PROMPT_S = 5.0  # more than a busy machine needs, less than the work would take
GRANDCHILD = 'child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])\n'


def folders(place: Path) -> list[str]:
    return [path.name for path in place.iterdir()]


@posix
def test_cancelling_ends_the_whole_tree_at_once(behave, jobs_folder, is_gone, tmp_path, read_soon):
    note = tmp_path / "pids"
    job = behave(GRANDCHILD + f"open({str(note)!r}, 'w').write(f'{{child.pid}}\\n')\nprogress(0.5, 'half')\ntime.sleep(60)")
    grandchild = int(read_soon(note))
    assert not is_gone(grandchild, 0)
    start = time.monotonic()
    job.cancel()
    assert time.monotonic() - start < PROMPT_S
    assert is_gone(job.process_id, 0)
    assert is_gone(grandchild)
    assert not folders(jobs_folder)
    assert job.poll().state is JobState.CANCELLED
    assert job.poll().fraction == 0.5
    with pytest.raises(CancelledError):
        job.result()
    job.cancel()
    job.close()


@posix
def test_cancelled_at_any_moment_there_is_no_half_result_and_nothing_left(jobs_folder, is_gone):
    array = np.random.default_rng(0).integers(-1000, 1000, (60, 96, 96)).astype(np.int16)
    volume = Volume(array, Geometry.from_axes(array.shape, (1.0, 1.0, 1.0)), Modality.CT)
    moments = random.Random(5)
    seen = set()
    for _ in range(14):
        job = start_job("segment_threshold", {"threshold": {"lower": 0.0}}, {"image": volume}, threads=1)
        time.sleep(moments.uniform(0, 0.7))
        job.cancel()
        state = job.poll().state
        seen.add(state)
        assert is_gone(job.process_id, 0)
        if state is JobState.DONE:  # it was quicker; then its folder is read, or gone
            with pytest.raises(JobError, match="no longer there"):
                job.result()
        else:
            with pytest.raises(CancelledError):
                job.result()
        assert not folders(jobs_folder)
    assert JobState.CANCELLED in seen
    assert JobState.FAILED not in seen


@posix
def test_killed_at_any_moment_it_fails_or_is_done_and_nothing_is_left(jobs_folder, ct):
    moments = random.Random(6)
    for _ in range(10):
        with start_job("segment_threshold", {"threshold": {"lower": 0.0}}, {"image": ct}, threads=1) as job:
            job.wait(moments.uniform(0, 0.6))
            with contextlib.suppress(ProcessLookupError):
                os.kill(job.process_id, signal.SIGKILL)
            try:
                found = job.result().segmentations["segmentation"]
            except JobError as error:
                assert "ended from outside" in str(error)
            else:
                np.testing.assert_array_equal(found.mask("Segment"), ct.array >= 0)
        assert not folders(jobs_folder)


def test_leaving_the_block_or_letting_go_of_the_job_cancels_it(behave, jobs_folder, is_gone):
    with behave("time.sleep(60)") as job:
        assert job.poll().state is JobState.RUNNING
    assert job.poll().state is JobState.CANCELLED
    assert is_gone(job.process_id, 0)
    job = behave("time.sleep(60)")
    number = job.process_id
    del job
    assert is_gone(number)
    assert not folders(jobs_folder)


@posix
@pytest.mark.parametrize(("number", "words"), [(signal.SIGKILL, "short of memory"), (signal.SIGTERM, "ended from outside")])
def test_a_process_that_is_killed_from_outside_is_told_of(behave, jobs_folder, number, words):
    job = behave("progress(0.3, 'thinking')\ntime.sleep(60)")
    while job.poll().fraction < 0.3:
        time.sleep(0.01)
    os.kill(job.process_id, number)
    with pytest.raises(JobError, match=words):
        job.result()
    assert job.poll().state is JobState.FAILED
    job.close()
    assert not folders(jobs_folder)


@posix
def test_what_a_killed_process_had_started_ends_too(behave, is_gone, tmp_path, read_soon):
    note = tmp_path / "pids"
    job = behave(GRANDCHILD + f"open({str(note)!r}, 'w').write(f'{{child.pid}}\\n')\ntime.sleep(60)")
    grandchild = int(read_soon(note))
    os.kill(job.process_id, signal.SIGKILL)
    with pytest.raises(JobError):
        job.result()
    assert is_gone(grandchild)
    job.close()


@posix
def test_a_crash_in_a_library_leaves_this_process_alone_and_its_place_in_the_log(behave):
    with behave("import ctypes\nctypes.string_at(0)") as job:
        with pytest.raises(JobError, match="broke down"):
            job.result()
        assert "Segmentation fault" in job.log()
        assert "in run" in job.log()


@posix
@pytest.mark.parametrize("body", ["np.ones(2**33, np.uint8).sum()", "x = []\nwhile True: x.append(np.empty(2**26, np.uint8))"])
def test_a_lack_of_memory_is_told_with_what_to_do(behave, body):
    limit = "import resource; resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31))"
    with behave(body, limit) as job, pytest.raises(JobError, match=r"too little free memory.*crop the image"):
        job.result()


def test_a_lack_of_memory_in_itk_is_told_alike(behave):
    body = "raise RuntimeError('Exception thrown in SimpleITK: Failed to allocate memory for image.')"
    with behave(body) as job, pytest.raises(JobError, match="too little free memory"):
        job.result()


def test_an_error_of_ours_arrives_as_the_same_class_with_its_message(behave, ct):
    with behave("raise medseg.errors.SegmentError('Expected lungs, got „Grüße“.')") as job:
        with pytest.raises(SegmentError, match=r"^Expected lungs, got „Grüße“.$"):
            job.result()
        assert job.poll().state is JobState.FAILED
        with pytest.raises(SegmentError):
            job.result()
    with start_job("segment_threshold", {}, {"image": ct}) as job, pytest.raises(ParameterError, match="source of thresholds"):
        job.result()


def test_a_class_that_only_the_worker_knows_arrives_as_its_nearest_base(behave):
    body = "class Odd(medseg.errors.SegmentError): pass\nraise Odd('odd')"
    with behave(body) as job, pytest.raises(SegmentError, match="odd") as caught:
        job.result()
    assert type(caught.value) is SegmentError


def test_of_any_other_error_only_the_kind_crosses_and_the_traceback_is_in_the_log(behave):
    with behave("raise ValueError('cannot read /home/x/DOE_JOHN.dcm')") as job:
        with pytest.raises(JobError, match="did not foresee") as caught:
            job.result()
        text = str(caught.value)
        assert "ValueError" in text
        assert not [word for word in ("DOE", "Traceback", "line", "/home") if word in text]
        assert "DOE_JOHN" in job.log()
        assert "Traceback" in job.log()
    assert "Traceback" in job.log(), "the log is still there when the job is closed"


def test_a_worker_that_leaves_without_a_word_is_told_of(behave):
    for body in ("os._exit(0)", "os._exit(7)", "sys.exit(3)"):
        with behave(body) as job, pytest.raises(JobError, match="broke down"):
            job.result()


def test_an_interrupt_in_the_terminal_is_not_the_workers(behave):
    with behave("progress(0.1, str(os.getpgrp()))\ntime.sleep(60)") as job:
        while job.poll().fraction < 0.1:
            time.sleep(0.01)
        assert int(job.poll().message) != os.getpgrp()


PARENT = """
import os, signal, sys, time
from pathlib import Path
sys.path.insert(0, {here!r})
import numpy as np, tempfile
tempfile.tempdir = {temporary!r}
from medseg.jobs import start_job
from medseg.volume import Geometry, Volume
array = np.zeros((4, 5, 6), np.int16)
volume = Volume(array, Geometry.from_axes(array.shape, (1.0, 1.0, 1.0)))
environment = {{**os.environ, "PYTHONPATH": {place!r}}}
job = start_job("segment_threshold", {{"threshold": {{"lower": 0.0}}}}, {{"image": volume}}, environment=environment)
while job.poll().fraction < 0.5:
    time.sleep(0.01)
print(job.process_id, job.poll().message, flush=True)
{end}
"""


@posix
def test_a_parent_that_dies_before_all_voxels_are_written_leaves_nothing(tmp_path, jobs_folder):
    here = str(Path(__file__).parents[3] / "MedSegExtension")
    lines = PARENT.format(here=here, temporary=str(jobs_folder), place=str(tmp_path), end="").splitlines()
    stop = [
        "import medseg.jobs.parcel",
        "def die(path, array):",
        "    path.write_bytes(b'half')",
        "    os.kill(os.getpid(), signal.SIGKILL)",
        "medseg.jobs.parcel.write_array = die",
    ]
    place = next(number for number, line in enumerate(lines) if line.startswith("array ="))
    script = "\n".join([*lines[:place], *stop, *lines[place:]])
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    deadline = time.monotonic() + 5
    while folders(jobs_folder) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not folders(jobs_folder)


@posix
@pytest.mark.parametrize("end", ["os.kill(os.getpid(), signal.SIGKILL)", "os._exit(0)", "pass", "raise SystemExit(3)"])
def test_when_the_parent_dies_in_whatever_way_the_worker_ends_and_removes_the_image(tmp_path, jobs_folder, is_gone, end):
    place = tmp_path / "behaviour"
    place.mkdir()
    body = textwrap.indent(GRANDCHILD + "progress(0.5, str(child.pid))\ntime.sleep(60)", "    ")
    code = f"import subprocess, sys, time\nimport medseg.worker.threshold\ndef run(parcel, parameters, progress):\n{body}\n"
    (place / "sitecustomize.py").write_text(code + "medseg.worker.threshold.run = run\n")
    here = str(Path(__file__).parents[3] / "MedSegExtension")
    script = PARENT.format(here=here, temporary=str(jobs_folder), place=str(place), end=end)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    worker, grandchild = (int(number) for number in done.stdout.split())
    assert is_gone(worker, 3), done.stderr
    assert is_gone(grandchild, 3)
    deadline = time.monotonic() + PROMPT_S
    while folders(jobs_folder) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not folders(jobs_folder)


def test_where_the_voxels_find_no_room_nothing_is_left(ct, jobs_folder, monkeypatch):
    def full(path, array):
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("medseg.jobs.parcel.write_array", full)
    with pytest.raises(WriteError, match=r"No space left on device.*TMPDIR"):
        start_job("segment_threshold", {"threshold": {"lower": 0.0}}, {"image": ct})
    assert not folders(jobs_folder)


def test_a_result_that_finds_no_room_is_told_of(behave):
    body = """
    import medseg.jobs.parcel
    def full(path, array):
        raise OSError(28, "No space left on device")
    medseg.jobs.parcel.write_array = full
    return Parcel(volumes={"masked": parcel.volumes["image"]})
    """
    with behave(body) as job, pytest.raises(WriteError, match="No space left on device"):
        job.result()


def test_a_python_that_is_not_there_is_told_of_and_nothing_is_left(ct, jobs_folder):
    with pytest.raises(JobError, match="Cannot start 'no-python'"):
        start_job("segment_threshold", {"threshold": {"lower": 0.0}}, {"image": ct}, python=Path("/nowhere/no-python"))
    assert not folders(jobs_folder)


def test_the_folder_is_open_to_this_user_alone(behave, jobs_folder):
    with behave("time.sleep(60)"):
        (folder,) = jobs_folder.iterdir()
        assert os.name != "posix" or folder.stat().st_mode & 0o077 == 0
        assert not [path.name for path in folder.iterdir() if "chest" in path.name], "no name of an image becomes that of a file"
