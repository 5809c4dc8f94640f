"""From slices in files to an array of intensities, in threads."""

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from medseg.errors import ReadError
from medseg.io.dicom.appearance import is_inverted
from medseg.io.dicom.decode import stored_values
from medseg.io.dicom.frame import Frame
from medseg.io.dicom.plain_pixels import plain_type, read_plain
from medseg.io.dicom.quiet_pydicom import QuietPydicom
from medseg.io.dicom.scale import Scale
from medseg.types import Voxels

_MOST_THREADS = 8
_NARROW, _WIDE = np.dtype(np.uint16), np.dtype(np.uint32)


@dataclass(frozen=True)
class Intensities:
    """The intensities of a series.

    Attributes:
        array: (k, j, i): int16 where that is exact, else the next of uint16, int32 and float32 that is; uint8 where the files
            hold bytes and a rescale does not change that.
        padding_value: What marks voxels outside the field of view; None where there are none.
        padding_count: How many such voxels there are.
    """

    array: Voxels
    padding_value: float | None
    padding_count: int


@dataclass(frozen=True)
class _Slice:
    """What one slice held: smallest and largest intensity, and number of padding pixels."""

    low: int
    high: int
    padding: int


def read_intensities(slots: Sequence[Sequence[Frame]]) -> Intensities:
    """Read slices, one from each slot, and see that the others in it are copies.

    Args:
        slots: Slices of one size, in their order.

    Returns:
        Intensities = slope * stored value + intercept, slice by slice. Padding pixels all have one value.

    Raises:
        ReadError: Pixels are damaged, or two different slices lie at the same place.
        UnsupportedFormatError: A transfer syntax that no decoder knows.
        MissingDependencyError: A decoder is needed that is not installed.
    """
    frames = [slot[0] for slot in slots]
    with QuietPydicom():
        _run(_require_copies, [slot for slot in slots if len(slot) > 1])
        scales = [_scale_of(frame) for frame in frames]
        marks = _padding_mark(frames, scales)
        if all(scale.is_whole for scale in scales) and not any(frame.format.is_float for frame in frames):
            for word in (_NARROW, _WIDE):
                found = _read_whole(frames, scales, marks, word)
                if found is not None:
                    return found
        return _read_broken(frames, scales, marks)


def _run(work: Callable[..., object], *items: Iterable[object]) -> list[object]:
    """Do the work on each item, in threads; the first error is raised."""
    with ThreadPoolExecutor(min(_MOST_THREADS, os.cpu_count() or 1)) as pool:
        return list(pool.map(work, *items))


def _scale_of(frame: Frame) -> Scale:
    scale = Scale() if frame.format.is_colour else frame.scale
    return scale.inverted(frame.format.stored_range) if is_inverted(frame) else scale


def _padding_mark(frames: Sequence[Frame], scales: Sequence[Scale]) -> float | None:
    """The one intensity that padding gets in all slices: the lowest that any slice gives it; None where no slice has any."""
    values = [
        min(scale(end) for end in frame.format.padding)
        for frame, scale in zip(frames, scales, strict=True)
        if frame.format.padding is not None and not frame.format.is_colour
    ]
    return min(values, default=None)


def _require_copies(slot: Sequence[Frame]) -> None:
    first = stored_values(slot[0])
    for other in slot[1:]:
        if other.scale != slot[0].scale or not np.array_equal(first, stored_values(other)):
            raise ReadError(
                "Two different slices lie at the same place, and nothing in their headers tells which acquisition each is of: "
                f"{slot[0].path.name!r} and {other.path.name!r}. Put each acquisition into a folder of its own."
            )


