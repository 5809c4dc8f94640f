"""What the tests of reading and writing may ask for."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from medseg.volume import Code, Coding, Geometry, Segment, Segmentation

SHAPE = (5, 6, 7)  # k, j, i: no two alike, so that swapped axes show
SPACING_IJK = (0.5703125, 0.8, 2.5)
ORIGIN_LPS = (-235.199997, 412.345678, -1034.56789)
OBLIQUE = Rotation.from_euler("xyz", (17, -28, 41), degrees=True).as_matrix()


def _grids() -> dict[str, Geometry]:
    directions = {
        "plain": np.eye(3),
        "flipped": np.diag([-1.0, 1.0, -1.0]),
        "mirrored": np.diag([1.0, 1.0, -1.0]),
        "sagittal": np.array([[0.0, 0, 1], [1, 0, 0], [0, -1, 0]]),
        "oblique": OBLIQUE,
        "oblique mirrored": OBLIQUE @ np.diag([1.0, -1, 1]),
    }
    return {name: Geometry.from_axes(SHAPE, SPACING_IJK, ORIGIN_LPS, matrix) for name, matrix in directions.items()}


@pytest.fixture(params=_grids())
def grid(request: pytest.FixtureRequest) -> Geometry:
    """Anisotropic grids, far from the origin, in every kind of orientation."""
    return _grids()[request.param]


@pytest.fixture
def oblique_grid() -> Geometry:
    """An oblique, anisotropic grid far from the origin."""
    return _grids()["oblique"]


@pytest.fixture
def overlapping(oblique_grid: Geometry) -> Segmentation:
    """Three segments with names, colours and codes; two overlap, one is empty."""
    lung = Coding(
        Code("SCT", "123037004", "Anatomical Structure"), Code("SCT", "39607008", "Lung"), Code("SCT", "7771000", "Left")
    )
    tissue = Coding(Code("SCT", "85756007", "Tissue"), Code("SCT", "85756007", "Tissue"), region=Code("SCT", "39607008", "Lung"))
    first, second = np.zeros((2, *oblique_grid.shape), dtype=np.bool_)
    first[1:4, 1:5, 2:6] = True
    second[2:5, 3:6, 0:4] = True
    masks = {
        Segment("left lung", (0.9, 0.1, 0.1), lung): first,
        Segment("Läsion", (0.25, 0.5, 0.75), tissue): second,
        Segment("nothing", (0.0, 1.0, 0.0)): np.zeros(oblique_grid.shape, dtype=np.bool_),
    }
    return Segmentation.from_masks(oblique_grid, masks, provenance={"method": "threshold", "parameters": {"lower": -500.5}})


@pytest.fixture(params=["on", "off"])
def acceleration(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """With and without the optional packages."""
    monkeypatch.setenv("MEDSEG_ACCELERATION", request.param)
    return str(request.param)
