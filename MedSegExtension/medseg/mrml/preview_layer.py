"""The preview of a threshold on one slice view."""

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from medseg.mrml.toolkit import from_image
from medseg.optional import require
from medseg.types import Mask, Triple

if TYPE_CHECKING:
    from slicer import vtkMRMLSliceLogic
    from vtkmodules.vtkCommonDataModel import vtkImageData
    from vtkmodules.vtkRenderingCore import vtkRenderer

EXACT_IN_FLOAT32 = ("signed char", "unsigned char", "char", "short", "unsigned short", "float")
LARGEST_SINGLE = float(np.finfo(np.float32).max)
NOTHING = (1.0, 0.0)  # bounds that no number lies within
FLOAT_LIMIT = 1e300  # stands for infinity, which VTK's threshold does not take


class PreviewLayer:
    """A coloured layer over a slice view: the reslice of its background, thresholded.

    The pipeline: the view's `vtkImageReslice` -> floats -> NaN outside the image -> `vtkImageThreshold` -> colours -> actor.
    New bounds run it from the threshold on; what comes before runs when the slice changes.
    """

    def __init__(self, logic: "vtkMRMLSliceLogic", renderer: "vtkRenderer", color: Triple, opacity: float) -> None:
        """Join the pipeline to a view; hidden until bounds are set.

        Args:
            logic: Slicer's logic of the view.
            renderer: The view's renderer.
            color: Red, green, blue from 0 to 1.
            opacity: From 0 to 1.
        """
        self._logic = logic
        self._renderer = renderer
        self._bounds: tuple[float, float] | None = None
        self._is_on = True
        self._floats = require("vtkmodules.vtkImagingCore", "render").vtkImageCast()
        self._threshold = self._make_threshold()
        self._table = _lookup_table(color, opacity)
        self._colors = self._make_colors()
        self._actor = self._make_actor()
        renderer.AddViewProp(self._actor)
        self._tag = logic.AddObserver("ModifiedEvent", self._on_change)

    def set_bounds(self, lower: float, upper: float) -> None:
        """Colour intensities from `lower` to `upper`; infinities are allowed."""
        self._bounds = (lower, upper)
        self._refresh()

    def set_opacity(self, opacity: float) -> None:
        """Change the opacity, 0 to 1."""
        red, green, blue, _ = self._table.GetTableValue(1)
        self._table.SetTableValue(1, red, green, blue, opacity)

    def set_visible(self, is_on: bool) -> None:
        """Switch the layer on or off."""
        self._is_on = is_on
        self._refresh()

    def update(self) -> None:
        """Bring the pipeline up to date without drawing."""
        if self._actor.GetVisibility():
            self._colors.Update()

    @property
    def mask(self) -> Mask:
        """The pixels of the view that are coloured, (row, column), the bottom row first."""
        self._threshold.Update()
        return np.asarray(from_image(self._threshold.GetOutput())[0] != 0)

    def close(self) -> None:
        """Remove the layer from its view."""
        self._logic.RemoveObserver(self._tag)
        self._renderer.RemoveViewProp(self._actor)

    def _make_threshold(self) -> Any:
        reslice = self._logic.GetBackgroundLayer().GetReslice()
        self._floats.SetInputConnection(reslice.GetOutputPort())
        stencil = require("vtkmodules.vtkImagingStencil", "render").vtkImageStencil()
        stencil.SetInputConnection(self._floats.GetOutputPort())
        stencil.SetStencilConnection(reslice.GetStencilOutputPort())
        stencil.SetBackgroundValue(math.nan)  # within no bounds
        threshold = require("vtkmodules.vtkImagingCore", "render").vtkImageThreshold()
        threshold.SetInputConnection(stencil.GetOutputPort())
        threshold.SetOutputScalarTypeToUnsignedChar()
        threshold.SetInValue(1)
        threshold.SetOutValue(0)
        threshold.SetNumberOfThreads(1)  # for a view's few pixels, starting more costs more than they save
        return threshold

    def _make_colors(self) -> Any:
        colors = require("vtkmodules.vtkImagingCore", "render").vtkImageMapToColors()
        colors.SetInputConnection(self._threshold.GetOutputPort())
        colors.SetOutputFormatToRGBA()
        colors.SetLookupTable(self._table)
        colors.SetNumberOfThreads(1)
        return colors

    def _make_actor(self) -> Any:
        core = require("vtkmodules.vtkRenderingCore", "render")
        mapper = core.vtkImageMapper()
        mapper.SetColorWindow(255)
        mapper.SetColorLevel(127.5)
        mapper.SetInputConnection(self._colors.GetOutputPort())
        actor = core.vtkActor2D()
        actor.SetMapper(mapper)
        actor.VisibilityOff()
        return actor

    def _on_change(self, *_: object) -> None:
        """The view shows another image, or none."""
        self._refresh()

    def _refresh(self) -> None:
        image = self._image()
        if image is None or self._bounds is None or not self._is_on:
            self._actor.VisibilityOff()
            return
        if image.GetScalarTypeAsString() in EXACT_IN_FLOAT32:
            self._floats.SetOutputScalarTypeToFloat()
            self._threshold.ThresholdBetween(*single_bounds(*self._bounds))
        else:
            self._floats.SetOutputScalarTypeToDouble()
            self._threshold.ThresholdBetween(max(self._bounds[0], -FLOAT_LIMIT), min(self._bounds[1], FLOAT_LIMIT))
        self._actor.VisibilityOn()

    def _image(self) -> "vtkImageData | None":
        """The voxels in the view's background; None where there are none that have one intensity each."""
        node = self._logic.GetBackgroundLayer().GetVolumeNode()
        image = None if node is None else node.GetImageData()
        return image if image is not None and image.GetNumberOfScalarComponents() == 1 else None


def single_bounds(lower: float, upper: float) -> tuple[float, float]:
    """The narrowest bounds in 32 bits that hold all 32-bit numbers within these, so that VTK's rounding changes nothing.

    Example:
        >>> low, high = single_bounds(20.000000001, float("inf"))
        >>> low > 20, high
        (True, 3.4028234663852886e+38)
    """
    if lower > LARGEST_SINGLE or upper < -LARGEST_SINGLE:
        return NOTHING
    low, high = _nearest_single(lower), _nearest_single(upper)
    if low < lower:
        low = float(np.nextafter(np.float32(low), np.float32(np.inf)))
    if high > upper:
        high = float(np.nextafter(np.float32(high), np.float32(-np.inf)))
    return low, high


def _nearest_single(number: float) -> float:
    """The finite 32-bit number nearest to this one."""
    return float(np.float32(min(max(number, -LARGEST_SINGLE), LARGEST_SINGLE)))


def _lookup_table(color: Triple, opacity: float) -> Any:
    table = require("vtkmodules.vtkCommonCore", "render").vtkLookupTable()
    table.SetNumberOfTableValues(2)
    table.SetTableRange(0, 1)
    table.SetTableValue(0, 0, 0, 0, 0)
    table.SetTableValue(1, *color, opacity)
    return table
