"""MetaImage, with SimpleITK as judge."""

from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk

from medseg.errors import MedSegError, ReadError, UnsupportedFormatError
from medseg.io import read_volume, write
from medseg.volume import Geometry, Volume

VOXELS = np.random.default_rng(3).integers(-1000, 3000, (5, 6, 7)).astype(np.int16)
PLAIN = Geometry.from_axes(VOXELS.shape, (2, 3, 4))


@pytest.mark.parametrize("suffix", [".mha", ".mhd"])
@pytest.mark.parametrize("dtype", ["u1", "i2", "i4", "f4", "f8"])
def test_what_we_write_simpleitk_reads_the_same(tmp_path: Path, grid: Geometry, suffix: str, dtype: str) -> None:
    array = np.random.default_rng(5).integers(0, 100, grid.shape).astype(dtype)
    image = sitk.ReadImage(str(write(Volume(array, grid), tmp_path / f"a{suffix}")))
    assert np.array_equal(sitk.GetArrayFromImage(image), array)
    np.testing.assert_allclose(image.GetOrigin(), grid.origin_lps, atol=1e-6)
    np.testing.assert_allclose(image.GetSpacing(), grid.spacing_ijk, rtol=1e-9)
    np.testing.assert_allclose(image.GetDirection(), grid.directions_lps.ravel(), atol=1e-9)


@pytest.mark.parametrize("suffix", [".mha", ".mhd"])
def test_a_round_trip_keeps_voxels_and_grid(tmp_path: Path, grid: Geometry, suffix: str) -> None:
    volume = read_volume(write(Volume(VOXELS, grid), tmp_path / f"a{suffix}"))
    assert np.array_equal(volume.array, VOXELS)
    np.testing.assert_allclose(volume.geometry.corners_ras, grid.corners_ras, atol=1e-5)


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("share", [0.05, 0.3, 0.7, 0.99])
def test_a_truncated_file_is_refused_in_silence(
    tmp_path: Path, packed: bool, share: float, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.mha"
    sitk.WriteImage(sitk.GetImageFromArray(VOXELS), str(path), packed)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(MedSegError, match=r"'a\.mha'"):
        read_volume(path)
    assert capfd.readouterr() == ("", "")


def test_a_missing_data_file_is_named(tmp_path: Path) -> None:
    write(Volume(VOXELS, PLAIN), tmp_path / "a.mhd")
    (tmp_path / "a.zraw").unlink()
    with pytest.raises(ReadError, match=r"names 'a\.zraw' as its data file"):
        read_volume(tmp_path / "a.mhd")


@pytest.mark.parametrize("image", [sitk.Image([4, 4, 4, 4], sitk.sitkInt16), sitk.Image([4, 4, 4], sitk.sitkVectorFloat32, 3)])
def test_four_dimensions_and_vectors_are_refused(tmp_path: Path, image: sitk.Image) -> None:
    sitk.WriteImage(image, str(tmp_path / "a.mha"))
    with pytest.raises(UnsupportedFormatError):
        read_volume(tmp_path / "a.mha")
