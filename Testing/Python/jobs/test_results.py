"""A job gives what the same call gives in this process."""

import dataclasses
import time

import numpy as np
import pytest

from medseg.errors import InputError, ParameterError
from medseg.jobs import TASKS, JobState, from_json, start_job
from medseg.metrics import evaluate
from medseg.records import (
    CleanupParameters,
    Evaluation,
    EvaluationParameters,
    MaskParameters,
    MaskStatistics,
    PhantomParameters,
    PreprocessParameters,
    ThresholdParameters,
)
from medseg.sample import make_phantom
from medseg.segment import segment_with_mask, segment_with_threshold
from medseg.volume import Segment, Segmentation


def without_time(provenance):
    return {key: value for key, value in provenance.items() if key != "time_utc"}


def assert_equal(found, expected):
    assert found.segments == expected.segments
    assert found.geometry.matches(expected.geometry)
    assert found.name == expected.name
    for name in expected.names:
        np.testing.assert_array_equal(found.mask(name), expected.mask(name))


def test_a_threshold_with_steps_before_and_after_is_the_same_as_here(ct):
    threshold = ThresholdParameters(lower=100, segment="dichte Stelle ä")
    before, after = PreprocessParameters(denoise="median"), CleanupParameters(keep_largest=1, fill_holes=True)
    with start_job("segment_threshold", {"threshold": threshold, "before": before, "after": after}, {"image": ct}) as job:
        found = job.result().segmentations["segmentation"]
    expected = segment_with_threshold(ct, threshold, before, after)
    assert expected.mask("dichte Stelle ä").any()
    assert_equal(found, expected)
    assert without_time(found.provenance) == without_time(expected.provenance)


def test_a_region_keeps_the_segment_to_itself(ct):
    here = np.zeros(ct.array.shape, bool)
    here[2:8, 3:9, 4:10] = True
    region = Segmentation.from_masks(ct.geometry, {Segment("region"): here})
    with start_job("segment_threshold", {"threshold": {"lower": 0.0}}, {"image": ct}, {"region": region}) as job:
        found = job.result().segmentations["segmentation"]
    np.testing.assert_array_equal(found.mask("Segment"), (ct.array >= 0) & here)
    with start_job("segment_mask", {}, {"image": ct}, {"mask": found, "region": region}) as job:
        np.testing.assert_array_equal(job.result().segmentations["segmentation"].mask("Segment"), found.mask("Segment"))


def test_a_mask_comes_with_the_image_cut_out_and_its_statistics(ct, overlapping):
    parameters = MaskParameters(fill_value=-500, crop=True)
    with start_job("segment_mask", {"mask": parameters}, {"image": ct}, {"mask": overlapping}) as job:
        result = job.result()
    expected = segment_with_mask(ct, overlapping, parameters)
    assert_equal(result.segmentations["segmentation"], expected.segmentation)
    masked = result.volumes["masked"]
    np.testing.assert_array_equal(masked.array, expected.masked.array)
    assert masked.array.dtype == ct.array.dtype
    for field in ("modality", "name", "padding_value", "findings", "identifiers"):
        assert getattr(masked, field) == getattr(ct, field)
    statistics = tuple(from_json(MaskStatistics, row) for row in result.record["statistics"])
    assert repr(statistics) == repr(expected.statistics)  # NaN is not equal to itself


def test_scores_are_the_same_as_here(ct, overlapping):
    reference = Segmentation.from_masks(ct.geometry, dict.fromkeys(overlapping.segments, ct.array > 250))
    parameters = EvaluationParameters(tolerance_mm=2.0, region="image")
    inputs = {"prediction": overlapping, "reference": reference}
    with start_job("evaluate", {"evaluation": parameters}, {"image": ct}, inputs) as job:
        found = from_json(Evaluation, job.result().record["evaluation"])
    expected = evaluate(overlapping, reference, parameters, ct)
    assert repr(found.rows) == repr(expected.rows)
    assert found.unmatched == expected.unmatched
    assert isinstance(found.segments, tuple)


def test_without_an_image_scores_are_those_of_the_image_grid(overlapping):
    with start_job("evaluate", segmentations={"prediction": overlapping, "reference": overlapping}) as job:
        found = from_json(Evaluation, job.result().record["evaluation"])
    assert found.mean_dice == 1.0


def test_two_jobs_at_once_keep_apart(ct):
    with (
        start_job("segment_threshold", {"threshold": {"lower": 0.0}}, {"image": ct}) as first,
        start_job("segment_threshold", {"threshold": {"upper": 0.0}}, {"image": ct}) as second,
    ):
        np.testing.assert_array_equal(second.result().segmentations["segmentation"].mask("Segment"), ct.array <= 0)
        np.testing.assert_array_equal(first.result().segmentations["segmentation"].mask("Segment"), ct.array >= 0)


