"""Denoising: less noise, edges where the filter promises them, millimetres along every axis."""

import itertools

import numpy as np
import pytest
from scipy import ndimage

from medseg.errors import ParameterError
from medseg.filters.denoise import denoise
from medseg.filters.nonlocal_means import STRENGTH, noise_sd, nonlocal_means
from medseg.records import Denoise

SPACING = (1.0, 0.7, 0.7)
FILTERS = [method for method in Denoise if method is not Denoise.NONE]


def step(shape: tuple[int, int, int] = (14, 24, 26), sd: float = 20.0) -> np.ndarray:
    """Two halves of 0 and 500 with noise."""
    array = np.random.default_rng(0).normal(0, sd, shape)
    array[:, :, shape[2] // 2 :] += 500
    return array.astype(np.int16)


@pytest.mark.parametrize("method", FILTERS)
def test_noise_shrinks_and_the_two_sides_stay(method: Denoise) -> None:
    array = step()
    smooth = denoise(array, SPACING, method)
    assert smooth.shape == array.shape
    assert smooth[3:-3, 3:-3, 3:9].std() < 0.55 * array[3:-3, 3:-3, 3:9].std()
    assert abs(smooth[:, :, 3:9].mean()) < 5
    assert abs(smooth[:, :, -9:-3].mean() - 500) < 5


@pytest.mark.parametrize("method", [Denoise.MEDIAN, Denoise.CURVATURE_FLOW, Denoise.NON_LOCAL_MEANS])
def test_edges_stay_sharp(method: Denoise) -> None:
    smooth = denoise(step(), SPACING, method)
    assert smooth[5:-5, 5:-5, 14].mean() - smooth[5:-5, 5:-5, 11].mean() > 420


@pytest.mark.parametrize("method", FILTERS)
def test_slices_farther_apart_than_the_reach_do_not_mix(method: Denoise) -> None:
    array = np.zeros((5, 20, 20), np.float32)
    array[2] = 1000
    array += np.random.default_rng(1).normal(0, 1, array.shape).astype(np.float32)
    smooth = denoise(array, (8.0, 0.7, 0.7), method, 1.0)
    assert smooth[1].mean() < 30
    assert smooth[2].mean() > 970


@pytest.mark.parametrize("method", FILTERS)
def test_single_slices_are_smoothed_in_their_plane(method: Denoise) -> None:
    array = step((1, 24, 26))
    smooth = denoise(array, (5.0, 0.7, 0.7), method)
    assert smooth.shape == array.shape
    assert smooth[0, 3:-3, 3:9].std() < 0.8 * array[0, 3:-3, 3:9].std()


@pytest.mark.parametrize("method", FILTERS)
def test_a_flat_image_stays_flat_and_is_not_changed(method: Denoise) -> None:
    array = np.full((6, 7, 8), -345, np.int16)
    smooth = denoise(array, SPACING, method)
    assert np.allclose(smooth, -345, atol=1e-3)
    assert (array == -345).all()


def test_no_filter_returns_the_image() -> None:
    array = step()
    assert denoise(array, SPACING, Denoise.NONE) is array


def test_scipy_takes_the_same_median() -> None:
    array = step()
    expected = ndimage.median_filter(array, (3, 5, 5), mode="nearest")
    assert np.array_equal(denoise(array, (1.0, 0.7, 0.7), Denoise.MEDIAN, 1.5), expected)
    assert denoise(array, SPACING, Denoise.MEDIAN).dtype == np.int16


def test_the_gaussian_is_as_wide_in_millimetres_along_every_axis() -> None:
    array = np.zeros((41, 61, 31), np.float32)
    array[20, 30, 15] = 1
    spacing = (1.0, 0.7, 1.5)
    smooth = denoise(array, spacing, Denoise.GAUSSIAN, 2.0)
    for axis in range(3):
        line = smooth.sum(axis=tuple(n for n in range(3) if n != axis))
        places = (np.arange(line.size) - line.size // 2) * spacing[axis]
        assert np.sqrt(np.sum(places**2 * line)) == pytest.approx(2.0, rel=0.02)


def test_the_curvature_flow_refuses_a_reach_of_endless_steps() -> None:
    with pytest.raises(ParameterError, match=r"at most 4\.95 mm"):
        denoise(step(), SPACING, Denoise.CURVATURE_FLOW, 20.0)


def test_the_noise_of_an_image_is_estimated() -> None:
    array = np.random.default_rng(3).normal(0, 12.5, (20, 60, 60))
    array += np.linspace(0, 900, 60)
    array[:, :, :10] = -2000
    assert noise_sd(array) == pytest.approx(12.5, rel=0.1)
    assert noise_sd(np.zeros((3, 3, 3))) == 0
    assert noise_sd(np.zeros((3, 3, 2))) == 0


def test_non_local_means_are_those_of_their_formula() -> None:
    image = np.random.default_rng(2).normal(0, 10, (4, 6, 7)).astype(np.float32)
    smooth = nonlocal_means(image, (1.0, 1.0, 1.0), 1.0, sigma=8.0)
    total, weights = image.astype(float), np.ones(image.shape)
    for shift in ((0, 0, 1), (0, 1, 0), (1, 0, 0)):
        here = tuple(slice(0, n - s) for n, s in zip(image.shape, shift, strict=True))
        there = tuple(slice(s, n) for n, s in zip(image.shape, shift, strict=True))
        squares = np.pad((image[here].astype(float) - image[there]) ** 2, 1, mode="symmetric")
        mean = np.zeros(image[here].shape)
        for k, j, i in itertools.product(range(3), repeat=3):
            mean += squares[k : k + mean.shape[0], j : j + mean.shape[1], i : i + mean.shape[2]] / 27
        weight = np.exp(-np.maximum(mean - 2 * 8.0**2, 0) / (STRENGTH * 8.0) ** 2)
        for one, other in ((here, there), (there, here)):
            total[one] += weight * image[other]
            weights[one] += weight
    assert np.allclose(smooth, total / weights, atol=1e-3)


def test_slabs_of_non_local_means_meet_without_a_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    image = np.random.default_rng(2).normal(0, 10, (50, 12, 13)).astype(np.float32)
    whole = nonlocal_means(image, (1.0, 1.0, 1.0))
    monkeypatch.setattr("medseg.filters.nonlocal_means.SLAB_SLICES", 5)
    monkeypatch.setattr("medseg.filters.nonlocal_means.SLAB_VOXELS", 1)
    told: list[float] = []
    parts = nonlocal_means(image, (1.0, 1.0, 1.0), progress=lambda fraction, message: told.append(fraction))
    assert np.allclose(parts, whole, atol=1e-4)
    assert len(told) > 2
    assert told[-1] == 1


def test_scikit_image_denoises_about_as_well() -> None:
    restoration = pytest.importorskip("skimage.restoration")
    clean = np.zeros((20, 40, 40))
    clean[:, 10:30, 10:30] = 100
    clean[:, 20:, 25:] += 60
    noisy = (clean + np.random.default_rng(0).normal(0, 10, clean.shape)).astype(np.float32)
    theirs = restoration.denoise_nl_means(noisy, patch_size=3, patch_distance=2, h=8.0, sigma=10.0, fast_mode=True)
    ours = nonlocal_means(noisy, (1.0, 1.0, 1.0), sigma=10.0)
    error = [float(np.sqrt(np.mean((image - clean) ** 2))) for image in (ours, theirs, noisy)]
    assert error[0] < 1.25 * error[1]  # windows of as many voxels, a ball and a cube
    assert error[0] < 0.5 * error[2]
