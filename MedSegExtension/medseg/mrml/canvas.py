"""The picture that views are put into."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from medseg.mrml.annotations import (
    PAD,
    LegendEntry,
    direction_letters,
    draw_legend,
    draw_ruler,
    legend_height,
    ruler_length_mm,
    write_directions,
    write_title,
)
from medseg.mrml.layout import Box
from medseg.mrml.lettering import PALE, Lettering
from medseg.optional import require
from medseg.types import Floats

if TYPE_CHECKING:
    from PIL.Image import Image

BACKGROUND = (22, 24, 28)
LETTER_SHARE = 1 / 62  # height of letters, of the picture's width
TILE_LETTER_SHARE = 1 / 14  # the same on a contact sheet, of a tile's width
SMALLEST_LETTERS_PX = 12
LARGEST_LETTERS_PX = 64
LINE = 1.3  # from one line to the next, of the letters' height


class Canvas:
    """A picture with a legend below, which views are put into.

    Attributes:
        image: The picture, a Pillow image.
    """

    def __init__(self, size: tuple[int, int], entries: Sequence[LegendEntry]) -> None:
        """Make room for views, and write the legend.

        Args:
            size: Width and height of the views' part; the legend comes below it.
            entries: The legend.
        """
        pillow = require("PIL.Image", "render")
        letters = _letters_px(size[0])
        below = legend_height(Lettering(pillow.new("RGB", (1, 1)), letters), entries, size[0])
        self.image: Image = pillow.new("RGB", (size[0], size[1] + below), BACKGROUND)
        self._lettering = Lettering(self.image, letters)
        if below:
            draw_legend(self._lettering, Box(0, size[1], size[0], below), entries)

    def paste(self, pixels: NDArray[np.uint8], box: Box) -> None:
        """Put a view's pixels (row, column, 3) into a box, scaled down to it."""
        self.image.paste(scaled(pixels, box.size), (box.left, box.top))

    def write_place(self, box: Box, title: str, axes_ras: Floats, point_ras: Floats) -> None:
        """Write on a slice what it is, where it lies, and where its edges lead."""
        normal = axes_ras[:, 2]
        place_mm = float(normal @ point_ras)
        letters = direction_letters(normal if place_mm >= 0 else -normal)
        write_title(self._lettering, box, title, f"{letters} {abs(place_mm):.1f} mm")
        write_directions(self._lettering, box, axes_ras)

    def write_title(self, box: Box, title: str) -> None:
        """Write a title into a box's corner."""
        write_title(self._lettering, box, title)

    def write_note(self, box: Box, title: str, words: str) -> None:
        """Write a title into a box's corner and a sentence below it, broken where the box ends."""
        pad = PAD * self._lettering.size
        for number, line in enumerate([title] * bool(title) + _lines(self._lettering, words, box.width)):
            self._lettering.write(line, (box.left + pad, box.top + pad + LINE * number * self._lettering.size), "lt")

    def write_number(self, box: Box, number: int, axes_ras: Floats | None) -> None:
        """Write a slice's number into the corner of its tile, and where its edges lead if their axes are given."""
        lettering = Lettering(self.image, max(SMALLEST_LETTERS_PX, round(box.width * TILE_LETTER_SHARE)))
        pad = 0.4 * lettering.size
        lettering.write(str(number), (box.left + pad, box.top + pad), "lt", PALE)
        if axes_ras is not None:
            write_directions(lettering, box, axes_ras)

    def draw_rulers(self, boxes: Sequence[Box], mm_per_px: float) -> None:
        """Draw rulers of one length into views of one scale."""
        length_mm = ruler_length_mm(mm_per_px, min(box.width for box in boxes))
        for box in boxes:
            draw_ruler(self._lettering, box, mm_per_px, length_mm)


def note_height(width: int, words: str) -> int:
    """Rows of pixels that a title and a sentence below it take in a picture of this width, as `write_note` writes them."""
    lettering = Lettering(require("PIL.Image", "render").new("RGB", (1, 1)), _letters_px(width))
    return round((2 * PAD + LINE * (1 + len(_lines(lettering, words, width)))) * lettering.size)


def _letters_px(width: int) -> int:
    return min(LARGEST_LETTERS_PX, max(SMALLEST_LETTERS_PX, round(width * LETTER_SHARE)))


def _lines(lettering: Lettering, words: str, width: int) -> list[str]:
    return _broken(words, lambda line: lettering.width(line) <= width - 2 * PAD * lettering.size)


def scaled(pixels: NDArray[Any], size: tuple[int, int]) -> "Image":
    """Pixels (row, column, 3) as a Pillow image of this width and height."""
    pillow = require("PIL.Image", "render")
    image: Image = pillow.fromarray(pixels)
    return image if image.size == size else image.resize(size, pillow.Resampling.BOX)


def _broken(words: str, fits: Callable[[str], bool]) -> list[str]:
    """A sentence in lines that fit; a word that is too long stands alone.

    Example:
        >>> _broken("no such network", lambda line: len(line) < 8)
        ['no such', 'network']
    """
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and fits(longer):
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
