"""Segmenting with thresholds."""

import json
import logging

import numpy as np
import pytest

from medseg.errors import GeometryMismatchError, ParameterError
from medseg.records import (
    AutoThreshold,
    CleanupParameters,
    Denoise,
    Normalise,
    PreprocessParameters,
    Side,
    ThresholdParameters,
)
from medseg.segment import segment_with_threshold, threshold_bounds
from medseg.volume import Geometry, Modality, Volume

GEOMETRY = Geometry.from_axes((2, 10, 10), (1.0, 2.0, 3.0))


def _ramp(dtype=np.int16, modality=Modality.CT, **more):
    return Volume(np.arange(200).reshape(2, 10, 10).astype(dtype), GEOMETRY, modality, **more)


def test_both_bounds_belong_to_the_segment():
    found = segment_with_threshold(_ramp(), ThresholdParameters(lower=10, upper=20))
    np.testing.assert_array_equal(np.flatnonzero(found.mask("Segment")), np.arange(10, 21))


@pytest.mark.parametrize(("lower", "upper", "count"), [(150, None, 50), (None, 49, 50), (-5, 500, 200)])
def test_one_bound_may_be_left_open(lower, upper, count):
    assert segment_with_threshold(_ramp(), ThresholdParameters(lower=lower, upper=upper)).union().sum() == count


def test_without_a_source_of_thresholds_the_message_teaches():
    with pytest.raises(ParameterError, match=r"--lower and/or --upper.*--preset.*--auto"):
        segment_with_threshold(_ramp(), ThresholdParameters())
    with pytest.raises(ParameterError, match="got none"):
        threshold_bounds(_ramp(), ThresholdParameters())


def test_percent_is_of_the_range_from_the_1st_to_the_99th_percentile():
    volume = _ramp(modality=Modality.MR)
    low, high = np.percentile(volume.array, (1, 99))
    found = threshold_bounds(volume, ThresholdParameters(lower=25, upper=75, percent=True))
    assert found == pytest.approx((low + 0.25 * (high - low), low + 0.75 * (high - low)))


def test_padding_does_not_stretch_the_range_that_percent_is_of():
    array = np.full((2, 10, 10), -3000, np.int16)
    array[:, 5:] = np.arange(100).reshape(2, 5, 10)
    padded = Volume(array, GEOMETRY, Modality.MR, padding_value=-3000)
    assert threshold_bounds(padded, ThresholdParameters(lower=0, percent=True))[0] == pytest.approx(0.99)


def test_a_preset_has_its_own_range_and_name():
    found = segment_with_threshold(_ramp(), ThresholdParameters(preset="muscle"))
    assert found.names == ("Muscle",)
    assert found.union().sum() == 151
    assert found.provenance["bounds"] == [-29, 150]


@pytest.mark.parametrize("modality", [Modality.MR, Modality.XRAY, Modality.OTHER])
@pytest.mark.parametrize("preset", ["fat", "bone", "lungs", "infection"])
def test_a_preset_in_hu_is_refused_for_what_is_no_ct(modality, preset):
    with pytest.raises(ParameterError, match=f"preset '{preset}'.*HU.*--modality CT.*--percent"):
        segment_with_threshold(_ramp(modality=modality), ThresholdParameters(preset=preset))


def test_a_preset_in_hu_is_refused_for_normalised_intensities():
    with pytest.raises(ParameterError, match="--normalise"):
        segment_with_threshold(_ramp(), ThresholdParameters(preset="fat"), PreprocessParameters(normalise=Normalise.ZSCORE))


def test_an_automatic_threshold_splits_between_the_two_sides():
    array = np.where(np.arange(200).reshape(2, 10, 10) < 120, 10, 90).astype(np.uint8)
    volume = Volume(array, GEOMETRY)
    above = segment_with_threshold(volume, ThresholdParameters(auto=AutoThreshold.OTSU)).union()
    below = segment_with_threshold(volume, ThresholdParameters(auto=AutoThreshold.OTSU, side=Side.BELOW)).union()
    assert (above.sum(), below.sum()) == (80, 120)
    assert not (above & below).any()
    assert (above | below).all()


@pytest.mark.parametrize("dtype", [np.int16, np.float32])
def test_the_two_sides_of_an_automatic_threshold_never_share_a_voxel(dtype):
    volume = Volume(np.random.default_rng(0).integers(0, 40, (2, 10, 10)).astype(dtype), GEOMETRY)
    for method in (AutoThreshold.OTSU, AutoThreshold.ISODATA, AutoThreshold.MOMENTS):
        above = segment_with_threshold(volume, ThresholdParameters(auto=method)).union()
        below = segment_with_threshold(volume, ThresholdParameters(auto=method, side=Side.BELOW)).union()
        np.testing.assert_array_equal(above, ~below)


def test_of_several_classes_above_is_the_brightest_and_below_the_darkest():
    array = np.repeat([10, 60, 120], [80, 70, 50]).astype(np.uint8).reshape(2, 10, 10)
    volume = Volume(array, GEOMETRY)
    parameters = {"auto": AutoThreshold.MULTI_OTSU, "classes": 3}
    assert segment_with_threshold(volume, ThresholdParameters(**parameters)).union().sum() == 50
    assert segment_with_threshold(volume, ThresholdParameters(**parameters, side=Side.BELOW)).union().sum() == 80


def test_thresholds_hold_for_the_preprocessed_image_and_the_result_lies_on_the_images_grid():
    array = np.zeros((20, 20, 20), np.int16)
    array[:, :, 10:] = 100
    array[5, 5, 5] = 1000
    volume = Volume(array, Geometry.from_axes(array.shape, (1.0, 1.0, 1.0)), Modality.MR)
    before = PreprocessParameters(spacing_mm=2.0, denoise=Denoise.MEDIAN)
    found = segment_with_threshold(volume, ThresholdParameters(lower=50), before)
    assert found.geometry.matches(volume.geometry)
    np.testing.assert_array_equal(found.union(), array == 100)


