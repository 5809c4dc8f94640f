"""The task `segment_network`."""

import os
import random
import time

import numpy as np
import pytest

from medseg.errors import InputError, ModelNotFoundError
from medseg.jobs import JobState, start_job
from medseg.volume import Geometry, Modality, Volume

posix = pytest.mark.skipif(os.name != "posix", reason="asks for signals")


@pytest.fixture
def block():
    """A CT with a dark half."""
    array = np.full((6, 64, 80), 40, np.int16)
    array[..., :30] = -900
    return Volume(array, Geometry.from_axes(array.shape, (1.0, 1.0, 3.0)), Modality.CT)


def asked(package, **more):
    return {"network": {"model": str(package), "backend": "torch", **more}}


def test_a_job_gives_segments_maps_and_measurements(block, make_network, jobs_folder):
    package = make_network(input={"fit": "windows"})
    parameters = asked(package, keep_probabilities=True, uncertainty="entropy")
    with start_job("segment_network", parameters, {"image": block}, threads=1) as job:
        result = job.result()
    assert np.array_equal(result.segmentations["segmentation"].mask("Lungs"), block.array < -400)
    share = result.volumes["probability-Lungs"].array
    assert np.array_equal(share >= 0.5, block.array < -400)
    assert result.volumes["uncertainty"].array.shape == block.array.shape
    (row,) = result.record["measurements"]["segments"]
    assert row["voxels"] == np.count_nonzero(block.array < -400)
    assert result.record["findings"] == []
    assert result.segmentations["segmentation"].provenance["model"]["sha256"]
    assert not list(jobs_folder.iterdir())


def test_what_cannot_be_is_told_with_its_reason(block, make_network, tmp_path):
    job = start_job("segment_network", asked(tmp_path / "nowhere"), {"image": block}, threads=1)
    with job, pytest.raises(ModelNotFoundError, match="nowhere"):
        job.result()
    wrong = Volume(block.array, block.geometry, Modality.MR)
    job = start_job("segment_network", asked(make_network()), {"image": wrong}, threads=1)
    with job, pytest.raises(InputError, match="modality CT"):
        job.result()


@posix
def test_cancelled_at_any_moment_nothing_is_left(block, make_network, jobs_folder, is_gone):
    package = make_network()
    moments = random.Random(4)
    for _ in range(8):
        job = start_job("segment_network", asked(package), {"image": block}, threads=1)
        time.sleep(moments.uniform(0, 2.5))
        start = time.monotonic()
        job.cancel()
        assert time.monotonic() - start < 5.0
        assert job.poll().state in (JobState.CANCELLED, JobState.DONE)
        assert is_gone(job.process_id, 1.0)
        assert not list(jobs_folder.iterdir())


def test_a_network_is_prepared_before_there_is_an_image(make_network, tmp_path, monkeypatch):
    monkeypatch.setenv("MEDSEG_CACHE", str(tmp_path / "cache"))
    network = {"model": str(make_network()), "device": "cpu"}
    for backend, kept in (("torch", 0), ("openvino", 1)):
        with start_job("prepare_network", {"network": network | {"backend": backend}}, threads=1) as job:
            assert job.result().record == {"kept": bool(kept)}
        assert len(list((tmp_path / "cache").glob("networks/*.xml"))) == kept


def test_for_a_network_that_looks_at_lungs_alone_the_lungs_are_prepared_too(make_network, tmp_path, monkeypatch):
    monkeypatch.setenv("MEDSEG_CACHE", str(tmp_path / "cache"))
    network = {"model": str(make_network(input={"region": "lungs"})), "device": "cpu"}
    with start_job("prepare_network", {"network": network}, threads=1) as job:
        assert job.result().record == {"kept": True}
    assert len(list((tmp_path / "cache").glob("networks/*.xml"))) == 2
