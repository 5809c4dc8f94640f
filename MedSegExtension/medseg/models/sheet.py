"""Where one slice of an image went in a network's pictures."""

from dataclasses import dataclass

Size = tuple[int, int]
"""Rows and columns."""


@dataclass(frozen=True)
class Sheet:
    """One slice, or a part of it, scaled and laid on a canvas that one or more of a network's pictures cover.

    Attributes:
        number: Number of the slice, from 0.
        box: First row and column of the part of the slice that was taken.
        box_size: Rows and columns of that part, in the slice's pixels.
        size: Rows and columns of that part after scaling.
        canvas: Rows and columns of the canvas.
        corner: Row and column of the canvas where the scaled part begins.
        tiles: First row and column of each picture on the canvas.
    """

    number: int
    box: tuple[int, int]
    box_size: Size
    size: Size
    canvas: Size
    corner: tuple[int, int]
    tiles: tuple[tuple[int, int], ...]

    @property
    def source(self) -> tuple[slice, slice]:
        """The part of the slice, as an index (rows, columns)."""
        (row, column), (rows, columns) = self.box, self.box_size
        return slice(row, row + rows), slice(column, column + columns)

    @property
    def place(self) -> tuple[slice, slice]:
        """Where the scaled part lies on the canvas, as an index (rows, columns)."""
        (row, column), (rows, columns) = self.corner, self.size
        return slice(row, row + rows), slice(column, column + columns)
