"""Masks to write to: the mask itself, another one, or none give the same."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy import ndimage

from medseg.errors import InputError
from medseg.filters.components import keep_largest, remove_small
from medseg.filters.holes import fill_holes
from medseg.filters.morphology import closing, dilate, erode, opening

SPACING = (2.0, 0.7, 0.9)
FILTERS: dict[str, Callable[..., np.ndarray]] = {
    "largest": keep_largest,
    "small": lambda mask, out=None: remove_small(mask, 30, out=out),
    "holes": fill_holes,
    "holes across i": lambda mask, out=None: fill_holes(mask, axis=2, out=out),
    "dilate": lambda mask, out=None: dilate(mask, 2, SPACING, out=out),
    "erode": lambda mask, out=None: erode(mask, 1, SPACING, out=out),
    "opening": lambda mask, out=None: opening(mask, 1, SPACING, out=out),
    "closing": lambda mask, out=None: closing(mask, 2, SPACING, out=out),
}


@pytest.fixture(params=[0.05, 0.5, -10.0, 10.0], ids=["blobs", "few", "full", "empty"])
def mask(request: pytest.FixtureRequest) -> np.ndarray:
    noise = ndimage.gaussian_filter(np.random.default_rng(1).normal(size=(11, 33, 45)), 1.2)
    return np.asarray(noise > request.param * noise.std())


@pytest.mark.parametrize("name", FILTERS)
def test_the_voxels_are_the_same_wherever_they_are_written(name: str, mask: np.ndarray, either_way: str) -> None:
    work = FILTERS[name]
    before = mask.copy()
    expected = work(mask)
    assert np.array_equal(mask, before)
    other = np.ones_like(mask)
    assert work(mask, out=other) is other
    assert np.array_equal(other, expected)
    assert work(mask, out=mask) is mask
    assert np.array_equal(mask, expected)


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("out", [np.empty((3, 4, 6), bool), np.empty((3, 4, 5), np.uint8), np.empty((3, 4, 10), bool)[..., ::2]])
@pytest.mark.parametrize("value", [False, True])
def test_a_mask_that_does_not_fit_is_refused(name: str, out: np.ndarray, value: bool, either_way: str) -> None:
    with pytest.raises(InputError, match="contiguous boolean mask"):
        FILTERS[name](np.full((3, 4, 5), value), out=out)
