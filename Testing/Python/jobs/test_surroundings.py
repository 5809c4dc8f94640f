"""What a worker finds around it: its package, its threads, its output."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import medseg
from medseg.errors import JobError, ParameterError
from medseg.jobs import start_job
from medseg.jobs.surroundings import find_python, worker_environment

PACKAGE = Path(medseg.__file__).parent
posix = pytest.mark.skipif(os.name != "posix", reason="writes a shell script")


@pytest.fixture
def other_place(tmp_path):
    """A copy of the package somewhere else."""
    place = tmp_path / "öther place"
    shutil.copytree(PACKAGE, place / "medseg", ignore=shutil.ignore_patterns("__pycache__"))
    return place


SCRIPT = """
import sys
sys.path.insert(0, {place!r})
import numpy as np
import medseg
assert medseg.__file__.startswith({place!r}), medseg.__file__
from medseg.jobs import start_job
from medseg.volume import Geometry, Volume
array = np.arange(120, dtype=np.int16).reshape(4, 5, 6)
volume = Volume(array, Geometry.from_axes(array.shape, (1.0, 1.0, 1.0)))
with start_job("segment_threshold", {{"threshold": {{"lower": 60.0}}}}, {{"image": volume}}) as job:
    print(job.result().segmentations["segmentation"].mask("Segment").sum())
"""


def test_a_worker_loads_the_same_package_as_who_started_it(other_place, tmp_path):
    command = [sys.executable, "-c", SCRIPT.format(place=str(other_place))]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.stdout.strip() == "60", done.stderr


@posix
def test_a_python_that_loads_another_package_is_refused(other_place, tmp_path, ct, jobs_folder):
    """A launcher such as Slicer's puts places of its own first."""
    launcher = tmp_path / "python-launcher"
    launcher.write_text(f'#!/bin/sh\nPYTHONPATH="{other_place}:$PYTHONPATH" exec "{sys.executable}" "$@"\n')
    launcher.chmod(0o755)
    job = start_job("segment_threshold", {"threshold": {"lower": 0.0}}, {"image": ct}, python=launcher)
    with job, pytest.raises(JobError, match="another installation of medseg"):
        job.result()


@posix
def test_a_python_that_cannot_load_the_package_says_why_in_the_log(tmp_path, ct, jobs_folder):
    launcher = tmp_path / "python-without"
    launcher.write_text(f'#!/bin/sh\nunset PYTHONPATH\nexec "{sys.executable}" -S "$@"\n')
    launcher.chmod(0o755)
    with start_job("segment_threshold", {"threshold": {"lower": 0.0}}, {"image": ct}, python=launcher) as job:
        with pytest.raises(JobError, match="broke down"):
            job.result()
        assert "No module named" in job.log()


def test_threads_are_limited_everywhere(behave):
    body = """
    import SimpleITK as sitk, importlib.util
    from medseg.filters.slabs import worker_count
    counts = [worker_count(), sitk.ProcessObject.GetGlobalDefaultNumberOfThreads(), int(os.environ.get("OMP_NUM_THREADS", 0))]
    if importlib.util.find_spec("numba"):
        import numba
        counts.append(numba.config.NUMBA_NUM_THREADS)
    return Parcel({"counts": counts})
    """
    with behave(body, threads=1) as job:
        assert set(job.result().record["counts"]) == {1}
    with behave(body) as job:
        assert job.result().record["counts"][0] == min(8, len(os.sched_getaffinity(0)))


def test_no_threads_at_all_are_refused():
    with pytest.raises(ParameterError, match="at least 1 thread, got 0"):
        worker_environment(threads=0)


def test_the_environment_is_kept_and_its_places_come_after_ours():
    found = worker_environment({"PYTHONPATH": "/theirs", "LANG": "C"})
    assert found["LANG"] == "C"
    assert found["PYTHONPATH"].split(os.pathsep)[-1] == "/theirs"
    assert str(PACKAGE.parent) in found["PYTHONPATH"].split(os.pathsep)
    assert "OMP_NUM_THREADS" not in found


def test_a_package_among_the_usual_ones_is_not_put_first(monkeypatch):
    """Its folder holds others, which must not come before Python's own."""
    monkeypatch.setattr("site.getsitepackages", lambda: [str(PACKAGE.parent)])
    assert worker_environment({})["PYTHONPATH"] == ""


def test_in_a_program_that_is_no_python_slicers_is_taken(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "executable", "/opt/Slicer/bin/SlicerApp-real")
    monkeypatch.setattr("shutil.which", lambda name: str(tmp_path / name))
    assert find_python() == tmp_path / "PythonSlicer"
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(JobError, match="PythonSlicer is not on the PATH"):
        find_python()


def test_what_libraries_write_goes_to_the_log_and_harms_nothing(behave):
    body = r"""
    print("to standard output")
    print("to standard error", file=sys.stderr)
    os.write(1, b"past Python \xff\n")
    os.write(2, b"x" * 2**21)
    subprocess.run([sys.executable, "-c", "print('from a grandchild')"], check=True)
    logging.getLogger("medseg.x").info("Grüße")
    """
    with behave(body) as job:
        job.result()
        log = job.log()
    assert len(log) <= 2**18
    assert log.rstrip().endswith("Grüße")
    assert "from a grandchild" in log
    assert job.log() == log, "it is kept when the folder is gone"


def test_short_output_is_in_the_log_as_it_was(behave):
    with behave("print('eins')\nos.write(1, b'zwei\\n')") as job:
        job.result()
    assert job.log() == "eins\nzwei\n"


def test_a_library_that_reads_standard_input_finds_its_end(behave):
    with behave("return Parcel({'read': sys.stdin.read()})") as job:
        assert job.result().record["read"] == ""


def test_nothing_heavy_is_loaded_before_the_lifeline_is_up():
    code = (
        "import sys\nbefore = set(sys.modules)\nimport medseg.worker.__main__\n"
        "print(sorted({'numpy', 'scipy', 'SimpleITK', 'numba', 'medseg.records'} & (set(sys.modules) - before)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_threshold_loads_neither_simpleitk_nor_slicer(behave):
    body = """
    from medseg.segment.threshold import segment_with_threshold
    segment_with_threshold(parcel.volumes["image"], parameters["threshold"])
    return Parcel({"heavy": sorted({"SimpleITK", "slicer", "vtk", "torch", "matplotlib"} & set(sys.modules))})
    """
    with behave(body) as job:
        assert job.result().record["heavy"] == []
