"""A MRML table as rows and columns of items."""

from typing import Any

import qt
import vtk

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.mrmlwidgets.observations import Observations
from slicerhost.pythonqt.standin import Property, facade

BITS = "vtkBitArray"
CHARACTERS = (vtk.VTK_CHAR, vtk.VTK_UNSIGNED_CHAR, vtk.VTK_SIGNED_CHAR)
BYTE_RANGES = {vtk.VTK_UNSIGNED_CHAR: (0, 255)}
SIGNED_BYTE = (-128, 127)


@facade
class qMRMLTableModel(qt.QStandardItemModel):
    """The items of a vtkMRMLTableNode; edited items go to the table, values that it cannot hold come back.

    Where the node does not use its columns' names as headers, the names stand in the first row and headers are letters.
    """

    def __init__(self, *arguments: Any) -> None:
        _, parent = split_parent(arguments, ())
        super().__init__(parent)
        self._node = None
        self._transposed = False
        self._updating = False
        self._events = Observations(self)
        self.connect("itemChanged(QStandardItem*)", self._edited)

    def mrmlTableNode(self) -> Any:
        """The table node, or None."""
        return self._node

    def setMRMLTableNode(self, node: Any) -> None:
        """Shows another table."""
        self._events.clear()
        self._node = node
        if node is not None:
            self._events.add(node, vtk.vtkCommand.ModifiedEvent, self._update)
        self._update()

    def _set_transposed(self, transposed: bool) -> None:
        if transposed != self._transposed:
            self._transposed = bool(transposed)
            self._update()

    transposed = Property(bool, lambda self: self._transposed, _set_transposed)

    def _table(self) -> Any:
        return self._node.GetTable() if self._node is not None else None

    def _offsets(self) -> tuple[Any, ...]:
        """The first row and column of the table that are items; row -1 is that of the names."""
        uses_names = self._node.GetUseColumnTitleAsColumnHeader()
        return (0 if uses_names else -1), (1 if self._node.GetUseFirstColumnAsRowHeader() else 0)

    def _update(self, *_: Any) -> None:
        """Makes all items fit the table."""
        if self._updating:
            return
        self._updating = True
        table = self._table()
        if table is None or table.GetNumberOfColumns() == 0:
            self.clear()
        else:
            self._fill(table)
        self._updating = False

    def _fill(self, table: Any) -> None:
        first_row, first_column = self._offsets()
        rows, columns = table.GetNumberOfRows() - first_row, table.GetNumberOfColumns() - first_column
        self.setRowCount(columns if self._transposed else rows)
        self.setColumnCount(rows if self._transposed else columns)
        for column in range(columns):
            self._fill_column(table, column + first_column, column, first_row)
        for row in range(rows):
            self._set_header(row, self._row_label(table, row, row + first_row), qt.Qt.Vertical)

    def _fill_column(self, table: Any, table_column: Any, column: int, first_row: Any) -> None:
        node = self._node
        name = table.GetColumnName(table_column) or ""
        uses_names = first_row == 0
        title = (node.GetColumnTitle(name) or name) if uses_names else _letters(column)
        tip = self._tip(name)
        self._set_header(column, title, qt.Qt.Horizontal, tip)
        array = table.GetColumn(table_column)
        for row in range(first_row, table.GetNumberOfRows()):
            item = self._item(row - first_row, column)
            if row < 0:
                _show_name(item, name)
            else:
                _show_value(item, array, table.GetValue(row, table_column), row == 0)
            _set_editable(item, not node.GetLocked())
            item.setToolTip(tip)

    def _set_header(self, index: Any, text: str, orientation: int, tip: str = "") -> None:
        if self._transposed:
            orientation = qt.Qt.Horizontal if orientation == qt.Qt.Vertical else qt.Qt.Vertical
        self.setHeaderData(index, orientation, text)
        self.setHeaderData(index, orientation, tip, int(qt.Qt.ToolTipRole))

    def _item(self, row: int, column: int) -> Any:
        place = (column, row) if self._transposed else (row, column)
        item = self.item(*place)
        if item is None:
            item = qt.QStandardItem()
            self.setItem(*place, item)
        return item

    def _row_label(self, table: Any, row: int, table_row: Any) -> str:
        if not self._node.GetUseFirstColumnAsRowHeader():
            return str(row + 1)
        return table.GetValue(table_row, 0).ToString() if table_row >= 0 else table.GetColumnName(0) or ""

    def _tip(self, name: str) -> str:
        """What the node knows of a column: long name, unit, description."""
        node = self._node
        title, unit, text = node.GetColumnTitle(name), node.GetColumnUnitLabel(name), node.GetColumnDescription(name)
        lines = ([f"<b>{title}</b>"] if title else []) + ([f"Unit: {unit}"] if unit else []) + ([text] if text else [])
        return "<p>".join(lines)

    def _table_place(self, item: Any) -> tuple[Any, ...]:
        first_row, first_column = self._offsets()
        row, column = (item.column(), item.row()) if self._transposed else (item.row(), item.column())
        return row + first_row, column + first_column

    def _edited(self, item: Any) -> None:
        """Writes what was typed into the table, as far as the table takes it."""
        if self._updating or self._table() is None:
            return
        row, column = self._table_place(item)
        if row < 0:
            self._node.RenameColumn(column, item.text())
            return
        self._updating = True
        changed = _write(self._table(), row, column, item)
        self._updating = False
        if changed:
            self._table().GetColumn(column).Modified()
            self._table().Modified()
        else:
            self._update()


