"""The controls of a plot view."""

from typing import Any

import qt

from slicerhost.mrmlwidgets.node_controller_bar import NodeControllerBar
from slicerhost.pythonqt.standin import facade
from slicerhost.views.glyph_button import GlyphButton


@facade
class qMRMLPlotViewControllerWidget(NodeControllerBar):
    """Chooses the chart, fits it and saves it as a picture."""

    kind, node_class, words = "PlotChart", "vtkMRMLPlotChartNode", "The plot that is shown"

    def setPlotView(self, view: Any) -> None:
        """Controls this view."""
        self._view = view

    def mrmlPlotViewNode(self) -> Any:
        """The view node, or None."""
        return self._node

    def setMRMLPlotViewNode(self, node: Any) -> None:
        """Follows another view node."""
        self._follow(node)

    def fitPlotToAxes(self) -> None:
        """Shows all that is plotted."""
        if self._view is not None:
            self._view.fitToContent()

    def onExportButton(self) -> None:
        """Asks for a file and saves the plot to it."""
        path = self._ask_path()
        if path:
            self._view.saveAsSVG(path)

    def _make_buttons(self) -> tuple[Any, ...]:
        fit = GlyphButton("fit", "Show all that is plotted (double click)")
        save = GlyphButton("save", "Save the plot as SVG")
        fit.connect("clicked(bool)", lambda _: self.fitPlotToAxes())
        save.connect("clicked(bool)", lambda _: self.onExportButton())
        return fit, save

    def _ask_path(self) -> str:
        """The file that was chosen, or an empty text."""
        path = qt.QFileDialog.getSaveFileName(self, "Save the plot", "plot.svg", "SVG (*.svg)")
        return path[0] if isinstance(path, tuple) else path
