"""A network that stays loaded, in a process of its own."""

import os
import signal
import subprocess
import sys
import textwrap
import time

import numpy as np
import pytest

from medseg.errors import JobError, ModelNotFoundError
from medseg.jobs.live import LiveSegmenter
from medseg.records import NetworkParameters
from medseg.volume import Geometry, Modality, Volume

posix = pytest.mark.skipif(os.name != "posix", reason="asks for signals")
PATIENCE_S = 180.0  # what a busy machine may need to start a process

BY_HAND = """
    import types
    import numpy as np
    import medseg.segment.network_live as live
    from medseg.models import Architecture, Licence, ModelCard, ModelInput, ModelOutput
    from medseg.volume import Modality, Segment

    card = ModelCard(name="by-hand", title="", method="unet", target="lungs", architecture=Architecture("unet", {}),
        input=ModelInput(modalities=(Modality.CT,), unit="HU", size=(64, 64), fit="windows", window=(-1000.0, 400.0)),
        output=ModelOutput(segments=(Segment("Dark", (0.1, 0.2, 0.3)),)), licence=Licence("MIT", commercial_use=True))

    class Predictor:
        def __init__(self):
            self.card = card
        def predict_slices(self, images, progress=None, flips=False):
            return (images < 0.4).astype(np.float32)
        def memory_bytes(self, shape):
            return 0
        def close(self):
            pass

    live.choose_package = lambda volume, parameters: types.SimpleNamespace(card=card)
    live.load_predictor = lambda package, **options: Predictor()
"""


@pytest.fixture
def environment(tmp_path):
    """Of a process whose network is made by hand, so that neither weights nor torch are needed."""
    place = tmp_path / "by-hand"
    place.mkdir()
    (place / "sitecustomize.py").write_text(textwrap.dedent(BY_HAND), encoding="utf-8")
    return {**os.environ, "PYTHONPATH": str(place)}


@pytest.fixture
def live(environment, jobs_folder):
    with LiveSegmenter(NetworkParameters(model="by-hand"), environment=environment, threads=1) as running:
        yield running


def slice_with(dark_columns):
    array = np.full((1, 80, 96), 40, np.int16)
    array[..., :dark_columns] = -900
    return Volume(array, Geometry.from_axes(array.shape, (1.0, 1.0, 3.0)), Modality.CT)


def wait_for(live):
    end = time.monotonic() + PATIENCE_S
    while (found := live.poll()) is None:
        assert time.monotonic() < end, "no labels came"
        time.sleep(0.002)
    return found


def test_slices_are_segmented_one_after_the_other_by_one_process(live):
    for columns in (30, 50, 10):
        number = live.submit(slice_with(columns))
        found = wait_for(live)
        assert found.number == number
        assert found.labels.shape == (80, 96)
        assert np.array_equal(found.labels, np.tile(np.arange(96) < columns, (80, 1)))
        assert (found.names, found.colors) == (("Dark",), ((0.1, 0.2, 0.3),))
    assert live.is_ready
    assert live.poll() is None


def test_of_slices_that_come_too_fast_the_newest_wins(live):
    wait_for_first = live.submit(slice_with(5))
    wait_for(live)
    last = 0
    for columns in range(10, 60):
        last = live.submit(slice_with(columns))
    answered = []
    while not answered or answered[-1] != last:
        answered.append(wait_for(live).number)
    assert wait_for_first < answered[0]
    assert answered == sorted(answered)
    assert len(answered) < 50


def test_an_empty_slice_has_no_labels(live):
    blank = Volume(np.full((1, 64, 64), -3024, np.int16), Geometry.from_axes((1, 64, 64), (1, 1, 1)), Modality.CT)
    live.submit(blank)
    assert not wait_for(live).labels.any()


def test_closing_ends_the_process_and_removes_its_folder(live, jobs_folder, is_gone):
    live.submit(slice_with(5))
    live.close()
    assert is_gone(live.process_id, 5.0)
    assert not list(jobs_folder.iterdir())
    with pytest.raises(JobError, match="closed"):
        live.poll()
    with pytest.raises(JobError, match="closed"):
        live.submit(slice_with(5))
    live.close()


@posix
def test_a_process_that_breaks_down_is_told_of(live, jobs_folder, is_gone):
    os.kill(live.process_id, signal.SIGKILL)
    assert is_gone(live.process_id, 5.0)
    with pytest.raises(JobError, match="broke down"):
        wait_for(live)
    assert not list(jobs_folder.iterdir())


def test_a_network_that_is_not_there_is_told_with_its_reason(jobs_folder, tmp_path):
    missing = NetworkParameters(model=str(tmp_path / "nowhere"))
    with LiveSegmenter(missing, threads=1) as live, pytest.raises(ModelNotFoundError, match="nowhere"):
        wait_for(live)
    assert not list(jobs_folder.iterdir())


@posix
def test_the_process_dies_with_the_program_that_started_it(environment, jobs_folder, is_gone, read_soon, tmp_path):
    note = tmp_path / "pid"
    lines = [
        "import sys, tempfile, time",
        f"tempfile.tempdir = {str(jobs_folder)!r}",
        "from medseg.jobs.live import LiveSegmenter",
        "from medseg.records import NetworkParameters",
        "live = LiveSegmenter(NetworkParameters(model='by-hand'))",
        f"open({str(note)!r}, 'w').write(f'{{live.process_id}}\\n')",
        "time.sleep(600)",
    ]
    parent = subprocess.Popen([sys.executable, "-c", "\n".join(lines)], env=environment)
    try:
        child = int(read_soon(note, PATIENCE_S))
        assert not is_gone(child, 0)
    finally:
        parent.kill()
        parent.wait()
    assert is_gone(child, PATIENCE_S)
    end = time.monotonic() + 10
    while list(jobs_folder.iterdir()) and time.monotonic() < end:
        time.sleep(0.02)
    assert not list(jobs_folder.iterdir())
