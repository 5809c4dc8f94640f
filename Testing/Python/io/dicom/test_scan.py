"""Finding series among other files, and choosing one."""

import logging
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pydicom
import pytest

from medseg.errors import MedSegError, NoImageError, ReadError, SeriesError, UnsupportedFormatError
from medseg.io.dicom import choose_series, list_series, read_dicom, scan, write_dicom_series
from medseg.records import ReadParameters
from medseg.volume import Geometry, Modality, Volume

Edit = Callable[..., None]


@pytest.fixture
def mixed(tmp_path: Path, phantom: Volume) -> Path:
    """A folder with two series and a film, all files of which lie in one folder, and much that is no DICOM."""
    thick = Volume(phantom.array[:3], phantom.geometry.cropped((slice(0, 3), slice(None), slice(None))), Modality.MR)
    film = Volume(np.arange(30, dtype=np.int16).reshape(1, 5, 6), Geometry.from_axes((1, 5, 6), (0.2, 0.2, 1)), Modality.XRAY)
    for seed, volume in {"a": phantom, "b": thick, "c": film}.items():
        write_dicom_series(volume, tmp_path / "aside" / seed, seed=seed)
        for path in (tmp_path / "aside" / seed).iterdir():
            (tmp_path / "mixed").mkdir(exist_ok=True)
            path.rename(tmp_path / "mixed" / f"{seed}{path.name}")
    for name, content in {
        "notes.txt": b"x" * 500,
        "empty": b"",
        "short": b"\x08\0",
        ".DS_Store": b"\0" * 300,
        "zip": b"PK" * 99,
    }.items():
        (tmp_path / "mixed" / name).write_bytes(content)
    return tmp_path / "mixed"


def number_of(folder: Path, modality: str) -> str:
    return str(next(one.number for one in list_series(folder) if one.dicom_modality == modality))


def test_series_are_found_among_other_files(mixed: Path) -> None:
    found = scan(mixed)
    assert sorted((one.dicom_modality, one.size_ijk, len(one.paths)) for one in found.series) == [
        ("CR", (6, 5, 1), 1),
        ("CT", (34, 40, 6), 6),
        ("MR", (34, 40, 3), 3),
    ]
    assert [one.number for one in found.series] == [1, 2, 3]
    assert (found.objects, found.unreadable, found.other_files) == ((), (), 5)


def test_numbers_do_not_depend_on_file_names(mixed: Path) -> None:
    before = [one.series_uid for one in list_series(mixed)]
    (mixed / "deep").mkdir()
    for n, path in enumerate(sorted(mixed.glob("*.dcm"), reverse=True)):
        path.rename(mixed / "deep" / f"{n:03d}")
    assert [one.series_uid for one in list_series(mixed)] == before


def test_several_series_ask_for_a_choice(mixed: Path) -> None:
    with pytest.raises(SeriesError) as caught:
        read_dicom(mixed)
    lines = str(caught.value).splitlines()
    assert len(lines) == 5
    assert f"  {number_of(mixed, 'CT')}: CT, 6 slices of 34 x 40" in lines
    assert f"  {number_of(mixed, 'CR')}: CR, 1 slice of 6 x 5" in lines
    assert "--series" in lines[-1]


def test_a_series_is_chosen_by_number_uid_and_size(mixed: Path, phantom: Volume) -> None:
    uid = next(one.series_uid for one in list_series(mixed) if one.dicom_modality == "CT")
    for wanted in (number_of(mixed, "CT"), uid, uid[-12:], "largest"):
        np.testing.assert_array_equal(read_dicom(mixed, ReadParameters(series=wanted)).array, phantom.array)


@pytest.mark.parametrize("wanted", ["4", "0", "1.2.3.", "", "-1", "2."])
def test_a_series_that_is_not_there_lists_those_that_are(mixed: Path, wanted: str) -> None:
    with pytest.raises(SeriesError, match=r"No series answers to .*\n  1: "):
        read_dicom(mixed, ReadParameters(series=wanted))


def test_a_uid_that_several_volumes_share_is_not_enough(series: Path, phantom: Volume) -> None:
    small = Volume(phantom.array[:, :20], phantom.geometry.cropped((slice(None), slice(0, 20), slice(None))), Modality.CT)
    write_dicom_series(small, series / "small", seed="phantom")
    found = list_series(series)
    with pytest.raises(SeriesError, match="Several series answer"):
        choose_series(found, found[0].series_uid)


def test_long_lists_are_cut(tmp_path: Path, phantom: Volume) -> None:
    one = Volume(phantom.array[:1], phantom.geometry.cropped((slice(0, 1), slice(None), slice(None))), Modality.CT)
    for n in range(23):
        write_dicom_series(one, tmp_path / str(n))
    with pytest.raises(SeriesError, match=r"and 3 more"):
        read_dicom(tmp_path)


