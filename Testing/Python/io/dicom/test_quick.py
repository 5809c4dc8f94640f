"""The quick walk through a header sees what pydicom sees, or leaves it to pydicom."""

import subprocess
import sys
from pathlib import Path

import pydicom
import pytest

from medseg.io.dicom import TransferSyntax, write_dicom_series
from medseg.io.dicom import files as dicom_files
from medseg.io.dicom.files import read_elements
from medseg.io.dicom.quick import TooShortError, UnexpectedHeaderError, walk
from medseg.io.dicom.tag import Tag
from medseg.volume import Volume


def assert_seen_alike(path: Path) -> None:
    elements = read_elements(path)
    assert elements is not None
    judge = dicom_files._read_with_pydicom(path)
    assert (elements.values, elements.syntax, elements.pixels) == (judge.values, judge.syntax, judge.pixels)


@pytest.mark.parametrize("syntax", TransferSyntax)
def test_every_encoding_is_seen_as_pydicom_sees_it(tmp_path: Path, phantom: Volume, syntax: TransferSyntax) -> None:
    write_dicom_series(phantom, tmp_path / "s", transfer_syntax=syntax)
    assert_seen_alike(min((tmp_path / "s").iterdir()))


@pytest.mark.parametrize("syntax", ["explicit little endian", "implicit little endian"])
@pytest.mark.parametrize("undefined", [True, False])
def test_sequences_are_skipped_whatever_their_length(tmp_path: Path, phantom: Volume, syntax: str, undefined: bool) -> None:
    write_dicom_series(phantom, tmp_path / "s", transfer_syntax=syntax)
    path = min((tmp_path / "s").iterdir())
    dataset, inner, innermost = pydicom.dcmread(path), pydicom.Dataset(), pydicom.Dataset()
    innermost.Rows = 3  # must not be taken for the image's
    innermost.PixelData = b"\0\0"
    innermost["PixelData"].VR = "OW"
    inner.ReferencedImageSequence = [innermost, pydicom.Dataset()]
    inner["ReferencedImageSequence"].is_undefined_length = undefined
    inner.is_undefined_length_sequence_item = undefined
    dataset.ReferencedStudySequence = [inner, inner]
    dataset["ReferencedStudySequence"].is_undefined_length = undefined
    dataset.save_as(path)
    walk(path.read_bytes())
    assert_seen_alike(path)


def test_a_long_header_is_read_on(series: Path) -> None:
    path = min(series.iterdir())
    dataset = pydicom.dcmread(path)
    dataset.add_new(0x00091010, "OB", bytes(200_000))
    dataset.save_as(path)
    with pytest.raises(TooShortError):
        walk(path.read_bytes()[:100_000])
    assert_seen_alike(path)


@pytest.mark.parametrize("broken", [b"\x10\0\x10\0PN", b"\x10\0\x10\0??"])
def test_an_unknown_type_is_left_to_pydicom(series: Path, broken: bytes) -> None:
    data = min(series.iterdir()).read_bytes()
    assert data.count(b"\x10\0\x10\0PN") == 1
    data = data.replace(b"\x10\0\x10\0PN", broken)
    if broken.endswith(b"PN"):
        walk(data)
    else:
        with pytest.raises(UnexpectedHeaderError):
            walk(data)


def test_elements_out_of_order_are_left_to_pydicom(series: Path) -> None:
    data = min(series.iterdir()).read_bytes()
    start = data.index(b"\x10\0\x10\0PN")
    with pytest.raises(UnexpectedHeaderError):
        walk(data[:start] + b"\x08\0\x08\0CS\x02\0AB" + data[start:])


@pytest.mark.parametrize(
    "folder", ["dicom_oddities", "dicom_gantry_tilt", "ct_abdomen_multiorgan/example_ct_dicom", "ct_thigh_rtstruct"]
)
def test_real_headers_are_seen_as_pydicom_sees_them(data_dir: Path, folder: str) -> None:
    seen = 0
    for path in sorted((data_dir / folder).rglob("*")):
        if path.is_dir() or path.name == "nested_priv_SQ.dcm":  # whose pixels begin in its last two bytes, which pydicom misses
            continue
        try:
            walk(path.read_bytes())
        except (UnexpectedHeaderError, TooShortError):
            continue
        seen += 1
        assert_seen_alike(path)
    assert seen >= 20


def test_the_tags_are_those_of_the_standard() -> None:
    names = {Tag.POSITION: "ImagePositionPatient", Tag.MODALITY_LUT: "ModalityLUTSequence", Tag.B_VALUE: "DiffusionBValue"}
    assert {tag: pydicom.datadict.keyword_for_tag(tag.value) for tag in names} == names
    assert all(pydicom.datadict.dictionary_has_tag(tag.value) for tag in Tag)


def test_every_wanted_element_is_taken(series: Path) -> None:
    elements = read_elements(min(series.iterdir()))
    assert elements is not None
    assert {Tag.MEDIA_CLASS, Tag.SOP_CLASS, Tag.POSITION, Tag.ROWS, Tag.SLOPE} <= elements.values.keys()


def test_importing_is_light() -> None:
    code = "import sys, medseg.io.dicom; print(sorted({'pydicom', 'SimpleITK', 'scipy'} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
