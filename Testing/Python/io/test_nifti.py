"""NIfTI, with nibabel and SimpleITK as judges."""

import gzip
import struct
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest
import SimpleITK as sitk
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from medseg.errors import MedSegError, ReadError, StrictReadError, UnsupportedFormatError, WriteError
from medseg.io import read_segmentation, read_volume, write
from medseg.io.nifti import read_nifti
from medseg.records import ReadParameters
from medseg.volume import Geometry, Segmentation, Volume

RNG = np.random.default_rng(7)
VOXELS = RNG.integers(-1000, 3000, (5, 6, 7)).astype(np.int16)
SHEARED = np.array([[2, 0.3, 0, 5], [0, 3, 0, 6], [0, 0, 4, 7], [0, 0, 0, 1.0]])


def save(path: Path, affine: np.ndarray | None = None, voxels: np.ndarray = VOXELS, **header: float) -> Path:
    image = nib.Nifti1Image(voxels.T, np.diag([2.0, 3, 4, 1]) if affine is None else affine)
    for key, value in header.items():
        image.header[key] = value
    nib.save(image, path)
    return path


@pytest.mark.parametrize("suffix", [".nii", ".nii.gz"])
def test_voxels_and_grid_are_those_of_nibabel_and_simpleitk(
    tmp_path: Path, grid: Geometry, suffix: str, acceleration: str
) -> None:
    path = save(tmp_path / f"a{suffix}", grid.ijk_to_ras)
    volume = read_volume(path)
    assert np.array_equal(volume.array, np.asanyarray(nib.load(path).dataobj).T)
    assert volume.array.dtype == np.int16
    np.testing.assert_allclose(volume.geometry.ijk_to_ras, nib.load(path).affine, atol=1e-9)
    image = sitk.ReadImage(str(path))
    np.testing.assert_allclose(volume.geometry.origin_lps, image.GetOrigin(), atol=1e-4)
    np.testing.assert_allclose(volume.geometry.directions_lps.ravel(), image.GetDirection(), atol=1e-6)


@pytest.mark.parametrize("suffix", [".nii", ".nii.gz"])
@pytest.mark.parametrize("dtype", ["u1", "i1", "i2", "u2", "i4", "f4"])
def test_what_we_write_others_read_the_same(tmp_path: Path, grid: Geometry, suffix: str, dtype: str) -> None:
    array = RNG.integers(0, 100, grid.shape).astype(dtype)
    path = write(Volume(array, grid), tmp_path / f"a{suffix}")
    image = sitk.ReadImage(str(path))
    assert np.array_equal(sitk.GetArrayFromImage(image), array)
    assert sitk.GetArrayFromImage(image).dtype == np.dtype(dtype)
    np.testing.assert_allclose(image.GetOrigin(), grid.origin_lps, atol=1e-4)
    np.testing.assert_allclose(image.GetSpacing(), grid.spacing_ijk, atol=1e-6)
    np.testing.assert_allclose(image.GetDirection(), grid.directions_lps.ravel(), atol=1e-6)
    loaded = nib.load(path)
    assert np.array_equal(np.asanyarray(loaded.dataobj).T, array)
    np.testing.assert_allclose(loaded.affine, grid.ijk_to_ras, atol=1e-4)
    np.testing.assert_allclose(loaded.get_qform(), grid.ijk_to_ras, atol=1e-4)
    assert loaded.header.get_xyzt_units()[0] == "mm"


def test_a_round_trip_keeps_the_grid_and_voxels(tmp_path: Path, grid: Geometry, acceleration: str) -> None:
    path = write(Volume(VOXELS, grid), tmp_path / "a.nii.gz")
    volume = read_volume(path)
    assert np.array_equal(volume.array, VOXELS)
    np.testing.assert_allclose(volume.geometry.corners_ras, grid.corners_ras, atol=1e-4)


def test_without_sform_the_qform_places_the_voxels(tmp_path: Path, grid: Geometry) -> None:
    image = nib.Nifti1Image(VOXELS.T, None)
    image.set_sform(None, 0)
    image.set_qform(grid.ijk_to_ras, 1)
    nib.save(image, tmp_path / "a.nii")
    np.testing.assert_allclose(read_volume(tmp_path / "a.nii").geometry.ijk_to_ras, image.get_qform(), atol=1e-5)


