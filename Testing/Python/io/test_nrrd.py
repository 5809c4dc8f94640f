"""NRRD images, with SimpleITK as judge."""

from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk

from medseg.errors import GeometryError, MedSegError, ReadError, StrictReadError, UnsupportedFormatError
from medseg.io import read_volume, write
from medseg.records import ReadParameters
from medseg.volume import Geometry, Volume

VOXELS = np.random.default_rng(3).integers(-1000, 3000, (5, 6, 7)).astype(np.int16)


def header(**changes: str) -> str:
    fields = {
        "type": "short", "dimension": "3", "space": "left-posterior-superior", "sizes": "7 6 5",
        "space directions": "(2,0,0) (0,3,0) (0,0,4)", "kinds": "domain domain domain", "endian": "little", "encoding": "raw",
        "space origin": "(1,2,3)",
    }  # fmt: skip
    lines = (fields | changes).items()
    return "NRRD0004\n" + "".join(f"{key}: {value}\n" for key, value in lines if value) + "\n"


def save(path: Path, **changes: str) -> Path:
    path.write_bytes(header(**changes).encode() + VOXELS.tobytes())
    return path


@pytest.mark.parametrize("dtype", ["u1", "i1", "i2", "u2", "i4", "u4", "f4", "f8", "i8"])
def test_what_we_write_simpleitk_reads_the_same(tmp_path: Path, grid: Geometry, dtype: str, acceleration: str) -> None:
    array = np.random.default_rng(5).integers(0, 100, grid.shape).astype(dtype)
    image = sitk.ReadImage(str(write(Volume(array, grid), tmp_path / "a.nrrd")))
    found = sitk.GetArrayFromImage(image)
    assert np.array_equal(found, array)
    assert found.dtype == np.dtype(dtype)
    np.testing.assert_allclose(image.GetOrigin(), grid.origin_lps, atol=1e-9)
    np.testing.assert_allclose(image.GetSpacing(), grid.spacing_ijk, rtol=1e-12)
    np.testing.assert_allclose(image.GetDirection(), grid.directions_lps.ravel(), atol=1e-12)


def test_a_round_trip_keeps_voxels_and_grid(tmp_path: Path, grid: Geometry) -> None:
    volume = read_volume(write(Volume(VOXELS, grid), tmp_path / "a.nrrd"))
    assert np.array_equal(volume.array, VOXELS)
    np.testing.assert_allclose(volume.geometry.ijk_to_ras, grid.ijk_to_ras, atol=1e-9)


@pytest.mark.parametrize("space", ["left-posterior-superior", "right-anterior-superior", "left-anterior-superior"])
def test_spaces_are_turned_as_simpleitk_does(tmp_path: Path, space: str) -> None:
    path = save(tmp_path / "a.nrrd", space=space)
    image, volume = sitk.ReadImage(str(path)), read_volume(path)
    np.testing.assert_allclose(volume.geometry.origin_lps, image.GetOrigin())
    np.testing.assert_allclose(volume.geometry.directions_lps.ravel(), image.GetDirection())
    if space == "right-anterior-superior":
        assert volume.geometry.origin_ras == (1, 2, 3)


def test_a_detached_header_reads_its_data_file(tmp_path: Path) -> None:
    (tmp_path / "a.raw").write_bytes(VOXELS.tobytes())
    (tmp_path / "a.nhdr").write_text(header(**{"data file": "a.raw"}))
    assert np.array_equal(read_volume(tmp_path / "a.nhdr").array, VOXELS)
    (tmp_path / "a.raw").unlink()
    with pytest.raises(ReadError, match="damaged or not complete"):
        read_volume(tmp_path / "a.nhdr")


def test_sheared_axes_are_straightened_or_refused(tmp_path: Path) -> None:
    path = save(tmp_path / "a.nrrd", **{"space directions": "(2,0,0) (0.5,3,0) (0,0,4)"})
    volume = read_volume(path)
    assert [finding.code for finding in volume.findings] == ["sheared-axes"]
    with pytest.raises(StrictReadError, match=r"9\.46 degrees"):
        read_volume(path, ReadParameters(strict=True))


def test_no_spacing_is_a_geometry_error(tmp_path: Path) -> None:
    with pytest.raises(GeometryError):
        read_volume(save(tmp_path / "a.nrrd", **{"space directions": "(2,0,0) (0,3,0) (0,0,0)"}))


@pytest.mark.parametrize("axis", ["(0,0,4000)", "(0,0,1e-9)"])
def test_an_absurd_spacing_is_refused(tmp_path: Path, axis: str) -> None:
    with pytest.raises(GeometryError, match="mm"):
        read_volume(save(tmp_path / "a.nrrd", **{"space directions": f"(2,0,0) (0,3,0) {axis}"}))


@pytest.mark.parametrize("share", [0.05, 0.3, 0.7, 0.99])
def test_a_truncated_file_is_refused(tmp_path: Path, share: float, capfd: pytest.CaptureFixture[str]) -> None:
    path = write(Volume(VOXELS, Geometry.from_axes(VOXELS.shape, (1, 1, 1))), tmp_path / "a.nrrd")
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(ReadError, match=r"'a\.nrrd' is damaged or not complete"):
        read_volume(path)
    assert capfd.readouterr() == ("", "")


FOUR = {
    "dimension": "4",
    "sizes": "7 3 2 5",
    "space directions": "(2,0,0) (0,3,0) (0,0,4) none",
    "kinds": "domain domain domain time",
}
COLOURS = {"dimension": "4", "sizes": "3 7 2 5", "space directions": "none (2,0,0) (0,3,0) (0,0,4)"} | {
    "kinds": "RGB-color domain domain domain"
}


@pytest.mark.parametrize(("changes", "words"), [(FOUR, "4 dimensions"), (COLOURS, "one real number")], ids=["time", "colours"])
def test_more_dimensions_and_colours_are_refused(tmp_path: Path, changes: dict[str, str], words: str) -> None:
    with pytest.raises(UnsupportedFormatError, match=words):
        read_volume(save(tmp_path / "a.nrrd", **changes))


def test_nothing_of_a_broken_header_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.nrrd").write_text("NRRD0004\nsizes: John Doe 1970\n\n")
    with pytest.raises(MedSegError) as error:
        read_volume(tmp_path / "a.nrrd")
    assert "Doe" not in str(error.value)
