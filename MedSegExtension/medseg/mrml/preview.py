"""The live preview of a threshold on slice views."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Self

from medseg.errors import ParameterError
from medseg.mrml.preview_layer import PreviewLayer
from medseg.types import Mask, Triple
from medseg.volume.segment import RED

if TYPE_CHECKING:
    from slicer import vtkMRMLSliceLogic
    from vtkmodules.vtkRenderingCore import vtkRenderer

OPACITY = 0.5
PULSE = (1.0, 0.85, 0.6, 0.3, 0.1, 0.3, 0.6, 0.85)  # of the opacity, one step a call of `pulse`


def _do_nothing() -> None:
    """What is called where nobody asked to draw."""


@dataclass(frozen=True)
class PreviewTarget:
    """A slice view that shows the preview.

    Attributes:
        logic: Slicer's logic of the view: in Slicer `sliceWidget.sliceLogic()`.
        renderer: Its renderer: in Slicer the first of `sliceWidget.sliceView().renderWindow().GetRenderers()`.
        render: Asks for the view to be drawn: in Slicer `sliceWidget.sliceView().scheduleRender`.
    """

    logic: "vtkMRMLSliceLogic"
    renderer: "vtkRenderer"
    render: Callable[[], object] = field(default=_do_nothing)


class ThresholdPreview:
    """Colours, on slice views, the pixels whose intensity lies within two bounds.

    Each view's own reslice is thresholded: the cost is that of the pixels on the screen, whatever the number of slices, and what
    is seen is what is coloured, in oblique images too. With interpolation on, edges follow the interpolated intensities. Images
    in colour, and pixels outside the image, are left alone.

    Example:
        with ThresholdPreview([red_view, green_view, yellow_view]) as preview:
            preview.set_bounds(-950, -500)
    """

    def __init__(self, targets: Iterable[PreviewTarget], color: Triple = RED, opacity: float = OPACITY) -> None:
        """Prepare the preview; nothing is shown before bounds are set.

        Args:
            targets: The slice views.
            color: Red, green, blue from 0 to 1.
            opacity: From 0 to 1.

        Raises:
            ParameterError: A colour or opacity outside 0 to 1.
        """
        if not all(0 <= part <= 1 for part in (*color, opacity)):
            raise ParameterError(f"Expected a colour and an opacity from 0 to 1, got {color} and {opacity}.")
        self._targets = list(targets)
        self._layers = [PreviewLayer(target.logic, target.renderer, color, opacity) for target in self._targets]
        self._opacity = opacity
        self._step = 0

    def set_bounds(self, lower: float | None, upper: float | None) -> None:
        """Show the pixels from `lower` to `upper`.

        Args:
            lower: Smallest intensity that is coloured, in the image's unit; None for no limit.
            upper: Largest intensity that is coloured; None for no limit.

        Raises:
            ParameterError: A bound is NaN, or the lower lies above the upper.
        """
        low = -math.inf if lower is None else float(lower)
        high = math.inf if upper is None else float(upper)
        if not low <= high:
            raise ParameterError(f"Expected a lower bound up to the upper one, got {lower} and {upper}.")
        for layer in self._layers:
            layer.set_bounds(low, high)
        self._draw()

    def update(self) -> None:
        """Bring all layers up to date without drawing."""
        for layer in self._layers:
            layer.update()

    @property
    def masks(self) -> list[Mask]:
        """The pixels that each view colours, (row, column), the bottom row first, as VTK counts."""
        return [layer.mask for layer in self._layers]

    def show(self) -> None:
        """Show the preview again after `hide`."""
        self._switch(True)

    def hide(self) -> None:
        """Hide the preview; bounds are kept."""
        self._switch(False)

    def pulse(self) -> None:
        """Take one step of a pulsing opacity; call it from a timer, about every 100 ms."""
        self._step = (self._step + 1) % len(PULSE)
        for layer in self._layers:
            layer.set_opacity(self._opacity * PULSE[self._step])
        self._draw()

    def close(self) -> None:
        """Remove the preview from the views; it can be called twice."""
        for layer in self._layers:
            layer.close()
        self._draw()
        self._layers, self._targets = [], []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _switch(self, is_on: bool) -> None:
        for layer in self._layers:
            layer.set_visible(is_on)
        self._draw()

    def _draw(self) -> None:
        for target in self._targets:
            target.render()
