"""Stored values become intensities: every encoding, rescale, padding and polarity."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pydicom
import pytest

from medseg.errors import MissingDependencyError, ReadError, UnsupportedFormatError
from medseg.io.dicom import TransferSyntax, list_series, read_dicom, write_dicom_series
from medseg.io.dicom.decode import to_luminance
from medseg.volume import Geometry, Modality, Volume

Edit = Callable[..., None]


def files_of(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def codes(volume: Volume) -> list[str]:
    return [finding.code for finding in volume.findings]


def set_pixels(path: Path, array: np.ndarray, **values: object) -> None:  # type: ignore[type-arg]
    """Give a file other pixels, of other bits."""
    dataset = pydicom.dcmread(path)
    dataset.PixelData = array.tobytes()
    dataset["PixelData"].VR = "OW" if array.itemsize > 1 else "OB"
    dataset.BitsAllocated = dataset.BitsStored = 8 * array.itemsize
    dataset.HighBit = dataset.BitsStored - 1
    dataset.PixelRepresentation = int(array.dtype.kind == "i")
    for keyword, value in values.items():
        if keyword.startswith("PixelPadding"):
            dataset.add_new(keyword, "SS" if array.dtype.kind == "i" else "US", value)
        else:
            setattr(dataset, keyword, value)
    dataset.save_as(path, enforce_file_format=True)


@pytest.mark.parametrize("syntax", TransferSyntax)
def test_every_encoding_gives_the_same_voxels(tmp_path: Path, phantom: Volume, syntax: TransferSyntax) -> None:
    write_dicom_series(phantom, tmp_path / "s", transfer_syntax=syntax)
    assert pydicom.dcmread(files_of(tmp_path / "s")[0]).file_meta.TransferSyntaxUID == syntax.uid
    volume = read_dicom(tmp_path / "s")
    np.testing.assert_array_equal(volume.array, phantom.array)
    assert (volume.array.dtype, volume.findings) == (np.int16, ())
    assert volume.geometry.matches(phantom.geometry)


@pytest.mark.parametrize("syntax", [TransferSyntax.JPEG_2000, TransferSyntax.JPEG_LS])
def test_without_plugins_simpleitk_decodes(
    tmp_path: Path, phantom: Volume, syntax: TransferSyntax, without_plugins: None
) -> None:
    signed = Volume(phantom.array, phantom.geometry, Modality.MR)  # no intercept: negative stored values
    write_dicom_series(signed, tmp_path / "s", transfer_syntax=syntax)
    np.testing.assert_array_equal(read_dicom(tmp_path / "s").array, phantom.array)


@pytest.fixture
def without_plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in Slicer, where pydicom has no plugins for decoding."""
    monkeypatch.setattr(pydicom.pixels.decoders.base.Decoder, "available_plugins", ())


@pytest.mark.usefixtures("without_plugins")
def test_without_plugins_a_missing_decoder_names_the_extra(series: Path) -> None:
    compressed(files_of(series)[0], "1.2.840.10008.1.2.4.201")
    with pytest.raises(MissingDependencyError, match=r"High-Throughput.*medseg\[dicom\]"):
        read_dicom(files_of(series)[0])


def compressed(path: Path, syntax: str) -> None:
    """Say that a file is compressed, with a fragment of rubbish."""
    dataset = pydicom.dcmread(path, force=True)
    dataset.PixelData = pydicom.encaps.encapsulate([b"\xff\xd8rubbish "])
    dataset["PixelData"].VR = "OB"
    dataset.file_meta.TransferSyntaxUID = pydicom.uid.UID(syntax)
    dataset.save_as(path)


@pytest.mark.parametrize(
    "syntax", ["1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.70", "1.2.840.10008.1.2.5"]
)
def test_rubbish_in_place_of_compressed_pixels_is_refused(series: Path, syntax: str) -> None:
    compressed(files_of(series)[0], syntax)
    with pytest.raises(ReadError, match=r"pixels of 'IM0001.dcm' are damaged"):
        read_dicom(files_of(series)[0])


def test_a_film_s_compression_is_refused(series: Path) -> None:
    compressed(files_of(series)[0], "1.2.840.10008.1.2.4.102")
    with pytest.raises(UnsupportedFormatError, match=r"compressed as 'MPEG-4"):
        read_dicom(files_of(series)[0])