def test_the_only_series_needs_no_name_and_must_answer_to_one(series: Path) -> None:
    assert read_dicom(series, ReadParameters(series="1")).modality is Modality.CT
    with pytest.raises(SeriesError):
        read_dicom(series, ReadParameters(series="2"))


def test_other_objects_are_passed_over_and_told(series: Path, edit: Edit) -> None:
    files = sorted(series.iterdir())
    edit(files[0], SOPClassUID="1.2.840.10008.5.1.4.1.1.66.4", Modality="SEG")
    dicomdir = pydicom.dcmread(files[1])
    dicomdir.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.1.3.10"
    del dicomdir.SOPClassUID, dicomdir.PixelData
    dicomdir.save_as(files[1], enforce_file_format=False)
    found = scan(series)
    assert len(found.series[0].frames) == 4
    assert [one.path.name for one in found.objects] == ["IM0001.dcm", "IM0002.dcm"]
    with pytest.raises(UnsupportedFormatError, match=r"DICOM SEG .*read_segmentation"):
        read_dicom(files[0])
    with pytest.raises(UnsupportedFormatError, match=r"DICOMDIR .*Give the folder"):
        read_dicom(files[1])


def test_a_segmentation_that_lost_its_class_is_told_by_its_modality(series: Path, edit: Edit) -> None:
    path = min(series.iterdir())
    edit(path, Modality="RTSTRUCT")
    dataset = pydicom.dcmread(path)
    del dataset.SOPClassUID, dataset.file_meta.MediaStorageSOPClassUID
    dataset.save_as(path, enforce_file_format=False)
    with pytest.raises(UnsupportedFormatError, match="RTSTRUCT"):
        read_dicom(path)


def test_a_folder_without_images_says_what_it_holds(tmp_path: Path, series: Path, edit: Edit) -> None:
    (tmp_path / "other").mkdir()
    with pytest.raises(NoImageError, match=r"folder 'other', got none: there are no files"):
        read_dicom(tmp_path / "other")
    (tmp_path / "other" / "notes.txt").write_text("x")
    shutil.copy(min(series.iterdir()), tmp_path / "other" / "report")
    edit(tmp_path / "other" / "report", SOPClassUID="1.2.840.10008.5.1.4.1.1.88.22")
    with pytest.raises(NoImageError, match=r"1 x a structured report \(SR\), 1 x a file that is not DICOM"):
        read_dicom(tmp_path / "other")
    assert list_series(tmp_path / "other") == ()


def test_a_place_where_nothing_is(tmp_path: Path) -> None:
    with pytest.raises(NoImageError, match="no file or folder 'nowhere'"):
        list_series(tmp_path / "nowhere")


@pytest.mark.parametrize("content", [b"", b"some text\n" * 50, b"\x08\x00\x05\x00" + b"\xff" * 400, b"\0" * 1000])
def test_a_file_of_another_kind_is_no_dicom(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file.dcm").write_bytes(content)
    with pytest.raises(NoImageError, match=r"'file.dcm', which is not DICOM"):
        read_dicom(tmp_path / "file.dcm")


@pytest.mark.parametrize("size", [200, 400, 800])
def test_a_file_that_ends_in_its_header_is_refused(series: Path, size: int) -> None:
    path = min(series.iterdir())
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(ReadError, match=r"'IM0001\.dcm'"):
        read_dicom(path)


def test_one_truncated_slice_spoils_its_series_and_no_other(mixed: Path) -> None:
    path = sorted(mixed.glob("a*.dcm"))[2]
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(ReadError, match=r"'aIM0003.dcm' is truncated: 100 of 2720 bytes"):
        read_dicom(mixed, ReadParameters(series=number_of(mixed, "CT")))
    assert read_dicom(mixed, ReadParameters(series=number_of(mixed, "MR"))).findings == ()


def test_a_truncated_deflated_file_is_refused(tmp_path: Path, phantom: Volume) -> None:
    write_dicom_series(phantom, tmp_path / "s", transfer_syntax="deflated")
    path = min((tmp_path / "s").iterdir())
    path.write_bytes(path.read_bytes()[:-1000])
    with pytest.raises(ReadError, match=r"'IM0001\.dcm'"):
        read_dicom(path)


def test_a_damaged_file_of_no_series_is_told(series: Path) -> None:
    damaged = pydicom.dcmread(min(series.iterdir()))
    del damaged.Rows, damaged.SeriesInstanceUID
    damaged.save_as(series / "damaged")
    volume = read_dicom(series)
    assert [finding.code for finding in volume.findings] == ["unreadable-files"]
    with pytest.raises(ReadError, match=r"'damaged' cannot be read. The header lacks Rows"):
        read_dicom(series / "damaged")


@pytest.mark.parametrize("keyword", ["Rows", "Columns", "BitsAllocated", "PixelRepresentation"])
def test_a_required_element_that_is_missing_is_named(series: Path, edit: Edit, keyword: str) -> None:
    edit(min(series.iterdir()), **{keyword: None})
    with pytest.raises(ReadError, match=f"'IM0001.dcm' cannot be read. The header lacks {keyword}"):
        read_dicom(min(series.iterdir()))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"Rows": 0}, "at least one pixel"),
        ({"BitsAllocated": 12}, "got 12"),
        ({"BitsStored": 20}, "contradicts itself"),
        ({"HighBit": 16}, "contradicts itself"),
        ({"ImagePositionPatient": [1, 2]}, "three numbers in ImagePositionPatient"),
    ],
)
def test_a_header_that_makes_no_sense_is_refused(series: Path, edit: Edit, values: dict[str, object], words: str) -> None:
    edit(min(series.iterdir()), **values)
    with pytest.raises(ReadError, match=words):
        read_dicom(min(series.iterdir()))