def test_the_sform_goes_before_the_qform(tmp_path: Path) -> None:
    image = nib.Nifti1Image(VOXELS.T, np.diag([-2.0, -3, 4, 1]))
    image.set_qform(np.diag([2.0, 3, 4, 1]), 1)
    nib.save(image, tmp_path / "a.nii")
    assert read_volume(tmp_path / "a.nii").geometry.orientation == "LPS"


def test_without_either_the_axes_are_those_of_simpleitk_and_a_finding_says_so(tmp_path: Path) -> None:
    image = nib.Nifti1Image(VOXELS.T, None)
    image.header.set_zooms((2, 3, 4))
    nib.save(image, tmp_path / "a.nii")
    volume = read_volume(tmp_path / "a.nii")
    assert [finding.code for finding in volume.findings] == ["no-orientation"]
    itk = sitk.ReadImage(str(tmp_path / "a.nii"))
    assert volume.geometry.spacing_ijk == itk.GetSpacing() == (2, 3, 4)
    np.testing.assert_allclose(volume.geometry.directions_lps.ravel(), itk.GetDirection())
    np.testing.assert_allclose(volume.geometry.origin_lps, itk.GetOrigin())


@pytest.mark.parametrize(("code", "factor"), [(0, 1.0), (1, 1000.0), (2, 1.0), (3, 0.001)])
def test_units_of_length_become_millimetres(tmp_path: Path, code: int, factor: float) -> None:
    path = save(tmp_path / "a.nii", np.diag([2 / factor, 3 / factor, 4 / factor, 1]), xyzt_units=code)
    np.testing.assert_allclose(read_volume(path).geometry.spacing_ijk, (2, 3, 4), rtol=1e-6)


def test_a_sheared_sform_beside_a_qform_gives_way_as_in_slicer(tmp_path: Path) -> None:
    image = nib.Nifti1Image(VOXELS.T, SHEARED)
    image.set_qform(SHEARED, 1)
    nib.save(image, tmp_path / "a.nii")
    volume = read_volume(tmp_path / "a.nii")
    assert [finding.code for finding in volume.findings] == ["sheared-sform"]
    np.testing.assert_allclose(
        volume.geometry.directions_lps.ravel(), sitk.ReadImage(str(tmp_path / "a.nii")).GetDirection(), atol=1e-5
    )


def test_a_sheared_sform_alone_is_straightened_by_resampling(tmp_path: Path) -> None:
    i, j, k = np.meshgrid(np.arange(20), np.arange(15), np.arange(10), indexing="ij")
    points = np.stack([i, j, k], axis=-1) @ SHEARED[:3, :3].T + SHEARED[:3, 3]
    ramp = (points @ [1.0, 2.0, 3.0]).astype(np.float32)  # linear in space: linear interpolation is exact
    nib.save(nib.Nifti1Image(ramp, SHEARED), tmp_path / "a.nii")
    volume = read_volume(tmp_path / "a.nii")
    assert [(finding.code, finding.repaired) for finding in volume.findings] == [("sheared-axes", True)]
    k, j, i = np.indices(volume.geometry.shape)
    expected = volume.geometry.to_ras(np.stack([i, j, k], axis=-1).reshape(-1, 3)) @ [1.0, 2.0, 3.0]
    inside = volume.array.ravel() != 0
    assert inside.mean() > 0.8
    close = np.abs(volume.array.ravel() - expected) < 1e-3
    # at the sheared faces the image blends into nothing over one voxel
    assert np.count_nonzero(close & inside) > 0.9 * np.count_nonzero(inside)


def test_a_sheared_image_is_refused_under_strict_reading(tmp_path: Path) -> None:
    path = save(tmp_path / "a.nii", SHEARED)
    with pytest.raises(StrictReadError, match=r"5\.\d+ degrees"):
        read_volume(path, ReadParameters(strict=True))


