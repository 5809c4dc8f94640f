"""How a chest film was stored: upright or turned, dense parts bright or dark."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from medseg.filters.resize import resize
from medseg.types import Voxels

SIDE = 16
TEMPLATE = "chest_film.npy"
PLAIN, MARGIN = 0.45, 0.25
LEAST_CONTRAST = 0.01  # of the film's range: borders with less than this were added


@dataclass(frozen=True)
class FilmPose:
    """How a film must be changed to be upright with dense parts bright.

    Attributes:
        quarter_turns: How often it must be turned by 90 degrees, against the clock.
        is_mirrored: Whether its rows must be reversed first: it stands on its head as in a mirror.
        is_inverted: Whether dark and bright must be exchanged.
        likeness: Correlation with the mean chest film then, -1 to 1.
    """

    quarter_turns: int = 0
    is_mirrored: bool = False
    is_inverted: bool = False
    likeness: float = 0.0


def find_film_pose(film: Voxels) -> FilmPose:
    """Compare a film with the mean of 283 upright chest films, by the ranks of its grey values on 16 x 16 fields.

    Another pose than the stored one is believed only where it is a good deal more alike, so that what is no chest film stays as
    it is. Left and right are not told apart.

    Args:
        film: Grey values (row, column).
    """
    ranks = _ranks(_without_border(film))
    poses = [
        FilmPose(turns, mirrored, False, _likeness(ranks, turns, mirrored)) for mirrored in (False, True) for turns in range(4)
    ]
    poses = [pose for pose in poses if not pose.is_mirrored or pose.quarter_turns in (0, 1, 3)]
    poses += [FilmPose(pose.quarter_turns, pose.is_mirrored, True, -pose.likeness) for pose in poses]
    best = max(poses, key=lambda pose: pose.likeness)
    if best.likeness >= PLAIN and best.likeness - poses[0].likeness >= MARGIN:
        return best
    return poses[0]


def turn(film: Voxels, pose: FilmPose) -> Voxels:
    """A view of a film (row, column), upright."""
    return np.rot90(film[::-1] if pose.is_mirrored else film, pose.quarter_turns)


def _likeness(ranks: NDArray[np.float32], turns: int, mirrored: bool) -> float:
    turned = turn(ranks, FilmPose(turns, mirrored))
    return float(np.corrcoef(turned.ravel(), _mean_film().ravel())[0, 1]) if ranks.any() else 0.0


@cache
def _mean_film() -> NDArray[np.float32]:
    with files("medseg").joinpath("data", TEMPLATE).open("rb") as file:
        film: NDArray[np.float32] = np.load(file, allow_pickle=False).astype(np.float32)
    return film


def _ranks(film: Voxels) -> NDArray[np.float32]:
    small = resize(film, (SIDE, SIDE))
    if np.ptp(small) == 0:
        return np.zeros_like(small)
    order = np.argsort(np.argsort(small.ravel(), kind="stable"), kind="stable")
    return order.reshape(small.shape).astype(np.float32)


def _without_border(film: Voxels) -> Voxels:
    """A film without rows and columns of one grey value at its edges."""
    values = film.astype(np.float32)
    least = LEAST_CONTRAST * float(np.ptp(values))
    rows = np.flatnonzero(values.std(axis=1) > least)
    columns = np.flatnonzero(values.std(axis=0) > least)
    if rows.size < SIDE or columns.size < SIDE:
        return film
    return film[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
