"""Pixels that stand in the file as they are."""

import numpy as np

from medseg.errors import ReadError
from medseg.io.dicom.frame import Frame
from medseg.io.dicom.pixel_format import PixelFormat
from medseg.types import Voxels


def plain_type(form: PixelFormat) -> np.dtype[np.integer]:
    """The type of stored values."""
    return np.dtype(f"<{'i' if form.is_signed else 'u'}{form.bits_allocated // 8}")


def read_plain(frame: Frame, out: Voxels) -> None:
    """Copy the stored values of an uncompressed slice from its file.

    Args:
        frame: Of a plain format.
        out: Filled: contiguous (rows, columns) of the format's type.

    Raises:
        ReadError: The file ends too soon, or cannot be opened.
    """
    size, start = frame.format.frame_bytes, frame.place.offset + frame.index * frame.format.frame_bytes
    try:
        with frame.path.open("rb", buffering=0) as file:
            file.seek(start)
            count = file.readinto(out.data)
    except OSError as error:
        raise ReadError(f"Cannot open {frame.path.name!r}: {error.strerror or type(error).__name__}.") from error
    if count != size:
        raise ReadError(
            f"{frame.path.name!r} is truncated: {count or 0} of {size} bytes of a slice are there. Copy the file anew."
        )
    _keep_stored_bits(out, frame.format)


def _keep_stored_bits(array: Voxels, form: PixelFormat) -> None:
    """Clear the bits that do not count, where any is set: old scanners kept overlays there; in place."""
    if form.bits_stored == form.bits_allocated:
        return
    low, high = form.stored_range
    is_low = form.high_bit == form.bits_stored - 1
    if is_low and int(array.min()) >= low and int(array.max()) <= high:
        return
    np.left_shift(array, form.bits_allocated - 1 - form.high_bit, out=array)
    np.right_shift(array, form.bits_allocated - form.bits_stored, out=array)
