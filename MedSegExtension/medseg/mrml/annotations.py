"""What is written on a view: directions, scale, names."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from medseg.mrml.layout import Box
from medseg.mrml.lettering import GREY, PALE, Lettering
from medseg.types import Floats, Triple

DIRECTIONS = (("L", "R"), ("P", "A"), ("I", "S"))
OBLIQUE = 0.3  # component from which on a second letter is written: 17 degrees
RULER_LENGTHS_MM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
RULER_SHARE = 0.3  # of a view's width, at most
ROW = 1.7  # height of a line of the legend, of the letters'
NAME_AT = 1.4  # where the name begins beside its colour, of the letters' height
MOST_ENTRIES = 48
PAD = 0.7  # room between letters and the edge of a view, of the letters' height


@dataclass(frozen=True)
class LegendEntry:
    """A segment in the legend.

    Attributes:
        name: Its name.
        color: Red, green and blue from 0 to 1, or None for no colour.
        volume_ml: Its volume in millilitres, or None where the size of a voxel is not known.
    """

    name: str
    color: Triple | None
    volume_ml: float | None


def direction_letters(vector_ras: Floats) -> str:
    """Where a direction leads: `L`, or `LP` where it is oblique.

    Args:
        vector_ras: A unit vector, millimetres to the right, front and head.
    """
    order = np.argsort(-np.abs(vector_ras))
    letters = [DIRECTIONS[axis][int(vector_ras[axis] > 0)] for axis in order]
    count = 1 + int(abs(vector_ras[order[1]]) > OBLIQUE)
    return "".join(letters[:count])


def write_directions(lettering: Lettering, box: Box, axes_ras: Floats) -> None:
    """Write where the four edges of a view lead.

    Args:
        lettering: Writes on the picture.
        box: Of the view.
        axes_ras: Unit vectors to the view's right and top as the first two columns, (3, 3).
    """
    pad = PAD * lettering.size
    middle_x, middle_y = box.left + box.width / 2, box.top + box.height / 2
    right, top = axes_ras[:, 0], axes_ras[:, 1]
    lettering.write(direction_letters(right), (box.right - pad, middle_y), "rm")
    lettering.write(direction_letters(-right), (box.left + pad, middle_y), "lm")
    lettering.write(direction_letters(top), (middle_x, box.top + pad), "mt")
    lettering.write(direction_letters(-top), (middle_x, box.bottom - pad), "mb")


def write_title(lettering: Lettering, box: Box, title: str, below: str = "") -> None:
    """Write a view's title into its upper left corner, and something smaller below it."""
    pad = PAD * lettering.size
    lettering.write(title, (box.left + pad, box.top + pad), "lt")
    if below:
        lettering.write(below, (box.left + pad, box.top + pad + 1.3 * lettering.size), "lt", PALE, 0.8)


def ruler_length_mm(mm_per_px: float, width_px: int) -> int:
    """The longest round length that fits well into a view of this width."""
    fitting = [length for length in RULER_LENGTHS_MM if length / mm_per_px <= RULER_SHARE * width_px]
    return fitting[-1] if fitting else RULER_LENGTHS_MM[0]


def draw_ruler(lettering: Lettering, box: Box, mm_per_px: float, length_mm: int) -> None:
    """Draw a ruler into a view's lower left corner."""
    pad, tick = PAD * lettering.size, 0.3 * lettering.size
    left, bottom = box.left + pad, box.bottom - pad
    right = left + length_mm / mm_per_px
    lettering.line((left, bottom), (right, bottom))
    for end in (left, right):
        lettering.line((end, bottom - tick), (end, bottom))
    text = f"{length_mm // 10} cm" if length_mm >= 10 else f"{length_mm} mm"
    lettering.write(text, ((left + right) / 2, bottom - tick), "mb", scale=0.8)


def legend_height(lettering: Lettering, entries: Sequence[LegendEntry], width: int) -> int:
    """Rows of pixels that a legend needs; 0 where there is nothing to say."""
    rows = len({row for _, row, _ in _places(lettering, entries, width)})
    return round((rows * ROW + 0.7) * lettering.size) if rows else 0


def draw_legend(lettering: Lettering, box: Box, entries: Sequence[LegendEntry]) -> None:
    """Write names, colours and volumes of segments into a box, line after line; of very many the first."""
    for left, row, entry in _places(lettering, entries, box.width):
        middle = box.top + (0.35 + ROW * (row + 0.5)) * lettering.size
        half = 0.45 * lettering.size
        start = box.left + left
        if entry.color is not None:
            red, green, blue = (round(255 * part) for part in entry.color)
            lettering.block((start, middle - half, start + 2 * half, middle + half), (red, green, blue))
        lettering.write(entry.name, (start + NAME_AT * lettering.size, middle), "lm")
        after = start + NAME_AT * lettering.size + lettering.width(entry.name + " ")
        lettering.write(_volume_text(entry), (after, middle), "lm", GREY)


def _places(lettering: Lettering, entries: Sequence[LegendEntry], width: int) -> list[tuple[float, int, LegendEntry]]:
    """Left edge and row of each entry: one row where they fit, else columns."""
    shown = list(entries[:MOST_ENTRIES])
    if len(entries) > MOST_ENTRIES:
        shown.append(LegendEntry(f"and {len(entries) - MOST_ENTRIES} more", None, None))
    start = PAD * lettering.size
    widths = [lettering.width(f"{entry.name} {_volume_text(entry)}") + (NAME_AT + 1.6) * lettering.size for entry in shown]
    if start + sum(widths) <= width:
        return [(start + sum(widths[:number]), 0, entry) for number, entry in enumerate(shown)]
    columns = max(1, int((width - start) // max(widths)))
    step = (width - start) / columns
    return [(start + step * (number % columns), number // columns, entry) for number, entry in enumerate(shown)]


def _volume_text(entry: LegendEntry) -> str:
    if entry.volume_ml is None:
        return ""
    digits = 0 if entry.volume_ml >= 100 or entry.volume_ml == 0 else (1 if entry.volume_ml >= 1 else 3)
    return f"{entry.volume_ml:.{digits}f} ml"
