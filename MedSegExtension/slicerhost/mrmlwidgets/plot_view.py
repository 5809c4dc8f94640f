"""Draws the chart of a plot view node."""

from collections.abc import Iterator
from typing import Any

import qt
import slicer
import vtk

from slicerhost.mrmlwidgets.chart_painter import draw_chart
from slicerhost.mrmlwidgets.chart_view import ctkVTKChartView
from slicerhost.mrmlwidgets.observations import Observations
from slicerhost.pythonqt.standin import Signal, facade

MODES = {
    "InteractionModePanView": (vtk.vtkChart.PAN, vtk.vtkChart.ZOOM),
    "InteractionModeSelectPoints": (vtk.vtkChart.SELECT, vtk.vtkChart.PAN),
    "InteractionModeFreehandSelectPoints": (vtk.vtkChart.SELECT_POLYGON, vtk.vtkChart.PAN),
    "InteractionModeMovePoints": (vtk.vtkChart.CLICK_AND_DRAG, vtk.vtkChart.PAN),
}


@facade
class qMRMLPlotView(ctkVTKChartView):
    """Lines, points and bars of the chart that a vtkMRMLPlotViewNode shows, drawn anew when chart, series or table change."""

    mrmlSceneChanged = Signal(object)
    dataSelected = Signal(object, object)

    def __init__(self, *arguments: Any) -> None:
        super().__init__(arguments[0] if arguments else None)
        self._scene = self._view_node = None
        self._series = []
        self._is_outdated = True
        self._view_events, self._chart_events = Observations(self), Observations(self)
        self._chart.AddObserver(vtk.vtkCommand.SelectionChangedEvent, self._tell_selection)

    def mrmlScene(self) -> Any:
        """The scene, or None."""
        return self._scene

    def setMRMLScene(self, scene: Any) -> None:
        """Takes another scene; a view node of the old one is let go."""
        if scene is self._scene:
            return
        self._scene = scene
        if self._view_node is not None and self._view_node.GetScene() is not scene:
            self.setMRMLPlotViewNode(None)
        self.mrmlSceneChanged.emit(scene)

    def mrmlPlotViewNode(self) -> Any:
        """The view node, or None."""
        return self._view_node

    def setMRMLPlotViewNode(self, node: Any) -> None:
        """Shows what another view node says."""
        if node is self._view_node:
            return
        self._view_events.clear()
        self._view_node = node
        if node is not None:
            self._view_events.add(node, vtk.vtkCommand.ModifiedEvent, self._changed)
        self._changed()

    def _chart_node(self) -> Any:
        return self._view_node.GetPlotChartNode() if self._view_node is not None else None

    def _changed(self, *_: Any) -> None:
        """Draws anew at the next occasion, and follows all that the chart is made of."""
        self._chart_events.clear()
        node = self._chart_node()
        for part in _parts(node) if node is not None else ():
            self._chart_events.add(part, vtk.vtkCommand.ModifiedEvent, self._changed)
        self._is_outdated = True
        self.scheduleRender()

    def _update(self) -> None:
        self._is_outdated = False
        self._series = draw_chart(self._chart, self._chart_node())
        if self._view_node is None:
            return
        kinds = slicer.vtkMRMLPlotViewNode
        modes = {getattr(kinds, name): actions for name, actions in MODES.items()}
        left, middle = modes.get(self._view_node.GetInteractionMode(), MODES["InteractionModePanView"])
        self._chart.SetActionToButton(left, vtk.vtkContextMouseEvent.LEFT_BUTTON)
        self._chart.SetActionToButton(middle, vtk.vtkContextMouseEvent.MIDDLE_BUTTON)

    def _draw(self) -> None:
        if self._is_outdated:
            self._update()
        super()._draw()
        if self._chart_node() is None:
            self._paint_hint()

    def _paint_hint(self) -> None:
        """Says in an empty view how it comes by a plot."""
        self._image = self._image.copy()
        self._image.setDevicePixelRatio(self.devicePixelRatioF())
        painter = qt.QPainter(self._image)
        painter.setPen(qt.QColor(120, 120, 120))
        painter.drawText(self.rect, int(qt.Qt.AlignCenter), "No plot")
        painter.end()

    def fitToContent(self) -> None:
        """Shows all that is plotted, or the ranges that the chart asks for."""
        self._is_outdated = True
        self.scheduleRender()

    def RemovePlotSelections(self) -> None:
        """Selects no points."""
        for index in range(self._chart.GetNumberOfPlots()):
            self._chart.GetPlot(index).SetSelection(None)
        self.scheduleRender()

    def _tell_selection(self, *_: Any) -> None:
        ids, selections = vtk.vtkStringArray(), vtk.vtkCollection()
        for index, series in enumerate(self._series):
            selection = self._chart.GetPlot(index).GetSelection()
            if selection is not None and selection.GetNumberOfValues():
                ids.InsertNextValue(series.GetID())
                selections.AddItem(selection)
        self.dataSelected.emit(ids, selections)

    def saveAsSVG(self, path: str) -> None:
        """Writes the chart to a file that can be scaled."""
        self.forceRender()
        exporter = vtk.vtkSVGExporter()
        exporter.SetRenderWindow(self.renderWindow())
        exporter.SetFileName(str(path))
        exporter.Write()


def _parts(chart: Any) -> Iterator[Any]:
    """The chart, its series and their tables."""
    yield chart
    tables = set()
    for index in range(chart.GetNumberOfPlotSeriesNodes()):
        series = chart.GetNthPlotSeriesNode(index)
        if series is None:
            continue
        yield series
        table = series.GetTableNode()
        if table is not None and table not in tables:
            tables.add(table)
            yield table
