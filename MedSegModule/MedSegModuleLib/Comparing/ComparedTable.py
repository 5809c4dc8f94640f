"""Methods compared, in the panel: a column a method."""

from typing import Any

import qt
from slicer.i18n import tr as _

from medseg.records.metrics import METRICS

ROW_HEIGHTS = 1.6
HEAD_LINES, BAR_LINES = 3.0, 1.2  # of the method's two words, and of a scroll bar
ALIGNMENT_ROLE, RIGHT = 7, 0x82  # Qt::TextAlignmentRole, AlignRight | AlignVCenter: plain numbers on both sides of Qt's bindings


class ComparedTable:
    """Fills a table widget with metrics x methods, the best of each metric in bold. A click chooses a method."""

    def __init__(self, table: Any) -> None:
        """Set the table up.

        Args:
            table: A `QTableWidget`.
        """
        self._table = table
        self._shown = ""
        for header in (table.horizontalHeader(), table.verticalHeader()):
            header.highlightSections = False  # bold is what is best
        table.horizontalHeader().setSectionResizeMode(qt.QHeaderView.ResizeToContents)
        table.verticalHeader().setDefaultSectionSize(round(ROW_HEIGHTS * table.fontMetrics().height()))

    def show(self, rows: list[Any]) -> None:
        """Show the rows of one segment, a `medseg.mrml.compared_row.ComparedRow` a method; none hide the table."""
        self._table.visible = bool(rows)
        if repr(rows) == self._shown:  # NaN is not equal to itself
            return
        self._shown = repr(rows)
        self._table.setRowCount(len(METRICS) if rows else 0)
        self._table.setColumnCount(len(rows))
        for number, metric in enumerate(METRICS):
            head = qt.QTableWidgetItem(metric.title)
            head.setToolTip(_("{meaning}; best is {better}").format(meaning=metric.meaning, better=str(metric.better)))
            self._table.setVerticalHeaderItem(number, head)
        for column, row in enumerate(rows):
            self._showMethod(column, row)
        self._fitHeight()

    def choose(self, column: int | None) -> None:
        """Mark a method as the one that is shown; None for none."""
        if column is None:
            self._table.clearSelection()
        elif self._selected() != column:
            self._table.selectColumn(column)

    def _selected(self) -> int | None:
        columns = {item.column() for item in self._table.selectedItems()}
        return next(iter(columns), None)

    def _showMethod(self, column: int, row: Any) -> None:
        head = qt.QTableWidgetItem(row.method.replace(" ", "\n", 1))
        head.setToolTip(f"{row.method}: {row.reason}" if row.reason else row.method)
        self._table.setHorizontalHeaderItem(column, head)
        for number, cell in enumerate(row.cells):
            item = qt.QTableWidgetItem(cell.text)
            item.setData(ALIGNMENT_ROLE, RIGHT)
            if cell.is_best:
                font = qt.QFont()
                font.setBold(True)
                item.setFont(font)
            item.setToolTip(self._tip(row, number, cell))
            self._table.setItem(number, column, item)

    def _tip(self, row: Any, number: int, cell: Any) -> str:
        metric = METRICS[number]
        if row.reason:
            return row.reason
        words = _("{method}, {metric}: {value}").format(method=row.method, metric=metric.title, value=f"{cell.value:.6g}")
        return _("{words}, the best").format(words=words) if cell.is_best else words

    def _fitHeight(self) -> None:
        lineHeight = self._table.fontMetrics().height()
        height = (
            round((self._table.rowCount * ROW_HEIGHTS + HEAD_LINES + BAR_LINES) * lineHeight) + 2 * self._table.frameWidth + 2
        )
        self._table.minimumHeight = height
        self._table.maximumHeight = height
