"""From the elements of a file to its slices."""

from medseg.errors import InputError, NoImageError, ReadError, UnsupportedFormatError
from medseg.io.dicom.elements import Elements, to_numbers, to_text
from medseg.io.dicom.enhanced import enhanced_frames, without_positions
from medseg.io.dicom.frame import Frame
from medseg.io.dicom.identity import IDENTITY_TAGS, to_identity
from medseg.io.dicom.marks import MARKS
from medseg.io.dicom.pixel_format import FORMAT_TAGS, to_format
from medseg.io.dicom.plane import PLANE_TAGS, to_plane
from medseg.io.dicom.scale import SCALE_TAGS, to_scale
from medseg.io.dicom.tag import Tag
from medseg.types import Triple

_MARK_TAGS = tuple(mark.tag for mark in MARKS)


def to_frames(elements: Elements) -> tuple[Frame, ...]:
    """Describe the slices of a file.

    Args:
        elements: Of a file with pixels.

    Returns:
        One frame, or as many as a multi-frame file has.

    Raises:
        InputError: The header lacks something, or contradicts itself; the message names the file.
    """
    try:
        frame = _first_frame(elements)
        _check_length(frame)
        if b"MOSAIC" in elements.values.get(Tag.IMAGE_TYPE, b""):
            raise UnsupportedFormatError("Its slices are tiled in one picture (mosaic). Export the series as single slices.")
        if Tag.PER_FRAME_GROUPS in elements.values or Tag.SHARED_GROUPS in elements.values:
            return enhanced_frames(frame)
        if frame.format.frames > 1:
            raise without_positions(frame.format.frames)
    except InputError as error:
        raise type(error)(f"{elements.path.name!r} cannot be read. {error}") from error
    return (frame,)


def _first_frame(elements: Elements) -> Frame:
    if elements.pixels is None:
        raise NoImageError("It holds no pixel data, or ends before them.")
    return Frame(
        path=elements.path,
        index=0,
        instance_uid=elements.text(Tag.SOP_INSTANCE),
        identity=to_identity(elements.pick(IDENTITY_TAGS)),
        format=to_format(elements.pick(FORMAT_TAGS), elements.is_little, elements.syntax, elements.pixels.tag),
        place=elements.pixels,
        plane=to_plane(elements.pick(PLANE_TAGS)),
        position=_position(elements.values.get(Tag.POSITION)),
        scale=to_scale(elements.pick(SCALE_TAGS)),
        stack="",
        marks=tuple(map(to_text, elements.pick(_MARK_TAGS))),
    )


def _check_length(frame: Frame) -> None:
    """See that uncompressed pixels are as many as the header says, before memory is taken for them."""
    form, length = frame.format, frame.place.length
    if length is not None and form.bits_allocated >= 8 and length < form.frames * form.frame_bytes:
        raise ReadError(
            f"It holds fewer pixels than its header says: {length} bytes of {form.frames * form.frame_bytes}. Export it anew."
        )


def _position(raw: bytes | None) -> Triple | None:
    numbers = to_numbers(raw, Tag.POSITION)
    if numbers is None:
        return None
    if len(numbers) != 3:
        raise ReadError(f"Expected three numbers in ImagePositionPatient, got {len(numbers)}. Export the image anew.")
    return numbers[0], numbers[1], numbers[2]
