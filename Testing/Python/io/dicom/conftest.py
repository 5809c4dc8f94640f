"""Small DICOM series to read, and ways to spoil them."""

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pydicom
import pytest
from scipy.spatial.transform import Rotation

from medseg.io.dicom import write_dicom_series
from medseg.volume import Geometry, Modality, Volume

Edit = Callable[..., None]
SHAPE = (6, 40, 34)


@pytest.fixture
def phantom() -> Volume:
    """A CT whose voxels are all different from their neighbours, oblique and anisotropic."""
    directions = Rotation.from_euler("xyz", (12.0, -7.0, 20.0), degrees=True).as_matrix()
    array = np.random.default_rng(0).integers(-1000, 2000, SHAPE).astype(np.int16)
    return Volume(array, Geometry.from_axes(SHAPE, (0.7, 0.8, 2.5), (-11.5, 20.25, 33.0), directions), Modality.CT)


@pytest.fixture
def series(tmp_path: Path, phantom: Volume) -> Path:
    """Folder of the phantom's series."""
    folder = tmp_path / "series"
    write_dicom_series(phantom, folder, seed="phantom")
    return folder


@pytest.fixture
def edit() -> Edit:
    """Change elements of files; None removes one."""

    def change(files: Path | Iterable[Path], **values: object) -> None:
        for path in [files] if isinstance(files, Path) else files:
            dataset = pydicom.dcmread(path)
            for keyword, value in values.items():
                if value is None:
                    delattr(dataset, keyword)
                else:
                    setattr(dataset, keyword, value)
            dataset.save_as(path, enforce_file_format=True)

    return change
