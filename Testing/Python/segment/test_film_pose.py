"""How a chest film was stored."""

import numpy as np
import pytest

from medseg.io import read_volume
from medseg.segment.film_pose import FilmPose, find_film_pose, turn


@pytest.mark.parametrize("inverted", [False, True])
@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_real_films_are_put_upright_however_they_are_stored(data_dir, turns, inverted):
    for path in sorted((data_dir / "cxr_lungs" / "images").iterdir())[3:280:40]:
        film = read_volume(path).array[0]
        stored = np.rot90(film, turns)
        pose = find_film_pose(255 - stored if inverted else stored)
        assert pose.is_inverted == inverted
        upright = turn(stored, pose)
        assert np.array_equal(upright, film) or np.array_equal(upright, film[:, ::-1])


def test_depth_and_size_of_the_grey_values_do_not_matter(data_dir):
    film = read_volume(next((data_dir / "cxr_lungs" / "images").iterdir())).array[0]
    deep = film.astype(np.uint16) * 16 + 100
    assert find_film_pose(deep).likeness == pytest.approx(find_film_pose(film).likeness, abs=1e-6)
    assert find_film_pose(film[::3, ::3]).likeness == pytest.approx(find_film_pose(film).likeness, abs=0.1)


@pytest.mark.parametrize(
    "picture",
    [
        np.zeros((64, 64), np.uint8),
        np.random.default_rng(0).integers(0, 255, (64, 64)),
        np.tile(np.arange(64), (64, 1)),
        np.eye(8),
    ],
)
def test_what_is_no_chest_film_stays_as_it_is(picture):
    pose = find_film_pose(picture)
    assert (pose.quarter_turns, pose.is_mirrored, pose.is_inverted) == (0, False, False)


def test_turning_is_what_numpy_calls_it():
    film = np.arange(6).reshape(2, 3)
    assert np.array_equal(turn(film, FilmPose(1)), np.rot90(film))
    assert np.array_equal(turn(film, FilmPose(0, is_mirrored=True)), film[::-1])
