"""Shows a MRML table."""

from typing import Any

import qt
import slicer
import vtk

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.mrmlwidgets.observations import Observations
from slicerhost.mrmlwidgets.plot_columns import plot_columns
from slicerhost.mrmlwidgets.table_model import qMRMLTableModel
from slicerhost.pythonqt.standin import Property, Signal, emit, facade

LEAST_COLUMN_WIDTH = 60


@facade
class qMRMLTableView(qt.QTableView):
    """A vtkMRMLTableNode as a table: long names, units and descriptions in tooltips, copied as text with tabs."""

    mrmlSceneChanged = Signal(object)
    selectionChanged = Signal()

    def __init__(self, *arguments: Any) -> None:
        _, parent = split_parent(arguments, ())
        super().__init__(parent)
        self._scene = self._view_node = None
        self._events = Observations(self)
        self._table_model = qMRMLTableModel(self)
        self._proxy = qt.QSortFilterProxyModel(self)
        self._proxy.setSourceModel(self._table_model)
        self.setModel(self._proxy)
        self.horizontalHeader().setMinimumSectionSize(LEAST_COLUMN_WIDTH)
        self.setSizePolicy(qt.QSizePolicy.Expanding, qt.QSizePolicy.Expanding)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        self.setAlternatingRowColors(True)
        self.selectionModel().connect("selectionChanged(QItemSelection,QItemSelection)", lambda *_: self._tell_selection())

    def _tell_selection(self) -> None:
        emit(self, "selectionChanged()")

    def tableModel(self) -> Any:
        """The model of the table."""
        return self._table_model

    def sortFilterProxyModel(self) -> Any:
        """The model of what is shown."""
        return self._proxy

    def mrmlScene(self) -> Any:
        """The scene, or None."""
        return self._scene

    def setMRMLScene(self, scene: Any) -> None:
        """Takes another scene; a view node of the old one is let go."""
        if scene is self._scene:
            return
        self._scene = scene
        if self._view_node is not None and self._view_node.GetScene() is not scene:
            self.setMRMLTableViewNode(None)
        self.mrmlSceneChanged.emit(scene)

    def mrmlTableNode(self) -> Any:
        """The table node, or None."""
        return self._table_model.mrmlTableNode()

    def setMRMLTableNode(self, node: Any) -> None:
        """Shows another table; any other node shows none."""
        is_table = node is not None and node.IsA("vtkMRMLTableNode")
        self._table_model.setMRMLTableNode(node if is_table else None)
        self.resizeColumnsToContents()

    def mrmlTableViewNode(self) -> Any:
        """The view node, or None."""
        return self._view_node

    def setMRMLTableViewNode(self, node: Any) -> None:
        """Follows the table of a view node."""
        if node is self._view_node:
            return
        self._events.clear()
        self._view_node = node
        if node is not None:
            self._events.add(node, vtk.vtkCommand.ModifiedEvent, self._view_changed)
        self._view_changed()

    def _view_changed(self, *_: Any) -> None:
        node = self._view_node.GetTableNode() if self._view_node is not None else None
        if node is not self.mrmlTableNode():
            self.setMRMLTableNode(node)

    def _flag(first: Any) -> tuple[Any, ...]:
        """A property for the first row or column being headers, whichever it is when transposed."""

        def names(self: Any) -> str:
            is_column_title = first == (not self.transposed)
            return "UseColumnTitleAsColumnHeader" if is_column_title else "UseFirstColumnAsRowHeader"

        def getter(self: Any) -> bool:
            node = self.mrmlTableNode()
            return bool(getattr(node, f"Get{names(self)}")()) if node is not None else False

        def setter(self: Any, locked: bool) -> None:
            node = self.mrmlTableNode()
            if node is not None:
                getattr(node, f"Set{names(self)}")(bool(locked))
                self.resizeColumnsToContents()

        return Property(bool, getter, setter), setter

    def setTransposed(self, transposed: bool) -> None:
        """Turns rows into columns."""
        self._table_model.transposed = transposed

    transposed = Property(bool, lambda self: self._table_model.transposed, setTransposed)
    firstRowLocked, setFirstRowLocked = _flag(True)
    firstColumnLocked, setFirstColumnLocked = _flag(False)
    del _flag

    def keyPressEvent(self, event: qt.QKeyEvent) -> None:
        """Copies and pastes; arrow keys stay within the table."""
        if event.matches(qt.QKeySequence.Copy):
            self.copySelection()
        elif event.matches(qt.QKeySequence.Paste):
            self.pasteSelection()
        elif not self._leaves_table(event.key()):
            super().keyPressEvent(event)

    def _leaves_table(self, key: str) -> Any:
        at, model = self.currentIndex(), self.model()
        ends = {
            qt.Qt.Key_Left: at.column() == 0,
            qt.Qt.Key_Up: at.row() == 0,
            qt.Qt.Key_Right: at.column() == model.columnCount() - 1,
            qt.Qt.Key_Down: at.row() == model.rowCount() - 1,
        }
        return ends.get(qt.Qt.Key(key), False)

    def copySelection(self) -> None:
        """Copies the selected cells as text, tabs between columns and a line a row."""
        cells = {(index.row(), index.column()): index for index in self.selectedIndexes()}
        if not cells:
            return
        rows, columns = sorted({row for row, _ in cells}), sorted({column for _, column in cells})
        lines = ["\t".join(_text(self.model().index(row, column)) for column in columns) for row in rows]
        qt.QApplication.clipboard().setText("\n".join(lines))

    def pasteSelection(self) -> None:
        """Writes copied text into the cells from the current one on; what does not fit is left out."""
        text, node = qt.QApplication.clipboard().text(), self.mrmlTableNode()
        start = self.currentIndex()
        if not text or node is None or node.GetLocked() or not start.isValid():
            return
        with slicer.util.NodeModify(node):
            for row, line in enumerate(text.splitlines(), start.row()):
                for column, value in enumerate(line.split("\t"), start.column()):
                    index = self.model().index(row, column)
                    if index.isValid():
                        self.model().setData(index, value)

    def insertRow(self) -> None:
        """Adds a row at the end."""
        self._insert(not self.transposed)

    def insertColumn(self) -> None:
        """Adds a column at the end."""
        self._insert(self.transposed)

    def _insert(self, row: int) -> None:
        node = self.mrmlTableNode()
        if node is not None:
            node.AddEmptyRow() if row else node.AddColumn()

    def deleteRow(self) -> None:
        """Removes the rows of the selected cells."""
        self._delete(not self.transposed)

    def deleteColumn(self) -> None:
        """Removes the columns of the selected cells."""
        self._delete(self.transposed)

    def _delete(self, rows: Any) -> None:
        node = self.mrmlTableNode()
        if node is None:
            return
        items = [self._table_model.itemFromIndex(self._proxy.mapToSource(index)) for index in self.selectedIndexes()]
        places = {self._table_model._table_place(item)[0 if rows else 1] for item in items}
        with slicer.util.NodeModify(node):
            for place in sorted(places, reverse=True):
                if place >= 0:
                    node.RemoveRow(place) if rows else node.RemoveColumn(place)
        self.clearSelection()

    def plotSelection(self) -> None:
        """Plots the selected columns of numbers, each against its rows, in the scene's plot view."""
        columns = sorted({index.column() for index in self.selectedIndexes()})
        node = self.mrmlTableNode()
        if node is None or not columns or self.transposed:
            return
        plot_columns(node, [column + self._table_model._offsets()[1] for column in columns])


def _text(index: qt.QModelIndex) -> str:
    """What a cell copies as: a check mark as 1 or 0."""
    state = index.data(int(qt.Qt.CheckStateRole))
    return str(index.data() or "") if state is None else str(int(int(state) == int(qt.Qt.Checked)))
