"""What all rows of a sheet that compares methods have in common."""

from dataclasses import dataclass

from medseg.mrml.layout import GAP_PX, Box
from medseg.mrml.surface_view import SurfaceView
from medseg.records import Plane, RenderParameters
from medseg.types import Floats


@dataclass(frozen=True)
class ComparisonFrame:
    """The slices, the window, the scale and the camera of all rows.

    Attributes:
        point_ras: Where slices are cut.
        planes: The planes of the slices: that of the overlay comes first.
        tile: Width and height of a view.
        mm_per_px: Scale of the slices.
        drawing: The window and the opacities.
        camera: The view of the reference's surfaces; None where none are drawn.
        heights: Height of each row in pixels: the reference's, then a method each; one without a result is low.
    """

    point_ras: Floats
    planes: tuple[Plane, ...]
    tile: tuple[int, int]
    mm_per_px: float
    drawing: RenderParameters
    camera: SurfaceView | None = None
    heights: tuple[int, ...] = ()

    @property
    def columns(self) -> int:
        """Views in a row: the overlay, an agreement for each plane, the surfaces."""
        return 1 + len(self.planes) + (self.camera is not None)

    def box(self, row: int, column: int) -> Box:
        """Where a view stands."""
        top = sum(self._height(above) + GAP_PX for above in range(row))
        return Box(column * (self.tile[0] + GAP_PX), top, self.tile[0], self._height(row))

    def row_box(self, row: int) -> Box:
        """All views of a row together."""
        first, last = self.box(row, 0), self.box(row, self.columns - 1)
        return Box(first.left, first.top, last.right, first.height)

    def _height(self, row: int) -> int:
        return self.heights[row] if row < len(self.heights) else self.tile[1]