def test_each_slice_has_its_own_rescale(series: Path, phantom: Volume, edit: Edit) -> None:
    for n, path in enumerate(files_of(series)):
        edit(path, RescaleSlope=1 + n, RescaleIntercept=-1000 * n)
    volume = read_dicom(series)
    stored = phantom.array.astype(int) + 1024
    np.testing.assert_array_equal(volume.array, [(1 + n) * plane - 1000 * n for n, plane in enumerate(stored)])
    assert volume.array.dtype == np.int16


def test_a_broken_slope_gives_floats(series: Path, phantom: Volume, edit: Edit) -> None:
    for n, path in enumerate(files_of(series)):
        edit(path, RescaleSlope=0.37 + 0.01 * n, RescaleIntercept=0.5, Modality="PT", SOPClassUID="1.2.840.10008.5.1.4.1.1.128")
    volume = read_dicom(series)
    stored = phantom.array.astype(float) + 1024
    expected = [(0.37 + 0.01 * n) * plane + 0.5 for n, plane in enumerate(stored)]
    assert (volume.array.dtype, volume.modality) == (np.float32, Modality.OTHER)
    np.testing.assert_allclose(volume.array, expected, rtol=1e-6)


@pytest.mark.parametrize(
    ("low", "high", "intercept", "dtype"),
    [
        (0, 4095, -1024, "int16"),
        (0, 33791, -1024, "int16"),
        (0, 33792, -1024, "int32"),
        (0, 65535, 0, "uint16"),
        (0, 65535, -1024, "int32"),
        (-32768, 32767, 0, "int16"),
        (-32768, 32767, -1, "int32"),
        (-31744, 32767, -1024, "int16"),
    ],
)
def test_the_narrowest_exact_type_is_taken(series: Path, low: int, high: int, intercept: int, dtype: str) -> None:
    array = np.linspace(low, high, 34 * 40).round().astype("i2" if low < 0 else "u2").reshape(40, 34)
    set_pixels(files_of(series)[0], array, RescaleIntercept=intercept)
    volume = read_dicom(files_of(series)[0])
    assert volume.array.dtype == dtype
    np.testing.assert_array_equal(volume.array[0], array.astype(int) + intercept)


@pytest.mark.parametrize("kind", ["u1", "i1", "u2", "i2", "u4", "i4"])
def test_signed_and_unsigned_words_of_every_size(series: Path, kind: str) -> None:
    limits = np.iinfo(kind)
    array = np.linspace(max(limits.min, -(10**6)), min(limits.max, 10**6), 34 * 40).astype(kind).reshape(40, 34)
    set_pixels(files_of(series)[0], array, RescaleIntercept=0)
    np.testing.assert_array_equal(read_dicom(files_of(series)[0]).array[0], array)


def test_bytes_stay_bytes(series: Path) -> None:
    array = np.arange(40 * 34).reshape(40, 34).astype(np.uint8)
    set_pixels(files_of(series)[0], array, RescaleIntercept=0)
    assert read_dicom(files_of(series)[0]).array.dtype == np.uint8


@pytest.mark.parametrize(("signed", "high_bit"), [(False, 11), (True, 11), (False, 15), (True, 13)])
def test_bits_that_do_not_count_are_cleared(series: Path, signed: bool, high_bit: int) -> None:
    wanted = np.random.default_rng(1).integers(-2048 if signed else 0, 2048 if signed else 4096, (40, 34))
    garbage = np.random.default_rng(2).integers(0, 1 << 16, (40, 34))
    shift = high_bit - 11
    kept = ((1 << 12) - 1) << shift
    words = (((wanted & 0xFFF) << shift) | (garbage & ~kept & 0xFFFF)).astype(np.uint16)
    path = files_of(series)[0]
    set_pixels(path, words.view(np.int16) if signed else words, BitsStored=12, HighBit=high_bit, RescaleIntercept=0)
    np.testing.assert_array_equal(read_dicom(path).array[0], wanted)


