"""A volume written as a DICOM series."""

from pathlib import Path

import numpy as np
import pydicom
import pytest
import SimpleITK as sitk

from medseg.errors import InputError, MissingDependencyError, ParameterError, WriteError
from medseg.io.dicom import TransferSyntax, read_dicom, write_dicom_series
from medseg.volume import Geometry, Modality, Volume


def grid(*shape: int) -> Geometry:
    return Geometry.from_axes(shape, (0.7, 0.8, 2.0), (1, 2, 3))


@pytest.mark.parametrize("syntax", ["explicit little endian", "implicit little endian", "explicit big endian", "deflated", "rle"])
def test_simpleitk_reads_what_was_written(tmp_path: Path, phantom: Volume, syntax: str) -> None:
    write_dicom_series(phantom, tmp_path / "s", transfer_syntax=syntax)
    reader = sitk.ImageSeriesReader()
    reader.SetFileNames(reader.GetGDCMSeriesFileNames(str(tmp_path / "s")))
    image = reader.Execute()
    np.testing.assert_array_equal(sitk.GetArrayFromImage(image), phantom.array)
    np.testing.assert_allclose(image.GetSpacing(), phantom.geometry.spacing_ijk)
    np.testing.assert_allclose(image.GetOrigin(), phantom.geometry.origin_lps)
    np.testing.assert_allclose(image.GetDirection(), phantom.geometry.directions_lps.ravel(), atol=1e-9)


@pytest.mark.parametrize(
    ("dtype", "low", "high"),
    [("i2", -1024, 3071), ("i2", -32768, 32767), ("u2", 0, 65535), ("u1", 0, 255), ("i4", -70000, -5000), ("f4", -9, 99)],
)
@pytest.mark.parametrize("modality", [Modality.CT, Modality.MR])
def test_whole_numbers_come_back_exactly(tmp_path: Path, dtype: str, low: int, high: int, modality: Modality) -> None:
    array = np.linspace(low, high, 60).round().astype(dtype).reshape(3, 4, 5)
    write_dicom_series(Volume(array, grid(3, 4, 5), modality), tmp_path / "s")
    volume = read_dicom(tmp_path / "s")
    np.testing.assert_array_equal(volume.array, array)
    assert volume.modality is modality


def test_broken_numbers_come_back_to_one_part_in_65535(tmp_path: Path) -> None:
    array = np.random.default_rng(0).normal(5, 3, (3, 4, 5)).astype(np.float32)
    write_dicom_series(Volume(array, grid(3, 4, 5), Modality.MR), tmp_path / "s")
    np.testing.assert_allclose(read_dicom(tmp_path / "s").array, array, atol=0.51 * np.ptp(array) / 65535)


def test_one_value_everywhere_comes_back(tmp_path: Path) -> None:
    write_dicom_series(Volume(np.full((2, 3, 4), 0.25), grid(2, 3, 4), Modality.MR), tmp_path / "s")
    assert (read_dicom(tmp_path / "s").array == 0.25).all()


def test_padding_comes_back(tmp_path: Path) -> None:
    array = np.zeros((2, 3, 4), np.int16)
    array[:, 0] = -3024
    write_dicom_series(Volume(array, grid(2, 3, 4), Modality.CT, padding_value=-3024), tmp_path / "s")
    assert read_dicom(tmp_path / "s").padding_value == -3024


def test_equal_seeds_give_equal_files(tmp_path: Path, phantom: Volume) -> None:
    for name, seed in {"a": "1", "b": "1", "c": "2", "d": None, "e": None}.items():
        write_dicom_series(phantom, tmp_path / name, seed=seed)
    contents = {name: b"".join(path.read_bytes() for path in sorted((tmp_path / name).iterdir())) for name in "abcde"}
    assert contents["a"] == contents["b"]
    assert len({contents[name] for name in "acde"}) == 4


def test_each_file_is_a_valid_image_of_nobody(tmp_path: Path, phantom: Volume) -> None:
    write_dicom_series(phantom, tmp_path / "s")
    datasets = [pydicom.dcmread(path) for path in sorted((tmp_path / "s").iterdir())]
    first = datasets[0]
    assert [dataset.InstanceNumber for dataset in datasets] == [1, 2, 3, 4, 5, 6]
    assert len({dataset.SOPInstanceUID for dataset in datasets}) == 6
    assert len({dataset.SeriesInstanceUID for dataset in datasets}) == 1
    assert first.file_meta.MediaStorageSOPInstanceUID == first.SOPInstanceUID
    assert first.SOPClassUID == first.file_meta.MediaStorageSOPClassUID == pydicom.uid.CTImageStorage
    assert (str(first.PatientName), first.PatientID, first.PatientIdentityRemoved) == ("Anonymous", "ANONYMOUS", "YES")
    required = ("StudyID", "StudyDate", "AccessionNumber", "ReferringPhysicianName", "PatientBirthDate", "PatientSex", "KVP")
    assert all(keyword in first for keyword in required)


def test_a_film_is_a_cr_image(tmp_path: Path) -> None:
    array = np.arange(20, dtype=np.int16).reshape(1, 4, 5)
    write_dicom_series(Volume(array, grid(1, 4, 5), Modality.XRAY), tmp_path / "s")
    dataset = pydicom.dcmread(tmp_path / "s" / "IM0001.dcm")
    assert (dataset.Modality, dataset.SOPClassUID) == ("CR", pydicom.uid.ComputedRadiographyImageStorage)
    assert "ImagePositionPatient" not in dataset
    volume = read_dicom(tmp_path / "s")
    np.testing.assert_array_equal(volume.array, array)
    assert volume.geometry.spacing_ijk[:2] == pytest.approx((0.7, 0.8))


def test_what_cannot_be_written_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    good = Volume(np.zeros((2, 3, 4), np.int16), grid(2, 3, 4), Modality.CT)
    with pytest.raises(ParameterError, match=r"explicit little endian, .*got 'zip'"):
        write_dicom_series(good, tmp_path / "s", transfer_syntax="zip")
    with pytest.raises(InputError, match="CT, MR or X-ray"):
        write_dicom_series(Volume(good.array, good.geometry), tmp_path / "s")
    with pytest.raises(InputError, match="one slice, got 2"):
        write_dicom_series(Volume(good.array, good.geometry, Modality.XRAY), tmp_path / "s")
    with pytest.raises(InputError, match="NaN or infinite"):
        write_dicom_series(Volume(np.full((2, 3, 4), np.nan), good.geometry, Modality.CT), tmp_path / "s")
    with pytest.raises(WriteError, match="4 x 3 pixels cannot be encoded as 'jpeg 2000'"):
        write_dicom_series(good, tmp_path / "s", transfer_syntax="jpeg 2000")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_encoder_names_the_extra(tmp_path: Path, phantom: Volume, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pydicom.pixels.encoders.base.Encoder, "is_available", False)
    with pytest.raises(MissingDependencyError, match=r"medseg\[dicom\]"):
        write_dicom_series(phantom, tmp_path / "s", transfer_syntax=TransferSyntax.JPEG_LS)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_not_touched(series: Path, phantom: Volume) -> None:
    with pytest.raises(WriteError, match="new or empty folder"):
        write_dicom_series(phantom, series)
