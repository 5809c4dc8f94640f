"""Labels of one plane, drawn over a slice view."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from medseg.mrml.toolkit import from_image, from_matrix, to_image, to_matrix
from medseg.optional import require
from medseg.types import Floats, Triple

if TYPE_CHECKING:
    from medseg.mrml.preview import PreviewTarget

ALONG_PLANE = np.diag([1.0, 1.0, 0.0, 1.0])
"""Drops how far a pixel lies from the plane: who shows labels decides which slice they may be seen on."""


class LabelLayer:
    """A coloured layer over a slice view: labels on a grid of their own, in the plane of the slice.

    The pipeline: labels -> reslice to the pixels of the view -> colours -> actor. It follows the view's zoom, shift and turn
    by itself; labels are sampled at the nearest grid point, so that what is drawn is what a segmentation would hold.

    Example:
        layer = LabelLayer(PreviewTarget(logic, renderer, render), [(1, 0, 0)])
        layer.show(labels, geometry.ijk_to_ras)
    """

    def __init__(self, target: "PreviewTarget", colors: Sequence[Triple], opacity: float = 0.5) -> None:
        """Join the layer to a view; nothing is shown before there are labels.

        Args:
            target: The slice view.
            colors: Red, green, blue from 0 to 1, of label 1, 2 and so on.
            opacity: From 0 to 1.
        """
        self._target = target
        self._ras_to_ij: Floats = np.eye(4)
        self._reslice = _make_reslice()
        self._colors = _make_colors(self._reslice, _lookup_table(colors, opacity))
        self._actor = _make_actor(self._colors)
        target.renderer.AddViewProp(self._actor)
        self._node = target.logic.GetSliceNode()
        self._tag = self._node.AddObserver("ModifiedEvent", self._on_moved)

    @property
    def is_shown(self) -> bool:
        """Whether labels are drawn."""
        return bool(self._actor.GetVisibility())

    @property
    def labels(self) -> NDArray[np.uint8]:
        """The label of each pixel of the view, (row, column), the bottom row first, as VTK counts."""
        self._reslice.Update()
        return np.array(from_image(self._reslice.GetOutput())[0])

    def show(self, labels: NDArray[Any], ijk_to_ras: Floats) -> None:
        """Draw labels.

        Args:
            labels: Label of each grid point (j, i): 0 is not drawn; masks are label 1.
            ijk_to_ras: Where the grid lies, (4, 4), as `Geometry` has it; k is 0 in the plane.
        """
        self._reslice.SetInputData(to_image(np.ascontiguousarray(labels, dtype=np.uint8)[np.newaxis]))
        self._ras_to_ij = ALONG_PLANE @ np.linalg.inv(ijk_to_ras)
        self._place()
        self._actor.VisibilityOn()
        self._target.render()

    def hide(self) -> None:
        """Draw nothing until the next `show`."""
        if self.is_shown:
            self._actor.VisibilityOff()
            self._target.render()

    def close(self) -> None:
        """Remove the layer from its view."""
        self._node.RemoveObserver(self._tag)
        self._target.renderer.RemoveViewProp(self._actor)
        self._target.render()

    def _on_moved(self, *_: object) -> None:
        if self.is_shown:
            self._place()

    def _place(self) -> None:
        """Sample the labels where the view's pixels lie now."""
        width, height, _ = self._node.GetDimensions()
        self._reslice.SetOutputExtent(0, width - 1, 0, height - 1, 0, 0)
        self._reslice.SetResliceAxes(to_matrix(self._ras_to_ij @ from_matrix(self._node.GetXYToRAS())))


def _make_reslice() -> Any:
    reslice = require("vtkmodules.vtkImagingCore", "render").vtkImageReslice()
    reslice.SetInterpolationModeToNearestNeighbor()
    reslice.SetOutputSpacing(1, 1, 1)
    reslice.SetOutputOrigin(0, 0, 0)
    reslice.SetBackgroundLevel(0)
    reslice.SetNumberOfThreads(1)  # for a view's few pixels, starting more costs more than they save
    return reslice


def _make_colors(source: Any, table: Any) -> Any:
    colors = require("vtkmodules.vtkImagingCore", "render").vtkImageMapToColors()
    colors.SetInputConnection(source.GetOutputPort())
    colors.SetOutputFormatToRGBA()
    colors.SetLookupTable(table)
    colors.SetNumberOfThreads(1)
    return colors


def _make_actor(colors: Any) -> Any:
    core = require("vtkmodules.vtkRenderingCore", "render")
    mapper = core.vtkImageMapper()
    mapper.SetColorWindow(255)
    mapper.SetColorLevel(127.5)
    mapper.SetInputConnection(colors.GetOutputPort())
    actor = core.vtkActor2D()
    actor.SetMapper(mapper)
    actor.VisibilityOff()
    return actor


def _lookup_table(colors: Sequence[Triple], opacity: float) -> Any:
    table = require("vtkmodules.vtkCommonCore", "render").vtkLookupTable()
    table.SetNumberOfTableValues(len(colors) + 1)
    table.SetTableRange(0, len(colors))
    table.SetTableValue(0, 0, 0, 0, 0)
    for number, color in enumerate(colors, start=1):
        table.SetTableValue(number, *color, opacity)
    return table
