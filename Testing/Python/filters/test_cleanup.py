"""After the threshold: each step, in its order."""

import numpy as np
import pytest

from medseg.errors import CancelledError, InputError
from medseg.filters.cleanup import clean
from medseg.records import CleanupParameters
from medseg.volume import Geometry, Modality, Volume

GRID = Geometry.from_axes((20, 30, 40), (1.0, 1.0, 2.0))
VOLUME = Volume(np.zeros(GRID.shape, np.int16), GRID, Modality.OTHER)


def block() -> np.ndarray:
    """A box of 10 x 20 x 20 voxels with a hole, a rod on it, and a box of 5 x 5 x 5 beside it."""
    mask = np.zeros(GRID.shape, dtype=bool)
    mask[5:15, 5:25, 5:25] = True
    mask[9:11, 14:16, 14:16] = False
    mask[10, 15, 25:30] = True
    mask[8:13, 10:15, 33:38] = True
    return mask


def test_nothing_to_do_returns_the_mask() -> None:
    mask = block()
    assert clean(mask, VOLUME, CleanupParameters()) is mask


@pytest.mark.parametrize(
    ("parameters", "voxels"),
    [
        (CleanupParameters(fill_holes=True), 4000 + 5 + 125),
        (CleanupParameters(keep_largest=1), 4000 - 8 + 5),
        (CleanupParameters(keep_largest=1, fill_holes=True), 4000 + 5),
        (CleanupParameters(min_volume_ml=0.25), 4000 - 8 + 5 + 125),
        (CleanupParameters(min_volume_ml=0.2501), 4000 - 8 + 5),
    ],
)
def test_each_step_does_what_it_says(parameters: CleanupParameters, voxels: int, either_way: str) -> None:
    mask = block()
    before = mask.copy()
    assert clean(mask, VOLUME, parameters).sum() == voxels
    assert np.array_equal(mask, before)


def test_opening_comes_before_the_largest_part_is_chosen(either_way: str) -> None:
    mask = np.zeros(GRID.shape, dtype=bool)
    mask[2:8, 2:10, 2:10] = True
    mask[4, 5, 10:20] = True
    mask[2:8, 2:8, 20:26] = True
    done = clean(mask, VOLUME, CleanupParameters(opening_mm=1.0, keep_largest=1))
    assert done[:, :, 2:10].any()
    assert not done[:, :, 12:].any()


def test_closing_makes_holes_that_are_filled_after_it(either_way: str) -> None:
    mask = np.zeros((1, 20, 20), dtype=bool)
    mask[0, 3:17, 3:17] = True
    mask[0, 6:14, 6:14] = False
    mask[0, 10, 3:6] = False
    volume = Volume(np.zeros(mask.shape), Geometry.from_axes(mask.shape, (1, 1, 1)))
    assert not clean(mask, volume, CleanupParameters(fill_holes=True))[0, 10, 10]
    assert clean(mask, volume, CleanupParameters(closing_mm=1.0, fill_holes=True))[0, 6:14, 6:14].all()


def test_the_body_restricts_the_mask() -> None:
    array = np.full((6, 60, 60), -1000, np.int16)
    array[:, 10:50, 10:50] = 40
    volume = Volume(array, Geometry.from_axes(array.shape, (2, 2, 5)), Modality.CT)
    done = clean(np.ones(array.shape, bool), volume, CleanupParameters(within_body=True))
    assert np.array_equal(done, array > 0)


def test_an_empty_mask_stays_empty(either_way: str) -> None:
    everything = CleanupParameters(within_body=True, opening_mm=1, closing_mm=2, min_volume_ml=1, keep_largest=2, fill_holes=True)
    assert not clean(np.zeros(GRID.shape, bool), VOLUME, everything).any()


def test_progress_rises_to_1_and_can_stop_the_work() -> None:
    told: list[float] = []
    everything = CleanupParameters(opening_mm=1, closing_mm=2, min_volume_ml=0.1, keep_largest=2, fill_holes=True)
    clean(block(), VOLUME, everything, lambda fraction, message: told.append(fraction))
    assert told == sorted(told)
    assert told[-1] == 1

    def stop(fraction: float, message: str) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        clean(block(), VOLUME, everything, stop)


def test_a_mask_of_another_shape_is_refused() -> None:
    with pytest.raises(InputError, match="image's shape"):
        clean(np.zeros((2, 2, 2), bool), VOLUME, CleanupParameters())
