"""The preview of a threshold on one slice view."""

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from medseg.optional import require
from medseg.types import Triple

if TYPE_CHECKING:
    from slicer import vtkMRMLSliceLogic
    from vtkmodules.vtkCommonDataModel import vtkImageData
    from vtkmodules.vtkRenderingCore import vtkRenderer

FLOAT_LIMIT = 1e300  # stands for infinity, which VTK's threshold does not take
NOTHING = (1.0, 0.0)  # a range that no value lies in


class PreviewLayer:
    """A coloured layer over a slice view: the reslice of its background, thresholded.

    The pipeline: the view's `vtkImageReslice` -> `vtkImageThreshold` -> cut off outside the image -> colour -> actor.
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
        imaging = require("vtkmodules.vtkImagingCore", "render")
        reslice = logic.GetBackgroundLayer().GetReslice()
        self._threshold = imaging.vtkImageThreshold()
        self._threshold.SetInputConnection(reslice.GetOutputPort())
        self._threshold.SetInValue(1)
        self._threshold.SetOutValue(0)
        self._threshold.SetOutputScalarTypeToUnsignedChar()
        self._table = _lookup_table(color, opacity)
        self._colors = imaging.vtkImageMapToColors()
        self._colors.SetInputConnection(self._inside(reslice))
        self._colors.SetOutputFormatToRGBA()
        self._colors.SetLookupTable(self._table)
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
    def mask_image(self) -> "vtkImageData":
        """What is coloured (1) and what is not (0), a pixel of the view each."""
        source = self._colors.GetInputAlgorithm()
        source.Update()
        image: vtkImageData = source.GetOutput()
        return image

    def close(self) -> None:
        """Remove the layer from its view."""
        self._logic.RemoveObserver(self._tag)
        self._renderer.RemoveViewProp(self._actor)

    def _inside(self, reslice: Any) -> Any:
        """The threshold's output port, with 0 where the reslice says that there is no image."""
        if not reslice.GetGenerateStencilOutput():
            return self._threshold.GetOutputPort()
        self._stencil = require("vtkmodules.vtkImagingStencil", "render").vtkImageStencil()
        self._stencil.SetInputConnection(self._threshold.GetOutputPort())
        self._stencil.SetStencilConnection(reslice.GetStencilOutputPort())
        self._stencil.SetBackgroundValue(0)
        return self._stencil.GetOutputPort()

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
        is_visible = self._is_on and self._bounds is not None and image is not None
        if is_visible and self._bounds is not None and image is not None:
            self._threshold.ThresholdBetween(*fit_bounds(*self._bounds, image))
        self._actor.SetVisibility(is_visible)

    def _image(self) -> "vtkImageData | None":
        """The voxels in the view's background; None where there are none that have one intensity each."""
        node = self._logic.GetBackgroundLayer().GetVolumeNode()
        image = None if node is None else node.GetImageData()
        return image if image is not None and image.GetNumberOfScalarComponents() == 1 else None


def fit_bounds(lower: float, upper: float, image: "vtkImageData") -> tuple[float, float]:
    """Bounds as VTK's threshold takes them for this type of number.

    For integers VTK would cut off fractions, so that 0.5 takes in 0, and would bring bounds beyond the type's range to its ends.

    Args:
        lower: Lower bound, included.
        upper: Upper bound, included.
        image: Its type of number counts.

    Returns:
        Bounds of which the first lies above the second where nothing can be within.
    """
    if image.GetScalarTypeAsString() in ("float", "double"):
        return max(lower, -FLOAT_LIMIT), min(upper, FLOAT_LIMIT)
    smallest, largest = image.GetScalarTypeMin(), image.GetScalarTypeMax()
    low = smallest if lower < smallest else (math.ceil(lower) if np.isfinite(lower) else math.inf)
    high = largest if upper > largest else (math.floor(upper) if np.isfinite(upper) else -math.inf)
    return (float(low), float(high)) if low <= high and low <= largest and high >= smallest else NOTHING


def _lookup_table(color: Triple, opacity: float) -> Any:
    table = require("vtkmodules.vtkCommonCore", "render").vtkLookupTable()
    table.SetNumberOfTableValues(2)
    table.SetTableRange(0, 1)
    table.SetTableValue(0, 0, 0, 0, 0)
    table.SetTableValue(1, *color, opacity)
    return table