def _read_whole(
    frames: Sequence[Frame], scales: Sequence[Scale], mark: float | None, word: "np.dtype[np.unsignedinteger]"
) -> Intensities | None:
    """Read whole numbers into words of so many bits, in whose arithmetic sums that leave the range come back into it.

    Returns:
        None where the intensities do not fit into that many bits.
    """
    if max(frame.format.bits_allocated for frame in frames) > 8 * word.itemsize:
        return None
    form = frames[0].format
    words = np.empty((len(frames), form.rows, form.columns), word)

    def read(frame: Frame, scale: Scale, out: Voxels) -> _Slice:
        return _read_slice(frame, scale, mark, out)

    slices = [found for found in _run(read, frames, scales, words) if isinstance(found, _Slice)]
    low, high = min(found.low for found in slices), max(found.high for found in slices)
    count = sum(found.padding for found in slices)
    kind = _kind_for(low, high, word.itemsize)
    if kind is None:
        return None
    array = words.view(kind)
    if all(frame.format.bits_allocated == 8 for frame in frames) and low >= 0 and high <= 255:
        array = array.astype(np.uint8)
    return Intensities(array, mark if count else None, count)


def _kind_for(low: int, high: int, size: int) -> str | None:
    """The type of so many bytes that holds a range, signed where both do."""
    bits = 8 * size
    if -(1 << (bits - 1)) <= low and high < 1 << (bits - 1):
        return f"i{size}"
    return f"u{size}" if low >= 0 and high < 1 << bits else None


def _read_slice(frame: Frame, scale: Scale, mark: float | None, out: Voxels) -> _Slice:
    """Read, rescale and look at one slice while it is in the processor's cache; `out` is of an unsigned type."""
    stored = out.view(out.dtype.str.replace("u", "i")) if frame.format.is_signed else out
    if frame.format.is_plain and plain_type(frame.format) == stored.dtype:
        read_plain(frame, stored)
    else:
        values = stored_values(frame)
        stored = out.view(f"{values.dtype.kind}{out.dtype.itemsize}")
        stored[...] = values
    low, high = int(stored.min()), int(stored.max())
    padding = _padding_of(stored, frame)
    ends = scale(low), scale(high)
    _rescale(out, scale)
    count = 0 if padding is None else int(np.count_nonzero(padding))
    if padding is None or mark is None or not count:
        return _Slice(int(min(ends)), int(max(ends)), 0)
    if {scale(end) for end in frame.format.padding or ()} != {mark}:
        out[padding] = int(mark) % (1 << 8 * out.dtype.itemsize)
    return _Slice(int(min(*ends, mark)), int(max(ends)), count)


def _padding_of(stored: Voxels, frame: Frame) -> Voxels | None:
    """Where padding is; None where the file declares none."""
    if frame.format.padding is None or frame.format.is_colour:
        return None
    low, high = frame.format.padding
    return np.equal(stored, low) if low == high else np.logical_and(stored >= low, stored <= high)


def _rescale(words: Voxels, scale: Scale) -> None:
    """Multiply and add in place, in arithmetic modulo 2 to the number of bits: exact wherever the result fits."""
    modulus = 1 << 8 * words.dtype.itemsize
    if scale.slope != 1:
        np.multiply(words, words.dtype.type(int(scale.slope) % modulus), out=words)
    if scale.intercept != 0:
        np.add(words, words.dtype.type(int(scale.intercept) % modulus), out=words)


def _read_broken(frames: Sequence[Frame], scales: Sequence[Scale], mark: float | None) -> Intensities:
    """Read into float32: intensities with fractions, or too large for 32 bits."""
    form = frames[0].format
    array = np.empty((len(frames), form.rows, form.columns), np.float32)

    def read(frame: Frame, scale: Scale, out: Voxels) -> int:
        stored = stored_values(frame)
        out[...] = stored * scale.slope + scale.intercept
        padding = _padding_of(stored, frame)
        if padding is None or mark is None:
            return 0
        out[padding] = mark
        return int(np.count_nonzero(padding))

    count = sum(found for found in _run(read, frames, scales, array) if isinstance(found, int))
    return Intensities(array, float(np.float32(mark)) if count and mark is not None else None, count)
