"""Before the threshold: resampling, denoising, normalising, in this order."""

import numpy as np
import pytest

from medseg.errors import CancelledError, InputError, ParameterError
from medseg.filters.preprocess import normalise, preprocess
from medseg.records import Denoise, Normalise, PreprocessParameters
from medseg.volume import Geometry, Modality, Volume

GRID = Geometry.from_axes((10, 24, 22), (0.8, 0.8, 2.0), (5, 6, 7))


def ct(padding: float | None = None) -> Volume:
    array = np.random.default_rng(0).normal(40, 20, GRID.shape).astype(np.int16)
    if padding is not None:
        array[:, :4] = padding
    return Volume(array, GRID, Modality.CT, padding_value=padding)


def test_nothing_to_do_returns_the_image() -> None:
    volume = ct()
    assert preprocess(volume, PreprocessParameters()) is volume


def test_all_steps_together() -> None:
    parameters = PreprocessParameters(spacing_mm=1.0, denoise=Denoise.GAUSSIAN, normalise=Normalise.ZSCORE)
    done = preprocess(ct(), parameters)
    assert done.geometry.spacing_mm == pytest.approx((1, 1, 1))
    assert done.array.shape == done.geometry.shape == (20, 19, 18)
    assert done.array.dtype == np.float32
    assert done.array.mean() == pytest.approx(0, abs=1e-4)
    assert done.array.std() == pytest.approx(1, abs=1e-4)


def test_only_steps_that_are_taken_are_told() -> None:
    told: list[str] = []
    preprocess(ct(), PreprocessParameters(), lambda _, message: told.append(message))
    assert told == []
    preprocess(ct(), PreprocessParameters(normalise=Normalise.ROBUST), lambda _, message: told.append(message))
    assert told == ["Normalising"]


def test_a_single_slice_keeps_its_thickness() -> None:
    volume = Volume(np.zeros((1, 10, 10)), Geometry.from_axes((1, 10, 10), (0.5, 0.5, 8.0)))
    assert preprocess(volume, PreprocessParameters(spacing_mm=1.0)).geometry.spacing_mm == pytest.approx((8, 1, 1))


def test_robust_values_run_from_0_to_100_and_beyond() -> None:
    array = np.arange(GRID.voxel_count, dtype=np.int16).reshape(GRID.shape)
    done = normalise(Volume(array, GRID, Modality.MR), Normalise.ROBUST)
    assert np.percentile(done.array, (1, 99)) == pytest.approx((0, 100), abs=1e-3)
    assert done.array.max() > 100
    assert done.modality is Modality.MR


def test_normalised_ct_has_no_unit_any_more() -> None:
    done = normalise(ct(), Normalise.ROBUST)
    assert done.unit == ""
    assert done.modality is Modality.OTHER
    assert normalise(ct(), Normalise.NONE).unit == "HU"


@pytest.mark.parametrize("method", [Normalise.ROBUST, Normalise.ZSCORE])
def test_padding_does_not_count_and_is_still_found(method: Normalise) -> None:
    padded = normalise(ct(-2000), method)
    expected = ct(-2000).array[:, 4:]
    inner = padded.array[:, 4:]
    scaled = (inner - inner.min()) / (inner.max() - inner.min())
    assert np.allclose(scaled, (expected - expected.min()) / (expected.max() - expected.min()), atol=1e-5)
    assert (padded.array[:, :4] == padded.padding_value).all()
    if method is Normalise.ZSCORE:
        assert inner.mean() == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize("method", [Normalise.ROBUST, Normalise.ZSCORE])
@pytest.mark.parametrize("dtype", [np.uint16, np.int32, np.int64, np.float64, np.float16])
def test_every_type_can_be_normalised(method: Normalise, dtype: type) -> None:
    array = np.arange(GRID.voxel_count).reshape(GRID.shape) % 200
    done = normalise(Volume(array.astype(dtype), GRID), method)
    assert done.array.dtype == np.float32
    assert np.corrcoef(done.array.ravel(), array.ravel())[0, 1] == pytest.approx(1)


def test_an_image_of_one_intensity_becomes_0_and_one_of_nan_is_refused() -> None:
    for method in (Normalise.ROBUST, Normalise.ZSCORE):
        assert not normalise(Volume(np.full(GRID.shape, 9, np.int16), GRID), method).array.any()
        with pytest.raises(InputError, match="finite"):
            normalise(Volume(np.full(GRID.shape, np.nan), GRID), method)


def test_nan_stays_nan() -> None:
    array = np.random.default_rng(0).normal(size=GRID.shape)
    array[3, 4, 5] = np.nan
    assert np.isnan(normalise(Volume(array, GRID), Normalise.ZSCORE).array).sum() == 1


def test_a_spacing_that_makes_endless_voxels_is_refused() -> None:
    wide = Geometry.from_axes((200, 10, 10), (50, 50, 50))
    with pytest.raises(ParameterError, match="larger"):
        preprocess(Volume(np.zeros((200, 10, 10)), wide), PreprocessParameters(spacing_mm=0.05))


def test_work_can_be_stopped() -> None:
    def stop(fraction: float, message: str) -> None:
        if message == "Averaging like patches":
            raise CancelledError

    with pytest.raises(CancelledError):
        preprocess(ct(), PreprocessParameters(denoise=Denoise.NON_LOCAL_MEANS), stop)


def test_padding_of_a_ct_is_not_mixed_into_the_body() -> None:
    array = np.full((3, 9, 9), -3024, dtype=np.int16)
    array[:, 2:7, 2:7] = 40
    volume = Volume(array, Geometry.from_axes(array.shape, (1, 1, 1)), Modality.CT, padding_value=-3024.0)
    smoothed = preprocess(volume, PreprocessParameters(denoise=Denoise.GAUSSIAN))
    assert smoothed.array.min() >= -1024
    assert smoothed.padding_value is None
    assert preprocess(volume, PreprocessParameters()) is volume