@pytest.mark.parametrize(("modality", "expected"), [("CR", "inverted"), ("OT", "inverted"), ("CT", "kept"), ("PT", "kept")])
def test_monochrome1_is_inverted_where_values_are_shades(series: Path, edit: Edit, modality: str, expected: str) -> None:
    path = files_of(series)[0]
    array = np.arange(40 * 34, dtype=np.uint16).reshape(40, 34)
    set_pixels(path, array, RescaleIntercept=0, BitsStored=12, HighBit=11)
    edit(path, PhotometricInterpretation="MONOCHROME1", Modality=modality)
    volume = read_dicom(path)
    assert "inverted" in codes(volume)
    np.testing.assert_array_equal(volume.array[0], 4095 - array.astype(int) if expected == "inverted" else array)


def test_an_inverted_film_equals_simpleitk(series: Path, edit: Edit) -> None:
    import SimpleITK as sitk

    path = files_of(series)[0]
    array = np.arange(40 * 34, dtype=np.int16).reshape(40, 34) - 500
    set_pixels(path, array, PhotometricInterpretation="MONOCHROME1", Modality="DX", RescaleIntercept=0)
    np.testing.assert_array_equal(read_dicom(path).array, sitk.GetArrayFromImage(sitk.ReadImage(str(path))))


def test_padding_keeps_its_voxels_and_is_told(series: Path, phantom: Volume) -> None:
    for path in files_of(series):
        dataset = pydicom.dcmread(path)
        pixels = np.frombuffer(dataset.PixelData, np.uint16).copy().view(np.int16)
        pixels[:34] = -2000
        set_pixels(path, pixels, PixelPaddingValue=-2000)
    volume = read_dicom(series)
    assert volume.padding_value == -3024
    assert codes(volume) == ["padding"]
    assert "2.5 % of the pixels" in volume.findings[0].message
    assert (volume.array[:, 0] == -3024).all()
    np.testing.assert_array_equal(volume.array[:, 1:], phantom.array[:, 1:])


def test_a_range_of_padding_becomes_one_value(series: Path) -> None:
    path = files_of(series)[0]
    array = np.arange(40 * 34, dtype=np.uint16).reshape(40, 34)
    set_pixels(path, array, RescaleIntercept=-1024, PixelPaddingValue=10, PixelPaddingRangeLimit=19)
    volume = read_dicom(path)
    assert volume.padding_value == -1014
    assert (volume.array == -1014).sum() == 10
    np.testing.assert_array_equal(volume.array.ravel()[20:], array.ravel()[20:].astype(int) - 1024)


def test_padding_that_is_declared_and_not_there_is_no_padding(series: Path) -> None:
    for path in files_of(series):
        set_pixels(path, np.zeros((40, 34), np.uint16), PixelPaddingValue=63535)
    volume = read_dicom(series)
    assert volume.padding_value is None
    assert volume.findings == ()


def test_padding_has_one_value_in_slices_of_different_rescale(series: Path) -> None:
    for n, path in enumerate(files_of(series)):
        array = np.full((40, 34), 100, np.uint16)
        array[0] = 7
        set_pixels(path, array, RescaleSlope=0.5 * (n + 1), RescaleIntercept=0, PixelPaddingValue=7)
    volume = read_dicom(series)
    assert volume.padding_value == 3.5
    assert (volume.array[:, 0] == 3.5).all()
    np.testing.assert_allclose(volume.array[:, 1, 0], [50 * (n + 1) for n in range(6)])


def test_colours_become_luminance_and_greys_stay(series: Path, edit: Edit) -> None:
    path = files_of(series)[0]
    rgb = np.random.default_rng(3).integers(0, 256, (40, 34, 3)).astype(np.uint8)
    rgb[0] = np.arange(34)[:, None]
    set_pixels(path, rgb, SamplesPerPixel=3, PlanarConfiguration=0, PhotometricInterpretation="RGB")
    volume = read_dicom(path)
    assert codes(volume) == ["colour"]
    assert volume.modality is Modality.OTHER
    np.testing.assert_array_equal(volume.array[0, 0], np.arange(34))
    np.testing.assert_array_equal(volume.array[0], np.rint(rgb @ (0.299, 0.587, 0.114)))


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.uint32])
def test_luminance_of_a_grey_is_that_grey(dtype: type) -> None:
    greys = np.linspace(0, np.iinfo(dtype).max, 1000).astype(dtype)
    np.testing.assert_array_equal(to_luminance(np.stack([greys] * 3, axis=-1)), greys)


