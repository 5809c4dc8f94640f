"""Decoding by SimpleITK, which brings GDCM along: in Slicer it is all there is, and of JPEG 2000 it is the fastest.

SimpleITK reads files, not frames, and applies the rescale of the file or of its first frame. So that stored values come out,
each frame is handed over as a file of its own that says nothing but how the pixels are encoded.
"""

import struct
import tempfile
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import numpy as np

from medseg.errors import ReadError
from medseg.io.dicom.frame import Frame
from medseg.io.dicom.pixel_format import PixelFormat
from medseg.io.itk_silence import ItkSilence
from medseg.types import Voxels

_JPEG = "1.2.840.10008.1.2.4.50"
_RLE = "1.2.840.10008.1.2.5"
_JPEG_2000 = ("1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91")
_KNOWN = (
    *_JPEG_2000,
    _RLE,
    _JPEG,
    "1.2.840.10008.1.2.4.51",
    "1.2.840.10008.1.2.4.57",
    "1.2.840.10008.1.2.4.70",
    "1.2.840.10008.1.2.4.80",
    "1.2.840.10008.1.2.4.81",
)
_SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7"
_ANY_UID = "2.25.1"
_FEWEST_BYTES = 4  # less is not even a beginning and an end
_PIXELS = b"\xe0\x7f\x10\x00OB\x00\x00\xff\xff\xff\xff"  # PixelData of undefined length
_END = b"\xfe\xff\xdd\xe0\x00\x00\x00\x00"


def is_decoded_by_itk(frame: Frame) -> bool:
    """Whether SimpleITK knows the compression of a slice. Of palettes it would look up the colours, so they are left out."""
    return frame.format.syntax in _KNOWN and frame.format.photometric != "PALETTE COLOR" and not frame.format.has_lookup_table


def is_trusted_to_itk(frame: Frame) -> bool:
    """Whether SimpleITK is the best choice: for JPEG in colour, RLE in grey, and JPEG 2000 in grey that is as the header says.

    Of JPEG, plugins differ by a shade in how they interpolate colours that were stored at half the resolution. Of RLE, the
    fastest plugin panics on damaged bytes, which no handler of errors catches.
    """
    from pydicom.pixels.utils import get_j2k_parameters

    form = frame.format
    if form.syntax == _JPEG and form.samples == 3:
        return True
    if form.syntax == _RLE:
        return form.samples == 1 and form.bits_allocated <= 16 and is_decoded_by_itk(frame)
    if form.syntax not in _JPEG_2000 or form.is_colour or not is_decoded_by_itk(frame):
        return False
    stream = get_j2k_parameters(frame_bytes(frame))
    return stream.get("precision") == form.bits_stored and stream.get("is_signed") == form.is_signed and not stream.get("jp2")


def frame_bytes(frame: Frame) -> bytes:
    """The compressed bytes of one frame.

    Raises:
        ReadError: The fragments are damaged.
    """
    from pydicom.encaps import get_frame

    try:
        with frame.path.open("rb") as file:
            file.seek(frame.place.offset)
            found = get_frame(file, frame.index, number_of_frames=frame.format.frames)
    except (ValueError, EOFError, IndexError, struct.error) as error:
        raise damaged_pixels(frame) from error
    if len(found) < _FEWEST_BYTES:
        raise damaged_pixels(frame)
    return found


def decode_by_itk(frame: Frame) -> Voxels:
    """Stored values (rows, columns), or colours (rows, columns, 3).

    Raises:
        ReadError: The pixels are damaged.
    """
    import SimpleITK as sitk

    form = frame.format
    reader = sitk.ImageFileReader()
    reader.SetImageIO("GDCMImageIO")
    with tempfile.TemporaryDirectory(prefix="medseg-") as folder, ItkSilence():
        path = Path(folder, "frame.dcm")
        path.write_bytes(_file_of(frame))
        reader.SetFileName(str(path))
        try:
            array = sitk.GetArrayFromImage(reader.Execute())
            return np.asarray(array.reshape((form.rows, form.columns, *array.shape[3:])))
        except (RuntimeError, ValueError) as error:
            raise damaged_pixels(frame) from error


def damaged_pixels(frame: Frame) -> ReadError:
    """Pixels that cannot be decoded."""
    return ReadError(f"The pixels of {frame.path.name!r} are damaged or not complete. Copy the file anew.")


def _file_of(frame: Frame) -> bytes:
    """A DICOM file of one compressed frame."""
    from pydicom.encaps import encapsulate

    return _head_of(frame.format) + _PIXELS + encapsulate([frame_bytes(frame)], has_bot=False) + _END


@lru_cache(maxsize=16)
def _head_of(form: PixelFormat) -> bytes:
    """What stands before the pixels in a file that says nothing but how they are encoded."""
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.uid import UID

    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = UID(form.syntax)
    dataset.SOPClassUID, dataset.SOPInstanceUID = _SECONDARY_CAPTURE, _ANY_UID
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation = form.samples, _shown_as(form.photometric)
    if form.samples > 1:
        dataset.PlanarConfiguration = form.planar
    dataset.Rows, dataset.Columns = form.rows, form.columns
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = form.bits_allocated, form.bits_stored, form.high_bit
    dataset.PixelRepresentation = int(form.is_signed)
    buffer = BytesIO()
    dataset.save_as(buffer, enforce_file_format=True)
    return buffer.getvalue()


def _shown_as(photometric: str) -> str:
    """MONOCHROME1 would be inverted."""
    return "MONOCHROME2" if photometric == "MONOCHROME1" else photometric
