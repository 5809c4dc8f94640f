"""PNG, JPEG and TIFF, with Pillow and tifffile as judges."""

from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from medseg.errors import ReadError, UnsupportedFormatError, WriteError
from medseg.io import read, read_segmentation, read_volume, write
from medseg.volume import Geometry, Segment, Segmentation, Volume

RNG = np.random.default_rng(11)
GREY = RNG.integers(0, 256, (20, 30)).astype(np.uint8)
DEEP = RNG.integers(0, 65536, (20, 30)).astype(np.uint16)
COLOUR = RNG.integers(0, 256, (20, 30, 3)).astype(np.uint8)
SOFT = Image.fromarray(np.add.outer(np.arange(20) * 5, np.arange(30) * 4).astype(np.uint8))


def pixels_of(path: Path) -> np.ndarray:
    with Image.open(path) as picture:
        return np.asarray(picture)


def codes(volume: Volume) -> list[str]:
    return [finding.code for finding in volume.findings]


@pytest.mark.parametrize(
    ("suffix", "mode"),
    [*((".png", mode) for mode in ("1", "L", "LA", "P", "RGB", "RGBA")), *((".tif", mode) for mode in ("1", "L", "RGB", "RGBA"))],
)
def test_grey_values_are_those_of_pillow(tmp_path: Path, mode: str, suffix: str) -> None:
    picture = Image.fromarray(COLOUR).convert("RGB" if mode == "P" else mode)
    picture = picture.quantize(16) if mode == "P" else picture
    picture.save(tmp_path / f"a{suffix}")
    volume = read_volume(tmp_path / f"a{suffix}")
    assert volume.array.shape == (1, 20, 30)
    assert np.array_equal(volume.array[0], np.asarray(picture.convert("RGB").convert("L")))
    assert ("colour" in codes(volume)) == (mode in ("P", "RGB", "RGBA"))


@pytest.mark.parametrize("mode", ["L", "RGB"])
@pytest.mark.parametrize("progressive", [False, True])
def test_jpeg_is_decoded_as_pillow_does(tmp_path: Path, mode: str, progressive: bool) -> None:
    SOFT.convert(mode).save(tmp_path / "a.jpg", progressive=progressive, quality=95)
    with Image.open(tmp_path / "a.jpg") as picture:
        expected = np.asarray(picture.convert("L")).astype(int)
    assert np.abs(read_volume(tmp_path / "a.jpg").array[0].astype(int) - expected).max() <= 1


def test_sixteen_bits_stay_sixteen_bits(tmp_path: Path) -> None:
    Image.fromarray(DEEP).save(tmp_path / "a.png")
    tifffile.imwrite(tmp_path / "a.tif", DEEP)
    for name in ("a.png", "a.tif"):
        volume = read_volume(tmp_path / name)
        assert volume.array.dtype == np.uint16
        assert np.array_equal(volume.array[0], DEEP)


@pytest.mark.parametrize("deep", [False, True])
def test_grey_with_alpha_loses_only_its_alpha(tmp_path: Path, deep: bool) -> None:
    alpha = np.full((20, 30), 200, np.uint8)
    if deep:
        write_grey_alpha_16(tmp_path / "a.png", DEEP, alpha.astype(np.uint16) * 257)
    else:
        Image.merge("LA", (Image.fromarray(GREY), Image.fromarray(alpha))).save(tmp_path / "a.png")
    volume = read_volume(tmp_path / "a.png")
    assert np.array_equal(volume.array[0], DEEP if deep else GREY)
    assert "alpha" in codes(volume)


def write_grey_alpha_16(path: Path, grey: np.ndarray, alpha: np.ndarray) -> None:
    import struct
    import zlib

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    rows = np.stack([grey, alpha], axis=-1).astype(">u2")
    packed = zlib.compress(b"".join(b"\0" + row.tobytes() for row in rows))
    head = struct.pack(">IIBBBBB", grey.shape[1], grey.shape[0], 16, 4, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b""))


def test_opaque_alpha_and_grey_colours_are_no_finding(tmp_path: Path) -> None:
    Image.fromarray(GREY).convert("RGBA").save(tmp_path / "a.png")
    assert codes(read_volume(tmp_path / "a.png")) == ["no-spacing"]