def _show_name(item: Any, name: str) -> None:
    font = qt.QFont()
    font.setBold(True)
    item.setFont(font)
    item.setText(name)


def _show_value(item: Any, array: Any, value: Any, was_name: Any) -> None:
    if was_name:
        item.setFont(qt.QFont())
    if array.IsA(BITS):
        item.setCheckable(True)
        item.setCheckState(qt.Qt.Checked if value.ToInt() else qt.Qt.Unchecked)
        item.setText("")
        return
    if item.isCheckable():
        item.setCheckable(False)
        item.setData(None, int(qt.Qt.CheckStateRole))
    text = str(value.ToInt()) if array.GetDataType() in CHARACTERS else value.ToString()
    if item.text() != text:
        item.setText(text)
    if array.IsNumeric():
        item.setTextAlignment(qt.Qt.AlignRight | qt.Qt.AlignVCenter)


def _set_editable(item: Any, editable: bool) -> None:
    item.setFlags(item.flags() & ~qt.Qt.ItemIsUserCheckable & ~qt.Qt.ItemIsEditable)
    if editable:
        item.setFlags(item.flags() | (qt.Qt.ItemIsUserCheckable if item.isCheckable() else qt.Qt.ItemIsEditable))


def _write(table: Any, row: int, column: int, item: Any) -> bool:
    """Puts an item's value into the table; tells whether the table has another value now."""
    array, before = table.GetColumn(column), table.GetValue(row, column)
    if array.IsA(BITS):
        table.SetValue(row, column, vtk.vtkVariant(int(item.checkState() == qt.Qt.Checked)))
    elif array.GetDataType() in CHARACTERS:
        low, high = BYTE_RANGES.get(array.GetDataType(), SIGNED_BYTE)
        if not item.text().lstrip("-").isdigit() or not low <= int(item.text()) <= high:
            return False
        array.SetTuple1(row, int(item.text()))
    else:
        table.SetValue(row, column, vtk.vtkVariant(item.text()))
    return table.GetValue(row, column) != before


def _letters(index: Any) -> str:
    """A, B, ..., Z, AA, AB, ..."""
    text = ""
    while index >= 0:
        text = chr(ord("A") + index % 26) + text
        index = index // 26 - 1
    return text
