"""A view that draws a VTK chart."""

from typing import Any

import qt
import vtk

from slicerhost.pythonqt.standin import facade
from slicerhost.views.abstract_view import ctkVTKAbstractView


@facade
class ctkVTKChartView(ctkVTKAbstractView):
    """A vtkChartXY: the left mouse button pans it, the wheel zooms it."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._chart = vtk.vtkChartXY()
        self._context = vtk.vtkContextActor()
        self._context.GetScene().AddItem(self._chart)
        self._context.GetScene().SetRenderer(self._renderer)
        self._renderer.AddActor(self._context)
        self._renderer.SetBackground(1.0, 1.0, 1.0)
        style = vtk.vtkContextInteractorStyle()
        style.SetScene(self._context.GetScene())
        self._interactor.SetInteractorStyle(style)
        self._pixel_ratio = 1.0

    def chart(self) -> Any:
        """The chart."""
        return self._chart

    def scene(self) -> Any:
        """What the chart lies in."""
        return self._context.GetScene()

    def addPlot(self, plot: Any) -> None:
        """Adds a plot."""
        self._chart.AddPlot(plot)
        self.scheduleRender()

    def removePlot(self, plot: Any) -> None:
        """Takes a plot away."""
        self._chart.RemovePlotInstance(plot)
        self.scheduleRender()

    def removeAllPlots(self) -> None:
        """Takes all plots away."""
        self._chart.ClearPlots()
        self.scheduleRender()

    def fitToContent(self) -> None:
        """Shows all that is plotted."""
        self._chart.RecalculateBounds()
        self.scheduleRender()

    def _on_resize(self, _width: Any, _height: Any, ratio: float) -> None:
        self._pixel_ratio = ratio

    def _after_mouse(self) -> None:
        """The chart has moved with the mouse."""
        self.scheduleRender()

    def mouseMoveEvent(self, event: qt.QMouseEvent) -> None:
        """Moves the chart, or shows the value under the pointer."""
        super().mouseMoveEvent(event)
        self._after_mouse()

    def mousePressEvent(self, event: qt.QMouseEvent) -> None:
        """Takes the chart."""
        super().mousePressEvent(event)
        self._after_mouse()

    def mouseReleaseEvent(self, event: qt.QMouseEvent) -> None:
        """Lets the chart go."""
        super().mouseReleaseEvent(event)
        self._after_mouse()

    def mouseDoubleClickEvent(self, event: qt.QMouseEvent) -> None:
        """Shows all again."""
        if event.button() == qt.Qt.LeftButton:
            self.fitToContent()
        else:
            super().mouseDoubleClickEvent(event)

    def wheelEvent(self, event: qt.QWheelEvent) -> None:
        """Zooms."""
        super().wheelEvent(event)
        self._after_mouse()
