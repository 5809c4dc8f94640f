"""Text on pictures."""

from functools import cache
from typing import TYPE_CHECKING

from medseg.optional import require

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont, ImageFont

WHITE = (236, 239, 244)
PALE = (205, 210, 218)
GREY = (150, 156, 166)
HALO = (0, 0, 0)


class Lettering:
    """Writes on one picture, with a dark halo that keeps letters readable over bone.

    Attributes:
        size: Height of the letters in pixels.
    """

    def __init__(self, image: "Image", size: int) -> None:
        """Write on this picture, with letters of this height in pixels."""
        self.size = size
        self._draw = require("PIL.ImageDraw", "render").Draw(image)

    def write(
        self, text: str, at: tuple[float, float], anchor: str, color: tuple[int, int, int] = WHITE, scale: float = 1.0
    ) -> None:
        """Write a line.

        Args:
            text: What to write.
            at: Column and row.
            anchor: Which point of the text stands there, as Pillow names it: `lt` for its left top, `mm` for its middle.
            color: Red, green, blue from 0 to 255.
            scale: Size, relative to the usual.
        """
        font = _font(max(8, round(self.size * scale)))
        halo = max(1, round(self.size * scale / 9))
        self._draw.text(at, text, font=font, fill=color, anchor=anchor, stroke_width=halo, stroke_fill=HALO)

    def width(self, text: str, scale: float = 1.0) -> float:
        """Width of a line in pixels."""
        return float(_font(max(8, round(self.size * scale))).getlength(text))

    def block(self, box: tuple[float, float, float, float], color: tuple[int, int, int]) -> None:
        """Fill a rectangle (left, top, right, bottom) with round corners."""
        self._draw.rounded_rectangle(box, radius=self.size / 6, fill=color)

    def line(self, start: tuple[float, float], end: tuple[float, float], color: tuple[int, int, int] = WHITE) -> None:
        """Draw a line with a dark halo."""
        width = max(2, round(self.size / 10))
        self._draw.line([start, end], fill=HALO, width=width + 2)
        self._draw.line([start, end], fill=color, width=width)


@cache
def _font(size: int) -> "FreeTypeFont | ImageFont":
    font: FreeTypeFont | ImageFont = require("PIL.ImageFont", "render").load_default(size)
    return font
