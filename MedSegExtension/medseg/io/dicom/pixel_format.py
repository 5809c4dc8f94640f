"""How the pixels of a file are encoded."""

from dataclasses import dataclass
from functools import lru_cache

from medseg.errors import ReadError
from medseg.io.dicom.elements import Raw, name_of, to_number, to_text, to_unsigned
from medseg.io.dicom.tag import Tag

FORMAT_TAGS = (
    Tag.ROWS,
    Tag.COLUMNS,
    Tag.BITS_ALLOCATED,
    Tag.BITS_STORED,
    Tag.HIGH_BIT,
    Tag.PIXEL_REPRESENTATION,
    Tag.SAMPLES,
    Tag.PLANAR,
    Tag.PHOTOMETRIC,
    Tag.FRAMES,
    Tag.PADDING,
    Tag.PADDING_LIMIT,
    Tag.MODALITY_LUT,
)
_NATIVE = ("1.2.840.10008.1.2", "1.2.840.10008.1.2.1")
_COLOURS = ("RGB", "PALETTE COLOR", "YBR_FULL", "YBR_FULL_422", "YBR_ICT", "YBR_RCT", "YBR_PARTIAL_422", "YBR_PARTIAL_420")
_KEYWORDS = {Tag.FLOAT_PIXELS: "FloatPixelData", Tag.DOUBLE_PIXELS: "DoubleFloatPixelData", Tag.PIXELS: "PixelData"}


@dataclass(frozen=True, slots=True)
class PixelFormat:
    """How the pixels of a file are encoded.

    Attributes:
        syntax: UID of the transfer syntax.
        keyword: DICOM's name of the element that holds the pixels.
        rows: Of one frame.
        columns: Of one frame.
        bits_allocated: Of one sample in the file: 8, 16, 32 or 64 (1 in masks).
        bits_stored: Of these, how many count.
        high_bit: The highest that counts.
        is_signed: Whether they are in two's complement.
        samples: 1 for grey or palette, 3 for colour.
        planar: 0 for colour by pixel, 1 by plane.
        photometric: DICOM's photometric interpretation, such as MONOCHROME2.
        frames: Number of frames in the file.
        padding: Lowest and highest stored value of pixels outside the field of view, or None.
        has_lookup_table: Whether stored values become intensities by a table instead of slope and intercept.
    """

    syntax: str
    keyword: str
    rows: int
    columns: int
    bits_allocated: int
    bits_stored: int
    high_bit: int
    is_signed: bool
    samples: int
    planar: int
    photometric: str
    frames: int
    padding: tuple[int, int] | None
    has_lookup_table: bool

    @property
    def is_colour(self) -> bool:
        """Whether pixels have colours; a palette counts."""
        return self.samples > 1 or self.photometric in _COLOURS

    @property
    def is_float(self) -> bool:
        """Whether stored values are floating point."""
        return self.keyword != "PixelData"

    @property
    def is_plain(self) -> bool:
        """Whether one frame can be copied from the file as it is: uncompressed, little endian, whole bytes, grey integers."""
        return (
            self.syntax in _NATIVE
            and self.bits_allocated in (8, 16, 32)
            and not self.is_colour
            and not self.is_float
            and not self.has_lookup_table
        )

    @property
    def frame_bytes(self) -> int:
        """Bytes of one uncompressed frame, rounded up."""
        bits = self.bits_allocated * self.rows * self.columns
        samples = 2 if self.photometric == "YBR_FULL_422" else self.samples
        return (bits * samples + 7) // 8

    @property
    def stored_range(self) -> tuple[int, int]:
        """Smallest and largest value that the stored bits can hold."""
        if self.is_signed:
            return -(1 << (self.bits_stored - 1)), (1 << (self.bits_stored - 1)) - 1
        return 0, (1 << self.bits_stored) - 1


@lru_cache(maxsize=256)
def to_format(raw: Raw, is_little: bool, syntax: str, pixel_tag: int) -> PixelFormat:
    """Parse the raw values of `FORMAT_TAGS`.

    Raises:
        ReadError: One that is required is missing or makes no sense.
    """
    values = dict(zip(FORMAT_TAGS, raw, strict=True))

    def unsigned(tag: Tag, default: int | None = None) -> int:
        number = to_unsigned(values[tag], tag, is_little)
        number = default if number is None else number
        if number is None:
            raise ReadError(f"The header lacks {name_of(tag)}, which an image must have. Export the image anew.")
        return number

    keyword = _KEYWORDS[Tag(pixel_tag)]
    allocated = unsigned(Tag.BITS_ALLOCATED, {"FloatPixelData": 32, "DoubleFloatPixelData": 64}.get(keyword))
    is_whole = keyword == "PixelData"
    stored = unsigned(Tag.BITS_STORED, allocated) if is_whole else allocated
    signed = unsigned(Tag.PIXEL_REPRESENTATION) == 1 if is_whole else True
    found = PixelFormat(
        syntax=syntax,
        keyword=keyword,
        rows=unsigned(Tag.ROWS),
        columns=unsigned(Tag.COLUMNS),
        bits_allocated=allocated,
        bits_stored=stored,
        high_bit=unsigned(Tag.HIGH_BIT, stored - 1) if is_whole else allocated - 1,
        is_signed=signed,
        samples=unsigned(Tag.SAMPLES, 1),
        planar=unsigned(Tag.PLANAR, 0),
        photometric=to_text(values[Tag.PHOTOMETRIC]) or "MONOCHROME2",
        frames=_frames(values[Tag.FRAMES]),
        padding=_padding(values[Tag.PADDING], values[Tag.PADDING_LIMIT], signed, is_little),
        has_lookup_table=values[Tag.MODALITY_LUT] is not None,
    )
    _check(found)
    return found


def _frames(raw: bytes | None) -> int:
    number = to_number(raw, Tag.FRAMES)
    if number is None:
        return 1
    if number < 1 or number != int(number):
        raise ReadError(f"Expected a whole number of frames of at least 1, got {number:g}: the header is damaged.")
    return int(number)


def _padding(value: bytes | None, limit: bytes | None, signed: bool, is_little: bool) -> tuple[int, int] | None:
    """The range of padding; PixelPaddingRangeLimit makes it wider than one value."""
    if not value:
        return None
    ends = [
        int.from_bytes(raw[:2], "little" if is_little else "big", signed=signed)
        for raw in (value, limit)
        if raw is not None and raw
    ]
    return min(ends), max(ends)


def _check(found: PixelFormat) -> None:
    if not (found.rows and found.columns):
        raise ReadError(f"Expected an image of at least one pixel, got {found.columns} x {found.rows}. Export the image anew.")
    if found.bits_allocated not in (1, 8, 16, 32, 64):
        raise ReadError(f"Expected 1, 8, 16, 32 or 64 bits a sample, got {found.bits_allocated}. Export the image anew.")
    if not 0 < found.bits_stored <= found.bits_allocated or not found.bits_stored <= found.high_bit + 1 <= found.bits_allocated:
        raise ReadError(
            f"Expected the bits that count to lie within the {found.bits_allocated} allocated, got {found.bits_stored} of them "
            f"up to bit {found.high_bit}: the header contradicts itself. Export the image anew."
        )
