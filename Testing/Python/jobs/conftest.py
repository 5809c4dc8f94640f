"""Images, workers that misbehave as told, and a look at which processes are there."""

import os
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from medseg.jobs import Job, start_job
from medseg.volume import Code, Coding, Finding, Geometry, Modality, Segment, Segmentation, Volume

TURN = np.array([[0.0, -1.0, 0.0], [0.8, 0.0, 0.6], [-0.6, 0.0, 0.8]])
LUNG = Coding(Code("SCT", "123037004", "Anatomical Structure"), Code("SCT", "39607008", "Lung"), Code("SCT", "7771000", "Left"))


@pytest.fixture
def oblique() -> Geometry:
    """A turned grid of other spacings along every axis, away from the origin."""
    matrix = np.eye(4)
    matrix[:3, :3] = TURN * (0.75, -1.5, 3.0)
    matrix[:3, 3] = (12.5, -40.0, 103.25)
    return Geometry((11, 13, 12), matrix)


@pytest.fixture
def ct(oblique: Geometry) -> Volume:
    """A CT of random numbers with everything that a volume may carry."""
    array = np.random.default_rng(1).integers(-1000, 2000, oblique.shape).astype(np.int16)
    findings = (Finding("gantry-tilt", "Straightened.", repaired=True),)
    return Volume(array, oblique, Modality.CT, "chest", -3024.0, findings, {"SeriesInstanceUID": "1.2.3"})


@pytest.fixture
def overlapping(ct: Volume) -> Segmentation:
    """Two segments that overlap, one with a code, and an empty one."""
    masks = {
        Segment("bone", (0.2, 0.4, 0.6)): ct.array > 200,
        Segment("lunge ö 肺", coding=LUNG): ct.array < 300,
        Segment("nothing"): np.zeros(ct.array.shape, bool),
    }
    return Segmentation.from_masks(ct.geometry, masks, "both", {"method": "made", "parameters": {"a": 1}})


@pytest.fixture
def jobs_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where jobs make their folders; its name has a space and letters beyond ASCII."""
    folder = tmp_path / "tëmp örary 患者"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.fixture
def behave(tmp_path: Path, ct: Volume, jobs_folder: Path) -> Callable[..., Job]:
    """Start a job whose worker runs the given body instead of thresholding: `behave("return 1 / 0")`."""

    def behave(body: str, first: str = "pass", **more: object) -> Job:
        place = tmp_path / f"behaviour-{time.monotonic_ns()}"
        place.mkdir()
        lines = [
            "import logging, os, signal, subprocess, sys, time",
            first,
            "import numpy as np",
            "import medseg.errors, medseg.worker.threshold",
            "from medseg.jobs.parcel import Parcel",
            "def run(parcel, parameters, progress):",
            textwrap.indent(textwrap.dedent(body), "    "),
            "    return Parcel()",
            "medseg.worker.threshold.run = run",
        ]
        (place / "sitecustomize.py").write_text("\n".join(lines), encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": str(place)}
        return start_job("segment_threshold", {"threshold": {"lower": 0.0}}, {"image": ct}, environment=environment, **more)

    return behave


@pytest.fixture
def is_gone() -> Callable[[int, float], bool]:
    """Whether a process ends within some seconds; one that is dead and waits for its parent to notice is gone."""

    def is_gone(number: int, within_s: float = 1.0) -> bool:
        end = time.monotonic() + within_s
        while _is_running(number):
            if time.monotonic() > end:
                return False
            time.sleep(0.005)
        return True

    return is_gone


def _is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{number}/stat")
    try:
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return not Path("/proc/self").exists()  # a system without /proc, or it ended just now
    except ProcessLookupError:
        return False


@pytest.fixture
def read_soon() -> Callable[[Path], str]:
    """What a file holds, once it holds something."""

    def read_soon(path: Path, within_s: float = 10.0) -> str:
        end = time.monotonic() + within_s
        while not (path.exists() and path.read_text().endswith("\n")):
            assert time.monotonic() < end, f"{path.name} was not written"
            time.sleep(0.005)
        return path.read_text().strip()

    return read_soon