@pytest.mark.parametrize("bits", [1, 2, 4, 8])
def test_the_indices_of_a_palette_are_the_labels_of_a_mask(tmp_path: Path, bits: int) -> None:
    labels = np.repeat(np.repeat(np.arange(6) % (2**bits), 4)[None], 10, axis=0).astype(np.uint8)
    picture = Image.new("P", labels.shape[::-1])
    picture.putpalette([value for n in range(2**bits) for value in ((37 * n) % 256, (91 * n) % 256, (11 * n) % 256)])
    picture.putdata(labels.ravel().tolist())
    picture.save(tmp_path / "a.png", bits=bits)
    segmentation = read_segmentation(tmp_path / "a.png")
    for label in range(1, min(6, 2**bits)):
        assert np.array_equal(segmentation.mask(f"Segment_{label}")[0], labels == label)


def test_the_infection_labels_of_the_real_data_are_their_palettes_indices(data_dir: Path) -> None:
    for path in sorted((data_dir / "ct_infection_slices" / "train50" / "ggo1_cons2").iterdir())[:10]:
        indices = pixels_of(path)
        segmentation = read_segmentation(path)
        for name in segmentation.names:
            assert np.array_equal(segmentation.mask(name)[0], indices == int(name.rpartition("_")[2]))


@pytest.mark.parametrize(
    ("dots", "unit", "spacing"),
    [(254, 2, 0.1), (127, 2, 0.2), (50, 3, 0.2), (72, 2, None), (96, 2, None), (300, 2, None), (100, 2, None), (7, 1, None)],
)
def test_a_resolution_is_believed_unless_devices_have_it(tmp_path: Path, dots: float, unit: int, spacing: float | None) -> None:
    Image.fromarray(GREY).save(tmp_path / "a.tif", resolution_unit=unit, x_resolution=dots, y_resolution=dots)
    volume = read_volume(tmp_path / "a.tif")
    assert volume.geometry.spacing_ijk == pytest.approx((spacing or 1, spacing or 1, 1))
    assert codes(volume) == ([] if spacing else ["no-spacing"])


def test_a_png_keeps_the_spacing_that_we_write(tmp_path: Path) -> None:
    geometry = Geometry.from_axes((1, 20, 30), (0.17, 0.25, 1))
    volume = read_volume(write(Volume(GREY[None], geometry), tmp_path / "a.png"))
    assert np.array_equal(volume.array[0], GREY)
    assert volume.geometry.spacing_ijk == pytest.approx((0.17, 0.25, 1))
    assert codes(volume) == []


def test_pages_are_slices(tmp_path: Path) -> None:
    pages = RNG.integers(0, 256, (4, 20, 30)).astype(np.uint8)
    tifffile.imwrite(tmp_path / "a.tif", pages, photometric="minisblack")
    volume = read_volume(tmp_path / "a.tif")
    assert np.array_equal(volume.array, pages)


@pytest.mark.parametrize("dtype", ["i1", "i2", "i4", "u4", "f4"])
@pytest.mark.parametrize("compression", [None, "zlib"])
def test_tiff_types_are_those_of_tifffile(tmp_path: Path, dtype: str, compression: str | None) -> None:
    array = (RNG.integers(0, 100, (20, 30)) - (0 if dtype[0] == "u" else 50)).astype(dtype)
    tifffile.imwrite(tmp_path / "a.tif", array, compression=compression)
    assert np.array_equal(read_volume(tmp_path / "a.tif").array[0], array)


@pytest.mark.parametrize("compression", ["tiff_lzw", "packbits", "tiff_adobe_deflate"])
def test_tiff_compressions_are_those_of_pillow(tmp_path: Path, compression: str) -> None:
    Image.fromarray(GREY).save(tmp_path / "a.tif", compression=compression)
    assert np.array_equal(read_volume(tmp_path / "a.tif").array[0], GREY)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("big", [False, True])
def test_both_byte_orders_and_big_tiff_are_read(tmp_path: Path, order: str, big: bool) -> None:
    tifffile.imwrite(tmp_path / "a.tif", DEEP, byteorder=order, bigtiff=big)
    assert np.array_equal(read_volume(tmp_path / "a.tif").array[0], DEEP)


@pytest.mark.parametrize("array", [GREY, DEEP])
def test_white_is_zero_is_turned_into_black_is_zero(tmp_path: Path, array: np.ndarray) -> None:
    tifffile.imwrite(tmp_path / "a.tif", array, photometric="miniswhite")
    assert np.array_equal(read_volume(tmp_path / "a.tif").array[0], np.iinfo(array.dtype).max - array)


