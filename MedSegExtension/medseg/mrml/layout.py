"""Where the views stand in a picture."""

from dataclasses import dataclass

GAP_PX = 4
SMALLEST_SHARE = 0.28  # of the picture's width, for a row or a column whose side of the image is thin
TALLEST_SHARE = 1.3  # of the picture's width, for all rows together


@dataclass(frozen=True)
class Box:
    """A rectangle in a picture, in pixels from its upper left corner.

    Attributes:
        left: First column.
        top: First row.
        width: Columns.
        height: Rows.
    """

    left: int
    top: int
    width: int
    height: int

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.width, self.height

    @property
    def right(self) -> int:
        """The column after the last."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """The row after the last."""
        return self.top + self.height


@dataclass(frozen=True)
class Layout:
    """Views at one scale.

    Attributes:
        mm_per_px: The scale of all slices.
        boxes: The views in order: axial, surface, coronal, sagittal; or the one slice alone.
        size: Width and height of all.
    """

    mm_per_px: float
    boxes: tuple[Box, ...]
    size: tuple[int, int]


def arrange_four(size_mm: tuple[float, float, float], width_px: int) -> Layout:
    """Axial over coronal, surface over sagittal: rows and columns of the slices line up, as in a technical drawing.

    Args:
        size_mm: The image from right to left, front to back, foot to head.
        width_px: Width of the picture.

    Returns:
        Boxes that fill the width; a view whose side of the image is thin has room around it.
    """
    across, deep, high = size_mm
    room = width_px - GAP_PX
    share = min(max(deep / (across + deep), SMALLEST_SHARE), 1 - SMALLEST_SHARE)
    second = round(room * share)
    first = room - second
    scale = max(across / first, deep / second, (deep + high) / (TALLEST_SHARE * room))
    smallest = SMALLEST_SHARE * room
    upper, lower = (round(max(side / scale, smallest)) for side in (deep, high))
    boxes = (
        Box(0, 0, first, upper),
        Box(first + GAP_PX, 0, second, upper),
        Box(0, upper + GAP_PX, first, lower),
        Box(first + GAP_PX, upper + GAP_PX, second, lower),
    )
    return Layout(scale, boxes, (width_px, upper + GAP_PX + lower))


def arrange_one(size_mm: tuple[float, float], width_px: int) -> Layout:
    """One slice that fills the width, or the height where it is tall.

    Args:
        size_mm: The slice, across and down.
        width_px: Width of the picture.
    """
    across, down = size_mm
    scale = max(across / width_px, down / (TALLEST_SHARE * width_px))
    height = round(max(down / scale, SMALLEST_SHARE * width_px))
    return Layout(scale, (Box(0, 0, width_px, height),), (width_px, height))