def test_labels_on_sheared_axes_stay_labels(tmp_path: Path) -> None:
    labels = np.zeros((8, 12, 16), np.uint8)
    labels[2:6, 3:8, 4:12] = 3
    labels[2:6, 8:10, 4:12] = 7
    segmentation = read_segmentation(save(tmp_path / "a.nii", SHEARED, labels))
    assert segmentation.names == ("Segment_3", "Segment_7")
    volume_mm3 = 2 * 3 * 4
    for name, count in (("Segment_3", 4 * 5 * 8), ("Segment_7", 4 * 2 * 8)):
        found = np.count_nonzero(segmentation.mask(name)) * segmentation.geometry.voxel_volume_ml * 1000
        assert found == pytest.approx(count * volume_mm3, rel=0.05)


@pytest.mark.parametrize(
    ("slope", "intercept", "dtype"),
    [(1, -1024, "i2"), (2, 0, "i2"), (100, 0, "i4"), (0.5, 0, "f4"), (0, 5, "i2"), (np.nan, 0, "i2")],
)
def test_slope_and_intercept_are_applied_as_nibabel_does(tmp_path: Path, slope: float, intercept: float, dtype: str) -> None:
    path = save(tmp_path / "a.nii")
    data = bytearray(path.read_bytes())
    struct.pack_into("<2f", data, 112, slope, intercept)
    path.write_bytes(data)
    volume = read_volume(path)
    used = (slope, intercept) if slope and np.isfinite(slope) else (1, 0)
    np.testing.assert_allclose(volume.array, VOXELS.astype(float) * used[0] + used[1], atol=1e-3)
    assert volume.array.dtype == np.dtype(dtype)


def test_big_endian_files_are_read(tmp_path: Path) -> None:
    image = nib.Nifti1Image(VOXELS.T, np.diag([2.0, 3, 4, 1]), header=nib.Nifti1Header(endianness=">"))
    nib.save(image, tmp_path / "a.nii")
    assert (tmp_path / "a.nii").read_bytes()[:4] == b"\0\0\x01\x5c"
    volume = read_volume(tmp_path / "a.nii")
    assert np.array_equal(volume.array, VOXELS)
    assert volume.array.dtype.isnative


def test_nifti_2_is_read(tmp_path: Path, oblique_grid: Geometry) -> None:
    nib.save(nib.Nifti2Image(VOXELS.T, oblique_grid.ijk_to_ras), tmp_path / "a.nii.gz")
    volume = read_volume(tmp_path / "a.nii.gz")
    assert np.array_equal(volume.array, VOXELS)
    assert volume.geometry.matches(oblique_grid)


def test_two_dimensions_are_one_slice(tmp_path: Path) -> None:
    nib.save(nib.Nifti1Image(VOXELS[0].T, np.diag([2.0, 3, 4, 1])), tmp_path / "a.nii")
    volume = read_volume(tmp_path / "a.nii")
    assert volume.array.shape == (1, 6, 7)


def test_a_fourth_dimension_of_one_is_none(tmp_path: Path) -> None:
    nib.save(nib.Nifti1Image(VOXELS.T[..., None], np.diag([2.0, 3, 4, 1])), tmp_path / "a.nii")
    assert read_volume(tmp_path / "a.nii").array.shape == (5, 6, 7)


def test_four_dimensions_are_refused_with_a_remedy(tmp_path: Path) -> None:
    nib.save(nib.Nifti1Image(np.zeros((7, 6, 5, 9), np.int16), np.eye(4)), tmp_path / "a.nii")
    with pytest.raises(UnsupportedFormatError, match=r"4 dimensions \(7 x 6 x 5 x 9\).*one frame"):
        read_volume(tmp_path / "a.nii")


@pytest.mark.parametrize("dtype", [np.complex64, [("R", "u1"), ("G", "u1"), ("B", "u1")]])
def test_what_is_no_real_number_is_refused(tmp_path: Path, dtype: object) -> None:
    nib.save(nib.Nifti1Image(np.zeros((3, 3, 3), dtype), np.eye(4)), tmp_path / "a.nii")
    with pytest.raises(UnsupportedFormatError, match="one real number a voxel"):
        read_volume(tmp_path / "a.nii")


def test_a_pair_of_files_is_refused(tmp_path: Path) -> None:
    nib.save(nib.Nifti1Pair(VOXELS.T, np.eye(4)), tmp_path / "a.img")
    with pytest.raises(UnsupportedFormatError, match=r"pair \(\.hdr and \.img\)"):
        read_volume(tmp_path / "a.hdr")