def test_a_modality_table_is_looked_up(series: Path) -> None:
    path = files_of(series)[0]
    dataset = pydicom.dcmread(path)
    table = pydicom.Dataset()
    table.LUTDescriptor, table.LUTData, table.ModalityLUTType = [256, 0, 16], [3 * n + 5 for n in range(256)], "US"
    table["LUTDescriptor"].VR = table["LUTData"].VR = "US"
    dataset.ModalityLUTSequence = [table]
    del dataset.RescaleSlope, dataset.RescaleIntercept
    dataset.save_as(path)
    array = np.arange(40 * 34).reshape(40, 34).astype(np.uint8)
    set_pixels(path, array)
    np.testing.assert_array_equal(read_dicom(path).array[0], 3 * array.astype(int) + 5)


@pytest.mark.parametrize(("keyword", "dtype"), [("FloatPixelData", np.float32), ("DoubleFloatPixelData", np.float64)])
def test_floats_are_read_as_they_are(series: Path, keyword: str, dtype: type) -> None:
    path = files_of(series)[0]
    array = np.random.default_rng(4).normal(size=(40, 34)).astype(dtype)
    dataset = pydicom.dcmread(path)
    del dataset.PixelData, dataset.RescaleSlope, dataset.RescaleIntercept, dataset.PixelRepresentation, dataset.BitsStored
    setattr(dataset, keyword, array.tobytes())
    dataset.BitsAllocated = 8 * array.itemsize
    dataset.save_as(path)
    np.testing.assert_allclose(read_dicom(path).array[0], array, rtol=1e-7)


@pytest.mark.parametrize(
    ("values", "spacing", "found"),
    [
        ({"PixelSpacing": [0.2, 0.3], "ImagerPixelSpacing": [9, 9]}, (0.3, 0.2), []),
        (
            {"PixelSpacing": None, "ImagerPixelSpacing": [0.2, 0.3], "EstimatedRadiographicMagnificationFactor": 1.5},
            (0.2, 0.2 / 1.5),
            [],
        ),
        ({"PixelSpacing": None, "ImagerPixelSpacing": [0.2, 0.3]}, (0.3, 0.2), ["detector-spacing"]),
        (
            {"PixelSpacing": None, "ImagerPixelSpacing": None, "NominalScannedPixelSpacing": [0.2, 0.3]},
            (0.3, 0.2),
            ["detector-spacing"],
        ),
        ({"PixelSpacing": None, "ImagerPixelSpacing": None}, (1.0, 1.0), ["no-spacing"]),
        ({"PixelSpacing": [0, 0], "ImagerPixelSpacing": None}, (1.0, 1.0), ["no-spacing"]),
    ],
)
def test_the_size_of_a_film_s_pixels_comes_from_the_best_there_is(
    tmp_path: Path, edit: Edit, values: dict[str, object], spacing: tuple[float, float], found: list[str]
) -> None:
    film = Volume(np.arange(30, dtype=np.int16).reshape(1, 5, 6), Geometry.from_axes((1, 5, 6), (0.7, 0.7, 1)), Modality.XRAY)
    write_dicom_series(film, tmp_path / "film")
    edit(files_of(tmp_path / "film"), **values)
    volume = read_dicom(tmp_path / "film")
    assert volume.geometry.spacing_ijk == pytest.approx((*spacing, 1.0))
    assert (codes(volume), volume.modality, volume.is_film) == (found, Modality.XRAY, True)


def test_a_picture_of_a_ct_is_no_ct(series: Path, edit: Edit) -> None:
    edit(files_of(series), SOPClassUID="1.2.840.10008.5.1.4.1.1.7")
    assert list_series(series)[0].modality is Modality.CT  # its rescale says that it measures
    edit(files_of(series), RescaleSlope=None, RescaleIntercept=None)
    assert list_series(series)[0].modality is Modality.OTHER


def test_a_slice_without_thickness_is_one_millimetre_thick_and_says_so(series: Path, edit: Edit) -> None:
    edit(files_of(series)[0], SliceThickness=None)
    volume = read_dicom(files_of(series)[0])
    assert volume.geometry.spacing_ijk[2] == 1
    assert codes(volume) == ["no-thickness"]
