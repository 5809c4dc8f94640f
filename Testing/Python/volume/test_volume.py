"""Volume: arrays that fit their grid."""

import numpy as np
import pytest

from medseg.errors import InputError
from medseg.volume import Geometry, Modality, Volume

GRID = Geometry.from_axes((2, 3, 4), (1, 1, 1))


def test_an_array_of_another_shape_is_refused() -> None:
    with pytest.raises(InputError, match=r"\(2, 3, 4\).*got \(4, 3, 2\)"):
        Volume(np.zeros((4, 3, 2), np.int16), GRID)


@pytest.mark.parametrize("dtype", [bool, np.complex64, "U1"])
def test_only_real_numbers_are_intensities(dtype: object) -> None:
    with pytest.raises(InputError, match="integer or float"):
        Volume(np.zeros((2, 3, 4), dtype), GRID)  # type: ignore[call-overload]


def test_only_ct_has_a_unit_and_air_outside() -> None:
    assert Volume(np.zeros((2, 3, 4), np.int16), GRID, Modality.CT).unit == "HU"
    assert Volume(np.zeros((2, 3, 4), np.int16), GRID, Modality.MR).unit == ""
    assert Modality.CT.fill_value == -1000
    assert Modality.XRAY.fill_value == 0


def test_a_film_is_one_slice_that_is_neither_ct_nor_mr() -> None:
    flat = Geometry.from_axes((1, 3, 4), (1, 1, 1))
    array = np.zeros((1, 3, 4), np.uint8)
    assert Volume(array, flat, Modality.XRAY).is_film
    assert not Volume(array, flat, Modality.CT).is_film
    assert not Volume(np.zeros((2, 3, 4)), GRID, Modality.XRAY).is_film