def test_text_in_place_of_numbers_names_the_element(series: Path) -> None:
    path = min(series.iterdir())
    path.write_bytes(path.read_bytes().replace(b"-1024.0 ", b"minus 1 "))
    with pytest.raises(ReadError, match="Expected numbers in RescaleIntercept"):
        read_dicom(path)


def test_a_mosaic_is_refused(series: Path, edit: Edit) -> None:
    edit(min(series.iterdir()), ImageType=["ORIGINAL", "PRIMARY", "M", "MOSAIC"])
    with pytest.raises(UnsupportedFormatError, match="tiled in one picture"):
        read_dicom(min(series.iterdir()))


def test_no_pixels_is_no_image(series: Path, edit: Edit) -> None:
    edit(min(series.iterdir()), PixelData=None)
    with pytest.raises(NoImageError, match="holds no pixel data"):
        read_dicom(min(series.iterdir()))


@pytest.mark.parametrize("syntax", ["explicit little endian", "implicit little endian", "explicit big endian"])
def test_a_data_set_without_preamble_is_read(tmp_path: Path, phantom: Volume, syntax: str) -> None:
    write_dicom_series(phantom, tmp_path / "s", transfer_syntax=syntax)
    for path in sorted((tmp_path / "s").iterdir()):
        dataset = pydicom.dcmread(path)
        implicit, little = dataset.original_encoding
        del dataset.file_meta
        dataset.preamble = None
        dataset.save_as(path, implicit_vr=implicit, little_endian=little, enforce_file_format=False)
        assert path.read_bytes()[:2] in (b"\x08\x00", b"\x00\x08")
    np.testing.assert_array_equal(read_dicom(tmp_path / "s").array, phantom.array)


def test_links_to_folders_that_go_in_circles_are_not_followed(series: Path) -> None:
    try:
        (series / "loop").symlink_to(series, target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no links")
    assert len(list_series(series)[0].frames) == 6


def test_nothing_of_the_patient_gets_out(series: Path, edit: Edit, caplog: pytest.LogCaptureFixture) -> None:
    secrets = {
        "PatientName": "Secret^Person",
        "PatientID": "SECRET1",
        "SeriesDescription": "SECRET2",
        "AccessionNumber": "SECRET3",
    }
    edit(sorted(series.iterdir()), **secrets)
    with caplog.at_level(logging.DEBUG):
        volume = read_dicom(series)
        with pytest.raises(SeriesError) as caught:
            read_dicom(series, ReadParameters(series="9"))
    texts = [volume.name, str(volume.findings), str(dict(volume.identifiers)), caplog.text, str(caught.value)]
    assert not any("secret" in text.lower() for text in texts)
    assert volume.name == "CT series 1"
    assert set(volume.identifiers) == {"StudyInstanceUID", "SeriesInstanceUID", "FrameOfReferenceUID"}
    assert list_series(series)[0].description == "SECRET2"  # for people who choose


def test_fewer_pixels_than_rows_are_refused_before_memory_is_taken(series: Path, edit: Edit) -> None:
    edit(min(series.iterdir()), Rows=60_000, Columns=60_000)
    with pytest.raises(ReadError, match=r"fewer pixels than its header says: 2720 bytes of 7200000000"):
        read_dicom(min(series.iterdir()))


@pytest.mark.parametrize("syntax", ["explicit little endian", "explicit big endian", "deflated", "rle", "jpeg-ls", "jpeg 2000"])
def test_damage_anywhere_is_a_clear_error_or_none(tmp_path: Path, phantom: Volume, syntax: str) -> None:
    write_dicom_series(phantom, tmp_path / "s", transfer_syntax=syntax, seed="damage")
    path = min((tmp_path / "s").iterdir())
    whole, random = path.read_bytes(), np.random.default_rng(5)
    refused = 0
    for turn in range(40):
        data = bytearray(whole[: random.integers(len(whole))] if turn % 2 else whole)
        for place in random.integers(len(data), size=20 if turn % 2 == 0 else 0):
            data[place] = random.integers(256)
        path.write_bytes(data)
        try:
            read_dicom(path)
        except MedSegError:
            refused += 1
    assert refused >= 20  # what is cut off is always found, a changed pixel cannot be
