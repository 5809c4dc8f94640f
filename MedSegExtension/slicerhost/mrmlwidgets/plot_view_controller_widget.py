"""The controls of a plot view."""

from typing import Any

import qt
import vtk

from slicerhost.mrmlwidgets.node_combo_box import qMRMLNodeComboBox
from slicerhost.mrmlwidgets.observations import Observations
from slicerhost.pythonqt.standin import facade
from slicerhost.views.controller_bar import qMRMLViewControllerBar
from slicerhost.views.glyph_button import GlyphButton


@facade
class qMRMLPlotViewControllerWidget(qMRMLViewControllerBar):
    """Chooses the chart, fits it and saves it as a picture."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._view = self._node = None
        self._events = Observations(self)
        self._fit = GlyphButton("fit", "Show all that is plotted (double click)")
        self._save = GlyphButton("save", "Save the plot as SVG")
        self._charts = qMRMLNodeComboBox(self)
        self._charts.nodeTypes = ["vtkMRMLPlotChartNode"]
        self._charts.noneEnabled = True
        self._charts.addEnabled = self._charts.removeEnabled = False
        self._charts.setToolTip("The plot that is shown")
        for part in (self._fit, self._save):
            self.layout().addWidget(part)
        self.layout().addWidget(self._charts, 1)
        self._fit.connect("clicked(bool)", lambda _: self.fitPlotToAxes())
        self._save.connect("clicked(bool)", lambda _: self.onExportButton())
        self._charts.connect("currentNodeIDChanged(QString)", self._chosen)

    def setPlotView(self, view: Any) -> None:
        """Controls this view."""
        self._view = view

    def setMRMLScene(self, scene: Any) -> None:
        """Offers another scene's charts."""
        self._charts.setMRMLScene(scene)

    def mrmlPlotViewNode(self) -> Any:
        """The view node, or None."""
        return self._node

    def setMRMLPlotViewNode(self, node: Any) -> None:
        """Follows another view node."""
        self._events.clear()
        self._node = node
        self._set_view_node(node)
        if node is not None:
            self._events.add(node, vtk.vtkCommand.ModifiedEvent, self._show)
            self._show()

    def _show(self, *_: Any) -> None:
        blocked = self._charts.blockSignals(True)
        self._charts.setCurrentNodeID(self._node.GetPlotChartNodeID() or "")
        self._charts.blockSignals(blocked)

    def _chosen(self, node_id: str) -> None:
        if self._node is not None:
            self._node.SetPlotChartNodeID(node_id or None)

    def fitPlotToAxes(self) -> None:
        """Shows all that is plotted."""
        if self._view is not None:
            self._view.fitToContent()

    def onExportButton(self) -> None:
        """Asks for a file and saves the plot to it."""
        path = self._ask_path()
        if path:
            self._view.saveAsSVG(path)

    def _ask_path(self) -> str:
        """The file that was chosen, or an empty text."""
        path = qt.QFileDialog.getSaveFileName(self, "Save the plot", "plot.svg", "SVG (*.svg)")
        return path[0] if isinstance(path, tuple) else path