def test_pages_of_different_sizes_are_refused_in_silence(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    first = Image.fromarray(GREY)
    first.save(tmp_path / "a.tif", save_all=True, append_images=[first.resize((10, 10))])
    with pytest.raises(UnsupportedFormatError, match="pages of one size"):
        read_volume(tmp_path / "a.tif")
    assert capfd.readouterr() == ("", "")


def test_tiles_of_sixteen_bits_are_refused_because_itk_halves_them(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    tifffile.imwrite(tmp_path / "a.tif", np.full((64, 64), 7, np.uint16), tile=(16, 16))
    with pytest.raises(UnsupportedFormatError, match="tiles of 16 bits"):
        read_volume(tmp_path / "a.tif")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", ["a.tif", "a.jpg"])
def test_colours_for_printing_are_refused(tmp_path: Path, name: str) -> None:
    Image.fromarray(COLOUR).convert("CMYK").save(tmp_path / name)
    with pytest.raises(UnsupportedFormatError):
        read_volume(tmp_path / name)


def test_double_precision_tiff_is_refused(tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "a.tif", GREY.astype(np.float64))
    with pytest.raises(UnsupportedFormatError, match="32 bits"):
        read_volume(tmp_path / "a.tif")


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.tif", "deep.png", "colour.jpg"])
@pytest.mark.parametrize("share", [0.1, 0.3, 0.6, 0.9, 0.995])
def test_a_truncated_picture_is_refused_in_silence(
    tmp_path: Path, name: str, share: float, capfd: pytest.CaptureFixture[str]
) -> None:
    Image.fromarray({"deep.png": DEEP, "colour.jpg": COLOUR}.get(name, GREY)).save(tmp_path / name)
    data = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(data[: int(len(data) * share)])
    with pytest.raises(ReadError, match="damaged or not complete"):
        read(tmp_path / name)
    assert capfd.readouterr() == ("", "")


def test_a_colour_profile_is_left_out_in_silence(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Image.fromarray(COLOUR).save(tmp_path / "a.png", icc_profile=b"no profile at all" * 20)
    assert read_volume(tmp_path / "a.png").array.shape == (1, 20, 30)
    assert capfd.readouterr() == ("", "")


def test_one_segment_is_written_as_black_and_white(tmp_path: Path) -> None:
    geometry = Geometry.from_axes((1, 20, 30), (0.2, 0.2, 1))
    mask = (GREY > 100)[None]
    path = write(Segmentation.from_masks(geometry, {Segment("lung"): mask}), tmp_path / "a.png")
    assert np.array_equal(pixels_of(path), np.where(mask[0], 255, 0))
    found = read_segmentation(path)
    assert found.names == ("Segment_1",)
    assert np.array_equal(found.mask("Segment_1"), mask)


def test_several_segments_are_written_as_labels(tmp_path: Path) -> None:
    geometry = Geometry.from_axes((1, 20, 30), (0.2, 0.2, 1))
    left, right = np.zeros((2, 1, 20, 30), np.bool_)
    left[0, 2:10, 2:10] = right[0, 2:10, 15:25] = True
    path = write(Segmentation.from_masks(geometry, {Segment("left"): left, Segment("right"): right}), tmp_path / "a.png")
    assert np.array_equal(pixels_of(path), left[0] + 2 * right[0])


@pytest.mark.parametrize(
    ("array", "words"),
    [
        (np.zeros((2, 4, 4), np.uint8), "one slice, got 2"),
        (np.full((1, 4, 4), -5, np.int16), "from 0 to 65535"),
        (np.full((1, 4, 4), 70_000, np.int32), "from 0 to 65535"),
        (np.full((1, 4, 4), 0.5, np.float32), "whole numbers"),
    ],
)
def test_what_a_png_cannot_hold_is_refused(tmp_path: Path, array: np.ndarray, words: str) -> None:
    with pytest.raises(WriteError, match=words):
        write(Volume(array, Geometry.from_axes(array.shape, (1, 1, 1))), tmp_path / "a.png")
    assert list(tmp_path.iterdir()) == []


def test_real_masks_and_pictures_are_read_as_pillow_reads_them(data_dir: Path) -> None:
    paths = sorted((data_dir / "cxr_lungs" / "images").iterdir())[:3] + sorted((data_dir / "ct_covid_vs_noncovid").glob("*/*"))
    assert len(paths) > 100
    for path in paths:
        with Image.open(path) as picture:
            expected = np.asarray(picture.convert("RGB").convert("L")).astype(int)
            tolerance = 1 if picture.format == "JPEG" else 0
        found = read_volume(path).array[0].astype(int)
        assert np.abs(found - expected).max() <= tolerance, path.name
