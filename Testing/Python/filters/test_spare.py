"""Memory of masks: used again when nobody holds it, never before."""

import numpy as np
import pytest

from medseg.filters import spare
from medseg.filters.spare import blank_mask, new_mask
from medseg.filters.threshold import threshold

SHAPE = (5, 1024, 1024)


@pytest.fixture(autouse=True)
def no_spare_yet() -> None:
    spare._spare.clear()


def test_the_memory_of_a_mask_that_is_gone_is_used_again() -> None:
    mask = new_mask(SHAPE)
    mask[...] = True
    address = mask.ctypes.data
    del mask
    again = blank_mask(None, SHAPE)
    assert again.ctypes.data == address
    assert not again.any()


@pytest.mark.parametrize(
    "view_of", [lambda m: m[2:], lambda m: m.view(np.uint8).reshape(-1), lambda m: m.transpose(2, 0, 1)[::3], memoryview]
)
def test_memory_that_a_view_holds_is_not_used_again(view_of) -> None:
    mask = new_mask(SHAPE)
    mask[...] = True
    view = view_of(mask)
    address = mask.ctypes.data
    del mask
    other = new_mask(SHAPE)
    other[...] = False
    assert other.ctypes.data != address
    assert np.asarray(view).all()


def test_masks_alive_together_have_memory_of_their_own() -> None:
    array = np.zeros(SHAPE, np.int16)
    array[0] = 5
    one, other = threshold(array, 1, None), threshold(array, None, 1)
    assert not np.shares_memory(one, other)
    assert np.array_equal(one, ~other)


def test_one_spare_is_kept_at_most_and_one_of_another_size_is_let_go() -> None:
    masks = [new_mask(SHAPE) for _ in range(3)]
    del masks
    assert len(spare._spare) == 1
    new_mask((6, 1024, 1024))[...] = True
    assert [memory.size for memory in spare._spare] == [6 * 1024**2]


def test_small_masks_are_plain_arrays() -> None:
    assert new_mask((2, 3)).base is None
    assert blank_mask(None, (2, 3)).base is None
    assert not spare._spare
