"""The controls of a table view."""

from typing import Any

import vtk

from slicerhost.mrmlwidgets.node_combo_box import qMRMLNodeComboBox
from slicerhost.mrmlwidgets.observations import Observations
from slicerhost.pythonqt.standin import facade
from slicerhost.views.controller_bar import qMRMLViewControllerBar
from slicerhost.views.glyph_button import GlyphButton


@facade
class qMRMLTableViewControllerWidget(qMRMLViewControllerBar):
    """Chooses the table, copies it, plots it."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._view = self._node = None
        self._events = Observations(self)
        self._copy = GlyphButton("file", "Copy the selected cells; all if none are selected")
        self._plot = GlyphButton("plot", "Plot the selected columns")
        self._tables = qMRMLNodeComboBox(self)
        self._tables.nodeTypes = ["vtkMRMLTableNode"]
        self._tables.noneEnabled = True
        self._tables.addEnabled = self._tables.removeEnabled = False
        self._tables.setToolTip("The table that is shown")
        for part in (self._copy, self._plot):
            self.layout().addWidget(part)
        self.layout().addWidget(self._tables, 1)
        self._copy.connect("clicked(bool)", self._copy_cells)
        self._plot.connect("clicked(bool)", lambda _: self._view.plotSelection())
        self._tables.connect("currentNodeIDChanged(QString)", self._chosen)

    def setTableView(self, view: Any) -> None:
        """Controls this view."""
        self._view = view

    def setMRMLScene(self, scene: Any) -> None:
        """Offers another scene's tables."""
        self._tables.setMRMLScene(scene)

    def mrmlTableViewNode(self) -> Any:
        """The view node, or None."""
        return self._node

    def setMRMLTableViewNode(self, node: Any) -> None:
        """Follows another view node."""
        self._events.clear()
        self._node = node
        self._set_view_node(node)
        if node is not None:
            self._events.add(node, vtk.vtkCommand.ModifiedEvent, self._show)
            self._show()

    def _show(self, *_: Any) -> None:
        blocked = self._tables.blockSignals(True)
        self._tables.setCurrentNodeID(self._node.GetTableNodeID() or "")
        self._tables.blockSignals(blocked)

    def _chosen(self, node_id: str) -> None:
        if self._node is not None:
            self._node.SetTableNodeID(node_id or None)

    def _copy_cells(self, _: Any) -> None:
        if not self._view.selectedIndexes():
            self._view.selectAll()
        self._view.copySelection()
