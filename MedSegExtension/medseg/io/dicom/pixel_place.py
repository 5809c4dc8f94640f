"""Where a file keeps its pixels."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PixelPlace:
    """Where the pixel data of a file begin.

    Attributes:
        tag: PixelData, FloatPixelData or DoubleFloatPixelData.
        offset: Of the element's first byte of value in the file; 0 where the whole data set is deflated.
        length: Bytes of the value; None where they are encapsulated in fragments.
    """

    tag: int
    offset: int
    length: int | None
