"""Random fields that are fixed in the patient."""

import numpy as np
import pytest

from medseg.sample.place import Place
from medseg.sample.random_source import RandomSource


def axes(z: np.ndarray, y: np.ndarray, x: np.ndarray) -> Place:
    z, y, x = (np.asarray(axis, dtype=np.float32) for axis in (z, y, x))
    return Place(x[None, None], y[None, :, None], z[:, None, None])


@pytest.mark.parametrize("period", [4.0, 9.0, (20.0, 6.0, 6.0)])
def test_the_field_has_mean_0_and_sd_1(period: object) -> None:
    noise = RandomSource(1).noise("a", period)  # type: ignore[arg-type]
    field = noise.on(axes(np.arange(-200, 200, 5.3), np.arange(-140, 140, 4.7), np.arange(-200, 200, 6.1)))
    assert abs(field.mean()) < 0.05
    assert abs(field.std() - 1) < 0.05


def test_another_grid_samples_the_same_field() -> None:
    noise = RandomSource(1).noise("a", 7.0)
    fine = noise.on(axes(np.arange(-20, 20, 0.5), np.arange(-30, 30, 0.5), np.arange(-25, 25, 0.5)))
    coarse = noise.on(axes(np.arange(-20, 20, 2.5), np.arange(-30, 30, 1.0), np.arange(-25, 25, 5.0)))
    np.testing.assert_allclose(fine[::5, ::2, ::10], coarse, atol=1e-4)


def test_the_field_is_smooth_over_its_period() -> None:
    line = RandomSource(1).noise("a", 10.0).on(axes(np.zeros(1), np.zeros(1), np.arange(-200, 200, 0.1)))[0, 0]
    assert np.abs(np.diff(line)).max() < 0.05
    assert np.corrcoef(line[:-400], line[400:])[0, 1] < 0.5


def test_far_out_the_field_goes_on_and_stays_finite() -> None:
    field = RandomSource(1).noise("a", 5.0).on(axes(np.array([-900, 900]), np.array([-900, 900]), np.array([-900, 900])))
    assert np.isfinite(field).all()


def test_streams_depend_on_seed_name_and_number_alone() -> None:
    def draw(seed: int, name: str, number: int = 0) -> tuple[float, ...]:
        return tuple(RandomSource(seed).stream(name, number).random(3))

    assert draw(1, "a") == draw(1, "a")
    assert len({draw(1, "a"), draw(2, "a"), draw(1, "b"), draw(1, "a", 1)}) == 4
