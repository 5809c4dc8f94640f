"""A small CT and its segments as files, and the command run in this process."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from medseg.cli.runner import run
from medseg.io import write
from medseg.volume import Geometry, Modality, Segment, Segmentation, Volume

BODY_BOX = (slice(1, 9), slice(2, 18), slice(2, 14))
BONE_BOX = (slice(3, 7), slice(4, 10), slice(5, 13))
VESSEL_BOX = (slice(3, 7), slice(12, 15), slice(5, 8))


class Outcome:
    """What a command did.

    Attributes:
        code: Its exit code.
        out: What it wrote to standard output.
        err: What it wrote to standard error, in lines.
    """

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err.splitlines()

    @property
    def payload(self) -> Any:
        """Standard output as JSON, and nothing but JSON."""
        return json.loads(self.out)


Command = Callable[..., Outcome]


@pytest.fixture
def medseg(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run the command with these arguments."""

    def call(*arguments: str | Path) -> Outcome:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return call


@pytest.fixture(scope="session")
def grid() -> Geometry:
    """10 slices of 20 x 16 voxels of 1.5 x 2 x 3 mm."""
    return Geometry.from_axes((10, 20, 16), (1.5, 2.0, 3.0), (-12.0, 7.0, 30.0))


@pytest.fixture(scope="session")
def a_ct(grid: Geometry) -> Volume:
    """A body of fat in air; in it a block of 300 HU and a smaller one of 150 HU."""
    array = np.full(grid.shape, -1000, dtype=np.int16)
    array[BODY_BOX] = -100
    array[BONE_BOX], array[VESSEL_BOX] = 300, 150
    return Volume(array, grid, Modality.CT, "ct")


@pytest.fixture
def ct_file(a_ct: Volume, tmp_path: Path) -> Path:
    """The CT as a NIfTI file."""
    return Path(write(a_ct, tmp_path / "ct.nii.gz"))


@pytest.fixture
def bone_file(grid: Geometry, tmp_path: Path) -> Path:
    """The larger block as a segment `bone`."""
    mask = np.zeros(grid.shape, dtype=np.bool_)
    mask[BONE_BOX] = True
    return Path(write(Segmentation.from_masks(grid, {Segment("bone"): mask}), tmp_path / "bone.seg.nrrd"))
