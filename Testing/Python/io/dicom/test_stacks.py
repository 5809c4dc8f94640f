"""Slices are placed by their positions, and what is wrong with them is found and named."""

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pydicom
import pytest
from scipy.ndimage import binary_erosion

from medseg.errors import GeometryError, ReadError, StrictReadError
from medseg.io.dicom import list_series, read_dicom, write_dicom_series
from medseg.records import ReadParameters
from medseg.types import Mask, Voxels
from medseg.volume import Geometry, Modality, Volume

Edit = Callable[..., None]
STRICT = ReadParameters(strict=True)


def files_of(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def codes(volume: Volume) -> list[str]:
    return [finding.code for finding in volume.findings]


def message(volume: Volume, code: str) -> str:
    return next(finding.message for finding in volume.findings if finding.code == code)


def assert_same(volume: Volume, phantom: Volume) -> None:
    np.testing.assert_array_equal(volume.array, phantom.array)
    np.testing.assert_allclose(volume.geometry.ijk_to_ras, phantom.geometry.ijk_to_ras, atol=1e-9)


def move(path: Path, millimetres: float) -> None:
    """Move a slice along the normal."""
    dataset = pydicom.dcmread(path)
    row, column = np.reshape(dataset.ImageOrientationPatient, (2, 3))
    position = np.asarray(dataset.ImagePositionPatient) + millimetres * np.cross(row, column)
    dataset.ImagePositionPatient = [pydicom.valuerep.format_number_as_ds(float(x)) for x in position]
    dataset.save_as(path)


def test_an_oblique_series_comes_back_as_it_was(series: Path, phantom: Volume) -> None:
    volume = read_dicom(series)
    assert_same(volume, phantom)
    assert (volume.array.dtype, volume.modality, volume.findings) == (np.int16, Modality.CT, ())


def test_names_and_instance_numbers_do_not_count(series: Path, phantom: Volume, edit: Edit) -> None:
    for n, path in zip((3, 0, 5, 1, 4, 2), files_of(series), strict=True):
        edit(path, InstanceNumber=7)
        path.rename(path.with_name(f"z{n}"))
    assert_same(read_dicom(series), phantom)


@pytest.mark.parametrize("axes", [(1, 1, -1), (-1, 1, 1), (1, -1, 1), (-1, -1, -1)])
def test_flipped_axes_put_every_voxel_where_it_was(tmp_path: Path, axes: tuple[int, int, int]) -> None:
    array = np.arange(60, dtype=np.int16).reshape(3, 4, 5)
    volume = Volume(array, Geometry.from_axes((3, 4, 5), (1, 2, 3), (5, 6, 7), np.diag(axes)), Modality.CT)
    write_dicom_series(volume, tmp_path / "flipped")
    back = read_dicom(tmp_path / "flipped")
    indices = np.argwhere(array >= 0)
    places = back.geometry.to_ijk(volume.geometry.to_ras(indices[:, ::-1])).round(6).astype(int)[:, ::-1]
    np.testing.assert_array_equal(back.array[tuple(places.T)], array.ravel())
    assert np.linalg.det(back.geometry.directions_lps) > 0


def test_a_file_is_read_alone(series: Path, phantom: Volume) -> None:
    volume = read_dicom(files_of(series)[2])
    np.testing.assert_array_equal(volume.array[0], phantom.array[2])
    assert volume.geometry.spacing_ijk == pytest.approx((0.7, 0.8, 2.5))
    np.testing.assert_allclose(volume.geometry.origin_ras, phantom.geometry.to_ras([(0, 0, 2)])[0])


def test_a_missing_slice_is_filled_and_named(series: Path, phantom: Volume) -> None:
    files_of(series)[3].unlink()
    volume = read_dicom(series)
    middle = np.rint((phantom.array[2].astype(float) + phantom.array[4]) / 2)
    expected = np.concatenate([phantom.array[:3], middle[None].astype(np.int16), phantom.array[4:]])
    assert codes(volume) == ["missing-slices"]
    assert "1 slice is missing (after slice 3)" in message(volume, "missing-slices")
    assert volume.geometry.matches(phantom.geometry)
    np.testing.assert_array_equal(volume.array, expected)
    assert volume.findings[0].repaired


def test_two_gaps_of_missing_slices_are_counted(tmp_path: Path) -> None:
    whole = ramp(12)
    write_dicom_series(whole, tmp_path / "s")
    for n in (2, 3, 8):
        files_of(tmp_path / "s")[n if n < 3 else n - (2 if n > 3 else 1)].unlink()
    volume = read_dicom(tmp_path / "s")
    assert "3 slices are missing (after slice 2, 6)" in message(volume, "missing-slices")
    np.testing.assert_array_equal(volume.array, whole.array)  # a ramp is what linear interpolation makes


def ramp(slices: int) -> Volume:
    """A CT that grows by 100 HU a slice, of 2 mm."""
    array = np.broadcast_to(100 * np.arange(slices)[:, None, None] - 100, (slices, 8, 9)).astype(np.int16)
    return Volume(array, Geometry.from_axes(array.shape, (1, 1, 2)), Modality.CT)


def test_uneven_gaps_are_evened_and_named(tmp_path: Path) -> None:
    write_dicom_series(ramp(9), tmp_path / "s")
    files = files_of(tmp_path / "s")
    for n, path in enumerate(files):
        move(path, 0.9 * max(0, n - 5))  # gaps of 2, then of 2.9 mm
    volume = read_dicom(tmp_path / "s")
    heights = np.array([2 * n + 0.9 * max(0, n - 5) for n in range(9)])
    expected = np.interp(2 * np.arange(len(volume.array)), heights, 100 * np.arange(9) - 100)
    assert codes(volume) == ["uneven-spacing"]
    assert "from 2 to 2.9 mm" in message(volume, "uneven-spacing")
    assert volume.geometry.spacing_ijk == pytest.approx((1, 1, 2))
    assert len(volume.array) == 10  # to 18 mm, which the last slice at 18.7 mm is nearest to
    np.testing.assert_array_equal(volume.array[:, 0, 0], np.rint(expected))


@pytest.mark.parametrize("millimetres", [0.01, -0.02])
def test_jitter_below_a_hundredth_of_the_spacing_is_nothing(series: Path, phantom: Volume, millimetres: float) -> None:
    move(files_of(series)[3], millimetres)
    volume = read_dicom(series)
    np.testing.assert_array_equal(volume.array, phantom.array)
    assert volume.findings == ()


def test_positions_rounded_to_tenths_are_even(tmp_path: Path, edit: Edit) -> None:
    whole = Volume(ramp(20).array, Geometry.from_axes((20, 8, 9), (1, 1, 0.75)), Modality.CT)
    write_dicom_series(whole, tmp_path / "s")
    for n, path in enumerate(files_of(tmp_path / "s")):
        edit(path, ImagePositionPatient=[0, 0, f"{0.75 * n:.1f}"])
    volume = read_dicom(tmp_path / "s")
    assert volume.findings == ()
    np.testing.assert_array_equal(volume.array, whole.array)
    assert volume.geometry.spacing_ijk[2] == pytest.approx(0.75, abs=0.01)


def test_a_gap_in_tenths_of_a_millimetre_is_no_rounding(tmp_path: Path) -> None:
    write_dicom_series(ramp(8), tmp_path / "s")
    for path in files_of(tmp_path / "s")[4:]:
        move(path, 0.4)
    assert codes(read_dicom(tmp_path / "s")) == ["uneven-spacing"]


def test_copies_are_left_out_and_named(series: Path, phantom: Volume, edit: Edit) -> None:
    copy = series / "copy"
    shutil.copy(files_of(series)[1], copy)
    edit(copy, SOPInstanceUID="1.2.3")
    volume = read_dicom(series)
    assert_same(volume, phantom)
    assert codes(volume) == ["duplicate-positions"]
    assert "1 of 7 slices" in message(volume, "duplicate-positions")


def test_different_slices_at_one_place_are_refused(series: Path) -> None:
    copy = series / "copy"
    shutil.copy(files_of(series)[1], copy)
    dataset = pydicom.dcmread(copy)
    dataset.PixelData = bytes(len(dataset.PixelData))
    dataset.save_as(copy)
    with pytest.raises(ReadError, match=r"Two different slices lie at the same place.*folder of its own"):
        read_dicom(series)


@pytest.mark.parametrize(
    ("keyword", "values"),
    [
        ("AcquisitionNumber", (1, 2)),
        ("TemporalPositionIdentifier", (1, 2)),
        ("EchoTime", (2.5, 5)),
        ("ImageType", (["ORIGINAL", "PRIMARY", "M"], ["ORIGINAL", "PRIMARY", "P"])),
    ],
)
def test_acquisitions_of_the_same_slices_are_taken_apart(
    series: Path, phantom: Volume, edit: Edit, keyword: str, values: tuple[object, object]
) -> None:
    edit(files_of(series), **{keyword: values[0]})
    second = series / "second"
    write_dicom_series(Volume(phantom.array + np.int16(1), phantom.geometry, Modality.CT), second, seed="phantom")
    edit(files_of(second), **{keyword: values[1]})
    found = list_series(series)
    assert [len(one.frames) for one in found] == [6, 6]
    assert all("several-acquisitions" in [finding.code for finding in one.findings] for one in found)
    volumes = [read_dicom(series, ReadParameters(series=str(one.number))) for one in found]
    np.testing.assert_array_equal(sorted(int(volume.array[0, 0, 0] - phantom.array[0, 0, 0]) for volume in volumes), [0, 1])


def test_slice_by_slice_acquisition_numbers_do_not_tear_a_series(series: Path, phantom: Volume, edit: Edit) -> None:
    for n, path in enumerate(files_of(series)):
        edit(path, AcquisitionNumber=n, AcquisitionTime=f"1200{n:02d}")
    shutil.copy(files_of(series)[1], series / "copy")
    assert_same(read_dicom(series), phantom)


def test_sizes_and_orientations_are_taken_apart(series: Path, phantom: Volume, edit: Edit) -> None:
    small = Volume(phantom.array[:2, :20, :20], phantom.geometry.cropped((slice(0, 2), slice(0, 20), slice(0, 20))), Modality.CT)
    write_dicom_series(small, series / "small", seed="phantom")
    write_dicom_series(ramp(1), series / "scout", seed="phantom")
    found = list_series(series)
    assert [one.size_ijk for one in found] == [(34, 40, 6), (20, 20, 2), (9, 8, 1)]
    for one in found:
        assert [finding.code for finding in one.findings][:2] == ["mixed-sizes", "mixed-orientations"]
    assert "20 x 20 and 34 x 40 and 9 x 8 pixels" in found[0].findings[0].message
    np.testing.assert_array_equal(read_dicom(series, ReadParameters(series="largest")).array, phantom.array)


def test_last_digits_of_directions_do_not_tear_a_series(series: Path, phantom: Volume) -> None:
    for n, path in enumerate(files_of(series)):
        dataset = pydicom.dcmread(path)
        dataset.ImageOrientationPatient = [f"{float(x) + 1e-5 * (n % 3):.8f}" for x in dataset.ImageOrientationPatient]
        dataset.save_as(path)
    np.testing.assert_array_equal(read_dicom(series).array, phantom.array)


def test_empty_uids_are_grouped_by_folder(series: Path, phantom: Volume, edit: Edit) -> None:
    write_dicom_series(phantom, series.parent / "other")
    for folder in (series, series.parent / "other"):
        edit(files_of(folder), SeriesInstanceUID="", StudyInstanceUID="", SOPInstanceUID="1.2")
    assert [len(one.frames) for one in list_series(series.parent)] == [6, 6]
    volume = read_dicom(series)
    assert_same(volume, phantom)
    assert codes(volume) == ["empty-uids"]
    assert set(volume.identifiers) == {"FrameOfReferenceUID"}


def tilted(folder: Path, degrees: float, edit: Edit, offsets: tuple[float, ...]) -> Geometry:
    """Write slices of a smooth image that are tilted about x and stacked along z, as a tilted gantry takes them."""
    angle = np.radians(degrees)
    row, column = np.array([1.0, 0, 0]), np.array([0, np.cos(angle), -np.sin(angle)])
    for n, offset in enumerate(offsets):
        corner = np.array([-20.0, -18.0, offset])
        grid = Geometry.from_axes((1, 40, 44), (1.0, 0.9, 1.0), corner, np.column_stack([row, column, np.cross(row, column)]))
        plane = Volume(sample(grid), grid, Modality.CT)
        write_dicom_series(plane, folder / str(n), seed="tilted")
        edit(folder / str(n) / "IM0001.dcm", SOPInstanceUID=f"1.2.{n + 1}")
    return grid


def sample(grid: Geometry) -> Voxels:
    """A smooth image in space, at the voxels of a grid."""
    k, j, i = np.indices(grid.shape).reshape(3, -1)
    x, y, z = grid.to_ras(np.stack([i, j, k], axis=1)).T
    values = 300 * np.sin(x / 9) + 250 * np.cos(y / 7) + 5 * z
    return np.rint(values).astype(np.int16).reshape(grid.shape)


def without_rim(inside: Mask) -> Mask:
    """Without the first and the last rows of each slice, where only one of two neighbours has a say."""
    return np.asarray(binary_erosion(inside, np.ones((1, 3, 1))))


@pytest.mark.parametrize("degrees", [18.5, -22.0, 3.0])
def test_a_tilt_is_straightened_to_its_true_shape(tmp_path: Path, edit: Edit, degrees: float) -> None:
    tilted(tmp_path, degrees, edit, tuple(3.0 * n for n in range(12)))
    volume = read_dicom(tmp_path)
    inside = volume.array != -1000
    assert codes(volume) == ["gantry-tilt"]
    assert f"tilted by {abs(degrees):.1f} degrees" in message(volume, "gantry-tilt")
    assert volume.geometry.spacing_mm == pytest.approx((3.0 * np.cos(np.radians(degrees)), 0.9, 1.0))
    assert inside.sum() == pytest.approx(12 * 40 * 44, rel=0.03)
    assert np.abs(volume.array.astype(int) - sample(volume.geometry))[without_rim(inside)].max() <= 3
    assert not inside[0, 0, 0] or not inside[-1, 0, 0]


def test_a_tilt_with_uneven_gaps_is_straightened_too(tmp_path: Path, edit: Edit) -> None:
    tilted(tmp_path, 15.0, edit, (0, 2, 4, 6, 8, 9, 12, 15, 18, 21))
    volume = read_dicom(tmp_path)
    inside = volume.array != -1000
    assert codes(volume) == ["uneven-spacing", "gantry-tilt"]
    assert np.abs(volume.array.astype(int) - sample(volume.geometry))[without_rim(inside)].max() <= 12


def test_slices_that_lie_aside_are_moved_to_their_place(tmp_path: Path, edit: Edit) -> None:
    write_dicom_series(ramp(5), tmp_path / "s")
    edit(files_of(tmp_path / "s")[2], ImagePositionPatient=[3, 0, 4])
    volume = read_dicom(tmp_path / "s")
    assert codes(volume) == ["shifted-slices"]
    assert volume.array.shape == (5, 8, 12)
    np.testing.assert_array_equal(volume.array[2, 0], [-1000] * 3 + [100] * 9)
    np.testing.assert_array_equal(volume.array[1, 0], [0] * 9 + [-1000] * 3)


def test_padding_takes_no_part_in_straightening(tmp_path: Path, edit: Edit) -> None:
    array = np.full((4, 20, 20), 50, np.int16)
    array[:, :, :3] = -2000
    volume = Volume(array, Geometry.from_axes(array.shape, (1, 1, 2)), Modality.CT, padding_value=-2000)
    write_dicom_series(volume, tmp_path / "s")
    for n, path in enumerate(files_of(tmp_path / "s")):
        edit(path, ImagePositionPatient=[0, f"{0.7 * n:.1f}", 2 * n])
    straight = read_dicom(tmp_path / "s")
    assert codes(straight) == ["gantry-tilt", "padding"]
    assert straight.padding_value == -2000
    assert set(np.unique(straight.array)) == {-2000, 50}


@pytest.mark.parametrize("spoil", ["missing", "uneven", "tilt"])
def test_strict_reading_refuses_to_resample(tmp_path: Path, edit: Edit, spoil: str) -> None:
    write_dicom_series(ramp(8), tmp_path / "s")
    files = files_of(tmp_path / "s")
    if spoil == "missing":
        files[3].unlink()
    for n, path in enumerate(files):
        if spoil == "uneven":
            move(path, 0.5 * (n > 3))
        if spoil == "tilt":
            edit(path, ImagePositionPatient=[0, n, 2 * n])
    with pytest.raises(StrictReadError, match=r"strict reading forbids.*(missing|gaps|tilted)"):
        read_dicom(tmp_path / "s", STRICT)


def test_strict_reading_takes_what_needs_no_resampling(series: Path, phantom: Volume) -> None:
    shutil.copy(files_of(series)[1], series / "copy")
    assert_same(read_dicom(series, STRICT), phantom)


def test_slices_that_make_no_volume_are_refused(tmp_path: Path) -> None:
    write_dicom_series(ramp(5), tmp_path / "s")
    move(files_of(tmp_path / "s")[-1], 150)
    with pytest.raises(ReadError, match=r"do not make one volume: 5 slices with gaps from 2 to 152 mm"):
        read_dicom(tmp_path / "s")


@pytest.mark.parametrize(("values", "words"), [
    ({"PixelSpacing": [1e-6, 1e-6]}, "spacings from 0.001"),
    ({"ImageOrientationPatient": [1, 0, 0, 1, 0, 0]}, "perpendicular rows and columns"),
    ({"ImageOrientationPatient": [1, 0, 0]}, "six numbers"),
])  # fmt: skip
def test_a_grid_that_cannot_be_is_refused(series: Path, edit: Edit, values: dict[str, object], words: str) -> None:
    edit(files_of(series), **values)
    with pytest.raises(GeometryError, match=words):
        read_dicom(series)


def test_an_orientation_of_zeros_is_none(series: Path, edit: Edit) -> None:
    edit(files_of(series), ImageOrientationPatient=[0] * 6)
    found = list_series(series)
    assert [one.size_ijk for one in found] == [(34, 40, 1)] * 6
    assert all([finding.code for finding in one.findings] == ["no-position"] for one in found)


def test_films_of_one_series_stay_apart(tmp_path: Path, edit: Edit) -> None:
    film = Volume(np.arange(30, dtype=np.int16).reshape(1, 5, 6), Geometry.from_axes((1, 5, 6), (0.2, 0.2, 1)), Modality.XRAY)
    for n, name in itertools.product((1, 2), "a"):
        write_dicom_series(film, tmp_path / f"{name}{n}", seed="films")
        edit(tmp_path / f"{name}{n}" / "IM0001.dcm", SOPInstanceUID=f"1.2.{n}")
    assert [one.size_ijk for one in list_series(tmp_path)] == [(6, 5, 1)] * 2


def test_the_kind_of_image_can_be_said(tmp_path: Path, edit: Edit) -> None:
    write_dicom_series(ramp(4), tmp_path / "s")
    for n, path in enumerate(files_of(tmp_path / "s")):
        edit(path, Modality="OT", ImagePositionPatient=[n, 0, 2 * n])
    assert read_dicom(tmp_path / "s").array.min() == -100
    volume = read_dicom(tmp_path / "s", ReadParameters(modality=Modality.CT))
    assert volume.modality is Modality.CT
    assert volume.array.min() == -1000  # air where no slice reaches
