"""Thresholds from the histogram, judged by scikit-image."""

import numpy as np
import pytest

from medseg.errors import InputError
from medseg.records import AutoThreshold
from medseg.segment.automatic import BINS, counted_values, find_thresholds
from medseg.volume import Geometry, Modality, Volume

filters = pytest.importorskip("skimage.filters")


def _volume(array, modality=Modality.OTHER, **more):
    return Volume(array, Geometry.from_axes(array.shape, (1.0, 1.0, 1.0)), modality, **more)


@pytest.fixture(scope="module")
def image():
    generator = np.random.default_rng(3)
    dark, bright = generator.normal(100, 15, 14000), generator.normal(220, 20, 6000)
    return _volume(np.concatenate([dark, bright]).astype(np.float32).reshape(20, 20, 50))


@pytest.mark.parametrize(
    ("method", "judge", "bins"),
    [
        (AutoThreshold.OTSU, "threshold_otsu", 2),
        (AutoThreshold.LI, "threshold_li", 5),  # ITK iterates on bins, scikit-image on intensities, from other starts
        (AutoThreshold.TRIANGLE, "threshold_triangle", 2),
        (AutoThreshold.YEN, "threshold_yen", 2),
        (AutoThreshold.ISODATA, "threshold_isodata", 2),
    ],
)
def test_thresholds_are_scikit_images_to_a_few_bins(image, method, judge, bins):
    expected = float(getattr(filters, judge)(image.array))
    bin_width = float(np.ptp(image.array)) / BINS
    assert find_thresholds(image, method).last == pytest.approx(expected, abs=bins * bin_width)


def test_multi_otsu_gives_scikit_images_lowest_and_highest_threshold():
    generator = np.random.default_rng(4)
    values = np.concatenate([generator.normal(mean, 6, 3000) for mean in (20, 80, 150)]).astype(np.float32)
    volume = _volume(values.reshape(9, 10, 100))
    expected = filters.threshold_multiotsu(volume.array, classes=3)
    found = find_thresholds(volume, AutoThreshold.MULTI_OTSU, 3)
    assert (found.first, found.last) == pytest.approx(expected, abs=2 * float(np.ptp(values)) / 128)


@pytest.mark.parametrize("method", AutoThreshold)
def test_every_method_finds_a_threshold_between_the_darkest_and_the_brightest(image, method):
    found = find_thresholds(image, method)
    assert image.array.min() < found.first <= found.last < image.array.max()


@pytest.mark.parametrize(
    "dtype", [np.uint8, np.int8, np.uint16, np.int16, np.uint32, np.int32, np.int64, np.float16, np.float32, np.float64]
)
def test_every_type_of_number_is_taken(dtype):
    array = np.tile(np.array([10, 12, 90, 95], dtype), 50).reshape(2, 10, 10)
    assert 12 <= find_thresholds(_volume(array), AutoThreshold.OTSU).last < 90


def test_padding_nan_and_infinity_do_not_count():
    array = np.array([np.nan, np.inf, -3024.0, 1, 2, 3], np.float32).reshape(1, 2, 3)
    assert sorted(counted_values(_volume(array, padding_value=-3024.0))) == [1, 2, 3]


def test_of_a_ct_only_the_body_counts():
    array = np.full((9, 40, 40), -1000, np.int16)
    array[:, 10:30, 10:30] = 50
    array[:, 18:22, 18:22] = -800
    values = counted_values(_volume(array, Modality.CT))
    assert set(values) == {50, -800}
    assert values.size == 9 * 400


def test_of_a_picture_everything_counts():
    array = np.arange(100, dtype=np.uint8).reshape(1, 10, 10)
    assert counted_values(_volume(array)).size == 100


def test_one_intensity_throughout_is_refused():
    with pytest.raises(InputError, match="at least two intensities"):
        find_thresholds(_volume(np.zeros((2, 2, 2), np.int16)), AutoThreshold.OTSU)


def test_an_image_without_a_finite_voxel_is_refused():
    with pytest.raises(InputError, match="at least two intensities"):
        find_thresholds(_volume(np.full((2, 2, 2), np.nan, np.float32)), AutoThreshold.LI)