@pytest.mark.parametrize("suffix", [".nii", ".nii.gz"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_refused(tmp_path: Path, suffix: str, share: float, acceleration: str) -> None:
    path = save(tmp_path / f"a{suffix}")
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(ReadError, match=r"'a\.nii(\.gz)?' is damaged or not complete"):
        read_volume(path)


def test_a_flipped_bit_in_a_gzipped_file_is_found(tmp_path: Path, acceleration: str) -> None:
    path = save(tmp_path / "a.nii.gz")
    data = bytearray(path.read_bytes())
    data[-6] ^= 1  # in the checksum
    path.write_bytes(data)
    with pytest.raises(ReadError, match="damaged"):
        read_volume(path)


def test_a_small_file_that_claims_a_huge_image_is_refused_before_memory_is_taken(tmp_path: Path) -> None:
    path = save(tmp_path / "a.nii")
    data = bytearray(path.read_bytes())
    struct.pack_into("<8h", data, 40, 3, 32767, 32767, 32767, 1, 1, 1, 1)
    for file, content in ((path, bytes(data)), (tmp_path / "b.nii.gz", gzip.compress(data))):
        file.write_bytes(content)
        with pytest.raises(ReadError, match="not complete"):
            read_volume(file)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 347), noise=st.binary(min_size=1, max_size=16))
@example(place=110, noise=b"\x00Q")  # voxels that begin after hundreds of gigabytes
def test_a_damaged_header_gives_an_image_or_one_clear_error(tmp_path: Path, place: int, noise: bytes) -> None:
    path = save(tmp_path / "a.nii")
    data = bytearray(path.read_bytes())
    data[place : place + len(noise)] = noise
    path.write_bytes(data)
    try:
        volume = read_volume(path)
    except MedSegError:
        return
    assert np.isfinite(volume.array).all()


def test_names_and_colours_of_labels_survive(tmp_path: Path, overlapping: Segmentation) -> None:
    written = overlapping.selected(["Läsion", "nothing"])
    found = read_segmentation(write(written, tmp_path / "a.nii.gz"))
    assert found.names == ("Läsion",)
    assert found.segments[0].color == pytest.approx((0.25, 0.5, 0.75))
    assert np.array_equal(found.mask("Läsion"), overlapping.mask("Läsion"))


def test_names_with_markup_survive(tmp_path: Path, oblique_grid: Geometry) -> None:
    from medseg.volume import Segment

    mask = np.ones(oblique_grid.shape, dtype=np.bool_)
    names = 'a < b & "c" > d'
    path = write(Segmentation.from_masks(oblique_grid, {Segment(names): mask}), tmp_path / "a.nii")
    assert read_segmentation(path).names == (names,)
    assert nib.load(path).header.extensions[0].get_code() == 30


def test_the_label_table_of_totalsegmentator_is_read(data_dir: Path) -> None:
    path = data_dir / "ct_abdomen_multiorgan" / "example_seg.nii.gz"
    found = read_nifti(path).label_names
    assert found[1] == ("spleen", (0.0, 1.0, 0.0))
    assert found[117][0] == "costal_cartilages"
    labels = set(np.unique(np.asanyarray(nib.load(path).dataobj)).tolist()) - {0}
    assert read_segmentation(path).names == tuple(found[label][0] for label in sorted(labels))


def test_every_real_image_has_the_voxels_and_grid_of_nibabel(data_dir: Path) -> None:
    paths = sorted(data_dir.glob("ct_*/**/*.nii.gz"))
    assert len(paths) > 15
    for path in paths:
        raw, judge = read_nifti(path), nib.load(path)
        assert np.array_equal(raw.array, np.asanyarray(judge.dataobj).T), path.name
        np.testing.assert_allclose(np.diag([-1, -1, 1, 1]) @ raw.ijk_to_lps, judge.affine, atol=1e-6)


def test_too_many_voxels_along_an_axis_are_refused(tmp_path: Path) -> None:
    geometry = Geometry.from_axes((1, 1, 40_000), (1, 1, 1))
    with pytest.raises(WriteError, match="32767 voxels"):
        write(Volume(np.zeros(geometry.shape, np.uint8), geometry), tmp_path / "a.nii")
    assert list(tmp_path.iterdir()) == []
