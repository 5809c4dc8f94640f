"""A real CT head with a tilted gantry and gaps of 4, 1.08 and 7 mm, straightened to its true shape."""

import shutil
from pathlib import Path

import numpy as np
import pydicom
import pytest
import SimpleITK as sitk

from medseg.errors import StrictReadError
from medseg.io.dicom import read_dicom
from medseg.records import ReadParameters
from medseg.types import Mask, Voxels
from medseg.volume import Volume

PADDING = -1500


@pytest.fixture(scope="module")
def folder(data_dir: Path) -> Path:
    assert sorted(path.name for path in (data_dir / "dicom_gantry_tilt").glob("*.dcm")) == [f"{n:02d}.dcm" for n in range(1, 29)]
    return data_dir / "dicom_gantry_tilt"


@pytest.fixture(scope="module")
def head(folder: Path) -> Volume:
    return read_dicom(folder)


def slices_of(folder: Path) -> list[pydicom.FileDataset]:
    datasets = [pydicom.dcmread(path) for path in folder.glob("*.dcm")]
    return sorted(datasets, key=lambda dataset: float(dataset.ImagePositionPatient[2]))


def test_tilt_and_gaps_are_named(head: Volume) -> None:
    messages = {finding.code: finding.message for finding in head.findings}
    assert set(messages) == {"gantry-tilt", "uneven-spacing", "padding"}
    assert "18.5 degrees" in messages["gantry-tilt"]
    assert "from 1.081 to 6.999 mm: resampled to every 4.002 mm" in messages["uneven-spacing"]
    assert head.padding_value == PADDING


def test_strict_reading_refuses_it(folder: Path) -> None:
    with pytest.raises(StrictReadError, match=r"tilted by 18.5 degrees"):
        read_dicom(folder, ReadParameters(strict=True))


def test_the_box_is_that_of_the_slices(head: Volume, folder: Path) -> None:
    first, last = slices_of(folder)[0], slices_of(folder)[-1]
    row, column = np.reshape(first.ImageOrientationPatient, (2, 3)).astype(float)
    np.testing.assert_allclose(head.geometry.directions_lps, np.column_stack([row, column, np.cross(row, column)]), atol=1e-6)
    for dataset in (first, last):
        corner = np.asarray(dataset.ImagePositionPatient, float)
        corners = np.array([corner, corner + (row + column) * 511 * 0.4882812])
        indices = head.geometry.to_ijk(corners * (-1, -1, 1))
        assert (indices > -1).all()
        assert (indices < np.array(head.geometry.shape[::-1])).all()


def test_evenly_spaced_slices_equal_a_sheared_resampling(folder: Path, tmp_path: Path) -> None:
    """The first 14 slices are 4 mm apart: an affine transform of SimpleITK straightens them."""
    for n in range(1, 15):
        shutil.copy(folder / f"{n:02d}.dcm", tmp_path)
    volume = read_dicom(tmp_path)
    datasets = slices_of(tmp_path)
    assert {finding.code for finding in volume.findings} == {"gantry-tilt", "padding"}
    judge, valid = by_shear(datasets, volume)
    assert valid.mean() > 0.5
    assert np.abs(volume.array.astype(float) - judge)[valid].max() <= 0.51
    outside = volume.array == PADDING
    assert not (outside & valid).any()


def by_shear(datasets: list[pydicom.FileDataset], volume: Volume) -> tuple[Voxels, Mask]:
    """The slices as a box of indices, resampled by the matrix from these to millimetres; and where no padding meddles."""
    positions = np.array([dataset.ImagePositionPatient for dataset in datasets], float)
    row, column = np.reshape(datasets[0].ImageOrientationPatient, (2, 3)).astype(float)
    step = (positions[-1] - positions[0]) / (len(positions) - 1)
    matrix = np.column_stack([row * 0.4882812, column * 0.4882812, step])
    inverse = np.linalg.inv(matrix)
    to_index = sitk.AffineTransform(3)
    to_index.SetMatrix(inverse.ravel())
    to_index.SetTranslation(-inverse @ positions[0])
    target = sitk.Image([*volume.array.shape[::-1]], sitk.sitkFloat32)
    target.SetOrigin(volume.geometry.origin_lps)
    target.SetSpacing(volume.geometry.spacing_ijk)
    target.SetDirection(volume.geometry.directions_lps.ravel().tolist())
    stack = np.stack([dataset.pixel_array for dataset in datasets]).astype(np.float32)
    results = [
        sitk.GetArrayFromImage(sitk.Resample(sitk.GetImageFromArray(source), target, to_index, sitk.sitkLinear, 0.0))
        for source in (stack, (stack != PADDING).astype(np.float32))
    ]
    return results[0], results[1] > 0.9999


def test_every_slice_lies_where_its_header_says(head: Volume, folder: Path) -> None:
    """Each slice of the box equals the two source slices beside it, each resampled as a plane of its own and weighted."""
    datasets = slices_of(folder)
    normal = head.geometry.directions_lps[:, 2]
    heights = np.array([np.asarray(d.ImagePositionPatient, float) @ normal for d in datasets])
    box = [head.geometry.to_ras([(0, 0, k)])[0] * (-1, -1, 1) @ normal for k in range(head.array.shape[0])]
    worst = 0.0
    for k in (0, 5, 13, 14, 15, 20, 30, 35):
        above = min(max(int(np.searchsorted(heights, box[k] - 0.02)), 1), len(heights) - 1)
        share = np.clip((box[k] - heights[above - 1]) / (heights[above] - heights[above - 1]), 0, 1)
        planes = [plane_on_box(datasets[n], head, k) for n in (above - 1, above)]
        values = (1 - share) * planes[0][0] + share * planes[1][0]
        valid = (planes[0][1] > 0.9999) & (planes[1][1] > 0.9999)
        assert valid.sum() > 50_000
        worst = max(worst, float(np.abs(head.array[k] - values)[valid].max()))
    assert worst < 12  # a slice within a hundredth of its place is taken as it is, which is some HU at the edge of bone


def plane_on_box(dataset: pydicom.FileDataset, head: Volume, k: int) -> tuple[Voxels, Voxels]:
    """One source slice and its weights, brought by SimpleITK onto the pixels of a slice of the box, along the normal."""
    row, column = np.reshape(dataset.ImageOrientationPatient, (2, 3)).astype(float)
    corner = head.geometry.to_ras([(0, 0, k)])[0] * (-1, -1, 1) - np.asarray(dataset.ImagePositionPatient, float)
    target = sitk.Image(head.array.shape[2], head.array.shape[1], sitk.sitkFloat32)
    target.SetSpacing(head.geometry.spacing_ijk[:2])
    target.SetOrigin((float(corner @ row), float(corner @ column)))
    results = []
    for values in (dataset.pixel_array, dataset.pixel_array != PADDING):
        plane = sitk.GetImageFromArray(values.astype(np.float32))
        plane.SetSpacing([0.4882812, 0.4882812])
        results.append(sitk.GetArrayFromImage(sitk.Resample(plane, target, sitk.Transform(), sitk.sitkLinear, 0.0)))
    return results[0], results[1]
