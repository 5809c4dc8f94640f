"""The controls of a table view."""

from typing import Any

from slicerhost.mrmlwidgets.node_controller_bar import NodeControllerBar
from slicerhost.pythonqt.standin import facade
from slicerhost.views.glyph_button import GlyphButton


@facade
class qMRMLTableViewControllerWidget(NodeControllerBar):
    """Chooses the table, copies it, plots it."""

    kind, node_class, words = "Table", "vtkMRMLTableNode", "The table that is shown"

    def setTableView(self, view: Any) -> None:
        """Controls this view."""
        self._view = view

    def mrmlTableViewNode(self) -> Any:
        """The view node, or None."""
        return self._node

    def setMRMLTableViewNode(self, node: Any) -> None:
        """Follows another view node."""
        self._follow(node)

    def _make_buttons(self) -> tuple[Any, ...]:
        copy = GlyphButton("file", "Copy the selected cells; all if none are selected")
        plot = GlyphButton("plot", "Plot the selected columns")
        copy.connect("clicked(bool)", self._copy_cells)
        plot.connect("clicked(bool)", lambda _: self._view.plotSelection())
        return copy, plot

    def _copy_cells(self, _: Any) -> None:
        if not self._view.selectedIndexes():
            self._view.selectAll()
        self._view.copySelection()
