"""Stored values of slices that are not simply copied: compressed, big endian, deflated, coloured, looked up in tables."""

import struct
from typing import TYPE_CHECKING, Any

import numpy as np

from medseg.errors import MissingDependencyError, UnsupportedFormatError
from medseg.io.dicom.files import read_dataset
from medseg.io.dicom.frame import Frame
from medseg.io.dicom.itk_decoder import damaged_pixels, decode_by_itk, is_decoded_by_itk, is_trusted_to_itk
from medseg.io.dicom.plain_pixels import plain_type, read_plain
from medseg.io.dicom.tag import PIXEL_TAGS, WANTED
from medseg.types import Voxels

if TYPE_CHECKING:
    from pydicom.pixels.decoders.base import Decoder

_DECODE_ERRORS = (RuntimeError, ValueError, AttributeError, NotImplementedError, EOFError, TypeError, IndexError, struct.error)
_PLUGINS = ("pylibjpeg", "pyjpegls", "pydicom", "pillow")
# not gdcm: a damaged JPEG makes python-gdcm end the process; SimpleITK has the same decoders and raises an error
_PANICS = ("pylibjpeg", "1.2.840.10008.1.2.5")  # on damaged RLE, in a way that no handler of errors catches
_LUMINANCE = (0.299, 0.587, 0.114)  # of red, green and blue: ITU-R BT.601, which DICOM's YBR_FULL uses too
_PALETTE_TAGS = frozenset(
    (0x0028_1101, 0x0028_1102, 0x0028_1103, 0x0028_1201, 0x0028_1202, 0x0028_1203, 0x0028_1221, 0x0028_1222, 0x0028_1223)
)
_IMAGE_TAGS = WANTED | _PALETTE_TAGS


def stored_values(frame: Frame) -> Voxels:
    """Stored values of one slice, (rows, columns), of an integer type, or a float type where the file holds floats.

    Colours become their luminance, of the same type.

    Raises:
        ReadError: The pixels are damaged.
        UnsupportedFormatError: The transfer syntax is none that any decoder knows.
        MissingDependencyError: A decoder is needed that is not installed.
    """
    if frame.format.is_plain:
        out = np.empty((frame.format.rows, frame.format.columns), plain_type(frame.format))
        read_plain(frame, out)
        return out
    array = _native_order(_decoded(frame))
    if array.shape != (frame.format.rows, frame.format.columns, *((3,) if frame.format.is_colour else ())):
        raise damaged_pixels(frame)
    return to_luminance(array) if frame.format.is_colour else array


def to_luminance(rgb: Voxels) -> Voxels:
    """Luminance (rows, columns) of colours (rows, columns, 3), rounded, of the same type. A grey stays as it is."""
    grey = np.rint(rgb.astype(np.float64) @ np.asarray(_LUMINANCE))
    return np.asarray(grey.astype(rgb.dtype))


def _native_order(array: Voxels) -> Voxels:
    return array.astype(array.dtype.newbyteorder("="), copy=False)


def _decoded(frame: Frame) -> Voxels:
    if frame.place.length is not None:
        return _native(frame)
    if is_trusted_to_itk(frame):
        return decode_by_itk(frame)
    decoder = _decoder_of(frame)
    errors: list[Exception] = []
    for plugin in _PLUGINS:
        if decoder is not None and plugin in decoder.available_plugins and (plugin, frame.format.syntax) != _PANICS:
            try:
                return _encapsulated(frame, decoder, plugin)
            except _DECODE_ERRORS as error:
                errors.append(error)
    if is_decoded_by_itk(frame):
        return decode_by_itk(frame)
    if errors:
        raise damaged_pixels(frame) from errors[0]
    return _refuse(frame, decoder)


def _decoder_of(frame: Frame) -> "Decoder | None":
    from pydicom.pixels.decoders.base import get_decoder
    from pydicom.uid import UID

    try:
        return get_decoder(UID(frame.format.syntax))
    except NotImplementedError:
        return None


def _refuse(frame: Frame, decoder: "Decoder | None") -> Voxels:
    from pydicom.uid import UID

    name = UID(frame.format.syntax).name
    if decoder is None:
        raise UnsupportedFormatError(f"{frame.path.name!r} is compressed as {name!r}, which MedSeg does not read.")
    raise MissingDependencyError(
        f"{frame.path.name!r} is compressed as {name!r}, for which no decoder is installed. "
        'Install the decoders with: pip install "medseg[dicom]"'
    )


def _encapsulated(frame: Frame, decoder: "Decoder", plugin: str) -> Voxels:
    """Decode one frame from its fragments, which are read by their lengths: pixels may hold what looks like their end."""
    form = frame.format
    options: dict[str, Any] = {
        "rows": form.rows,
        "columns": form.columns,
        "number_of_frames": form.frames,
        "samples_per_pixel": form.samples,
        "planar_configuration": form.planar,
        "photometric_interpretation": form.photometric,
        "bits_allocated": form.bits_allocated,
        "bits_stored": form.bits_stored,
        "pixel_representation": int(form.is_signed),
        "pixel_keyword": form.keyword,
    }
    with frame.path.open("rb") as file:
        file.seek(frame.place.offset)
        array, _ = decoder.as_array(file, index=frame.index, decoding_plugin=plugin, **options)
    return _looked_up(array, frame)


def _native(frame: Frame) -> Voxels:
    """Decode one uncompressed frame by pydicom, which knows byte orders, planes, subsampled colours and deflated files."""
    decoder = _decoder_of(frame)
    if decoder is None:
        return _refuse(frame, None)
    dataset = read_dataset(frame.path, _IMAGE_TAGS | PIXEL_TAGS, force=True, pixels=True)
    try:
        return _looked_up(decoder.as_array(dataset, index=frame.index)[0], frame)
    except _DECODE_ERRORS as error:
        raise damaged_pixels(frame) from error


def _looked_up(array: Voxels, frame: Frame) -> Voxels:
    """Look colours up in the file's palette, or intensities in its modality table."""
    is_palette = frame.format.photometric == "PALETTE COLOR"
    if not (is_palette or frame.format.has_lookup_table):
        return array
    from pydicom.pixels.processing import apply_color_lut, apply_modality_lut

    tables = read_dataset(frame.path, _IMAGE_TAGS, force=True)
    return apply_color_lut(array, tables) if is_palette else apply_modality_lut(array, tables)