def test_normalised_intensities_are_thresholded_on_their_new_scale():
    found = segment_with_threshold(
        _ramp(), ThresholdParameters(lower=50, segment="half"), PreprocessParameters(normalise=Normalise.ROBUST)
    )
    assert found.union().sum() == 100


def test_the_mask_is_cleaned_up_last():
    array = np.zeros((5, 20, 20), np.int16)
    array[1:4, 2:8, 2:8] = 100
    array[2, 4, 4] = 0
    array[2, 15, 15] = 100
    volume = Volume(array, Geometry.from_axes(array.shape, (1.0, 1.0, 1.0)))
    found = segment_with_threshold(
        volume, ThresholdParameters(lower=50), after=CleanupParameters(keep_largest=1, fill_holes=True)
    )
    assert found.union().sum() == 3 * 36


def test_an_empty_result_is_allowed_and_said(caplog):
    with caplog.at_level(logging.WARNING):
        found = segment_with_threshold(_ramp(), ThresholdParameters(lower=5000, segment="nothing"))
    assert not found.union().any()
    assert found.provenance["empty"] == ["nothing"]
    assert "'nothing'" in caplog.text


def test_a_result_that_is_not_empty_says_so():
    assert segment_with_threshold(_ramp(), ThresholdParameters(lower=5)).provenance["empty"] == []


def test_a_segment_takes_the_name_that_is_asked_for_and_keeps_its_code():
    found = segment_with_threshold(_ramp(), ThresholdParameters(preset="fat", segment="visceral"))
    assert found.names == ("visceral",)
    assert found.segments[0].coding.type.meaning == "Body fat"


def test_the_two_lungs_become_one_segment_where_one_name_is_asked_for(chest):
    apart = segment_with_threshold(chest.volume, ThresholdParameters(preset="lungs"))
    together = segment_with_threshold(chest.volume, ThresholdParameters(preset="lungs", segment="Lungs"))
    assert apart.names == ("Right lung", "Left lung")
    assert together.names == ("Lungs",)
    np.testing.assert_array_equal(together.union(), apart.union())


def test_the_provenance_is_json_and_holds_the_bounds_as_used():
    found = segment_with_threshold(_ramp(modality=Modality.MR), ThresholdParameters(auto=AutoThreshold.OTSU))
    provenance = json.loads(json.dumps(found.provenance))
    assert provenance["method"] == "threshold"
    assert provenance["parameters"]["auto"] == "otsu"
    assert 60 < provenance["bounds"][0] < 140
    assert provenance["bounds"][1] is None


def test_the_provenance_of_a_recipe_holds_its_parameters(chest):
    found = segment_with_threshold(chest.volume, ThresholdParameters(preset="lungs"))
    assert found.provenance["recipe"]["threshold_hu"] == -400
    assert found.provenance["bounds"] == [None, -400]


def test_progress_runs_from_start_to_end_and_never_back(chest):
    told = []
    segment_with_threshold(
        chest.volume, ThresholdParameters(preset="lungs"), progress=lambda fraction, message: told.append((fraction, message))
    )
    fractions = [fraction for fraction, _ in told]
    assert fractions == sorted(fractions)
    assert fractions[0] == 0
    assert fractions[-1] == pytest.approx(1)
    assert all(message for _, message in told)


def test_the_image_is_not_changed():
    volume = _ramp()
    before = volume.array.copy()
    segment_with_threshold(volume, ThresholdParameters(preset="fat"), PreprocessParameters(denoise=Denoise.GAUSSIAN))
    np.testing.assert_array_equal(volume.array, before)


def test_a_film_of_one_slice_is_thresholded_too():
    film = Volume(
        np.arange(100, dtype=np.uint8).reshape(1, 10, 10), Geometry.from_axes((1, 10, 10), (0.2, 0.2, 1.0)), Modality.XRAY
    )
    after = CleanupParameters(within_body=True, fill_holes=True, keep_largest=1)
    assert segment_with_threshold(film, ThresholdParameters(upper=30), after=after).union().sum() == 31


def test_steps_before_a_recipe_are_warned_of(chest, caplog):
    with caplog.at_level(logging.WARNING):
        segment_with_threshold(chest.volume, ThresholdParameters(preset="lungs"))
        assert "thin walls" not in caplog.text
        segment_with_threshold(chest.volume, ThresholdParameters(preset="lungs"), PreprocessParameters(denoise=Denoise.MEDIAN))
    assert "'lungs' is made for the image as it is" in caplog.text


def test_segments_are_kept_to_a_region_before_they_are_cleaned_up():
    array = np.zeros((1, 10, 10), np.int16)
    array[0, 0, :8] = array[0, 5, 2:5] = 100
    region = np.zeros((1, 10, 10), np.bool_)
    region[0, 4:] = True
    volume = Volume(array, Geometry.from_axes((1, 10, 10), (1.0, 1.0, 1.0)), Modality.MR)
    found = segment_with_threshold(volume, ThresholdParameters(lower=50), None, CleanupParameters(keep_largest=1), region=region)
    np.testing.assert_array_equal(np.argwhere(found.mask("Segment")), [[0, 5, 2], [0, 5, 3], [0, 5, 4]])
    assert found.provenance["region_voxels"] == 60


def test_a_region_of_another_shape_is_refused():
    with pytest.raises(GeometryMismatchError, match=r"shape \(2, 10, 10\).*got \(2, 10, 9\)"):
        segment_with_threshold(_ramp(), ThresholdParameters(lower=5), region=np.ones((2, 10, 9), np.bool_))