def test_voxels_that_do_not_lie_one_after_another_arrive_in_their_order(ct):
    for array in (ct.array[::-1, :, ::2], ct.array.T.copy().T, ct.array.astype(">i2"), ct.array.astype(np.float32)):
        geometry = dataclasses.replace(ct.geometry, shape=array.shape)
        volume = dataclasses.replace(ct, array=array, geometry=geometry)
        with start_job("segment_threshold", {"threshold": {"lower": 0.0}}, {"image": volume}) as job:
            np.testing.assert_array_equal(job.result().segmentations["segmentation"].mask("Segment"), array >= 0)


def test_the_image_is_not_changed_and_the_result_may_be(ct):
    before = ct.array.copy()
    with start_job("segment_threshold", {"threshold": {"lower": 0.0}}, {"image": ct}) as job:
        mask = job.result().segmentations["segmentation"].mask("Segment")
    np.testing.assert_array_equal(ct.array, before)
    mask[0] = False


def test_the_result_can_be_asked_for_twice_and_after_closing(ct):
    job = start_job("segment_threshold", {"threshold": {"lower": 0.0}}, {"image": ct})
    first = job.result()
    job.close()
    assert job.result() is first
    assert job.poll().state is JobState.DONE


@pytest.mark.parametrize(
    ("task", "parameters", "volumes", "segmentations", "words"),
    [
        (
            "fly",
            {},
            (),
            (),
            "Expected a task of segment_threshold, .*train, got 'fly'",
        ),
        ("segment_threshold", {"treshold": {}}, ("image",), (), "'treshold'"),
        ("segment_threshold", {"threshold": {"lower": 2.0, "upper": 1.0}}, ("image",), (), "lower <= upper"),
        ("segment_threshold", {"after": {"keep_largest": -1}}, ("image",), (), "keep_largest from 0 to 1000"),
        ("segment_threshold", {}, (), (), "the image 'image', got none"),
        ("segment_mask", {}, ("image",), (), "the segmentation 'mask', got none"),
        ("evaluate", {}, ("picture",), ("prediction", "reference"), "no image 'picture'"),
        ("evaluate", {}, (), ("prediction", "reference", "image"), "no segmentation 'image'"),
    ],
)
def test_what_cannot_work_is_refused_before_a_process_starts(
    ct, overlapping, jobs_folder, monkeypatch, task, parameters, volumes, segmentations, words
):
    monkeypatch.setattr("subprocess.Popen", None)
    with pytest.raises((ParameterError, InputError), match=words):
        start_job(task, parameters, dict.fromkeys(volumes, ct), dict.fromkeys(segmentations, overlapping))
    assert not list(jobs_folder.iterdir())


def test_every_task_has_a_worker_of_its_own_name():
    from importlib import import_module

    from medseg.worker.run import HOMES

    assert set(HOMES) == set(TASKS)
    for home in HOMES.values():
        assert callable(import_module(home).run)


def test_the_exported_names_are_these():
    import medseg.jobs

    assert set(medseg.jobs.__all__) == set(medseg.jobs._HOMES) == set(dir(medseg.jobs))
    for name in medseg.jobs.__all__:
        assert getattr(medseg.jobs, name) is not None
    with pytest.raises(AttributeError):
        medseg.jobs.nothing  # noqa: B018


def test_a_recipe_tells_its_way_and_finds_the_same_voxels():
    phantom = make_phantom(PhantomParameters(columns=96, rows=96, slices=48))[0]
    told = []
    with start_job("segment_threshold", {"threshold": {"preset": "lungs"}}, {"image": phantom}) as job:
        while (status := job.poll()).state is JobState.RUNNING:
            told.append(status)
            time.sleep(0.005)
        found = job.result().segmentations["segmentation"]
    assert_equal(found, segment_with_threshold(phantom, ThresholdParameters(preset="lungs")))
    fractions = [status.fraction for status in told]
    assert fractions == sorted(fractions)
    assert fractions[0] == 0.0
    assert len({status.message for status in told}) >= 5
    assert told[0].message == "Starting"
    assert all(status.seconds_left is None or 0 < status.seconds_left < 60 for status in told)
    assert [status.seconds for status in told] == sorted(status.seconds for status in told)
    end = job.poll()
    assert (end.fraction, end.seconds_left) == (1.0, None)
    time.sleep(0.02)
    assert job.poll().seconds == end.seconds, "the clock stands still at the end"


def test_waiting_ends_when_its_time_is_over(behave):
    with behave("time.sleep(60)") as job:
        start = time.monotonic()
        assert job.wait(0.2).state is JobState.RUNNING
        assert 0.15 < time.monotonic() - start < 30
