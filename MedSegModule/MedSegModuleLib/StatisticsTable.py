"""The statistics of masks in a table."""

import qt
from slicer.i18n import tr as _

from medseg.records import MaskStatistics
from MedSegModuleLib.Notes import number

MOST_ROWS_SEEN = 8


class StatisticsTable:
    """Fills a `QTableWidget` with a row a segment; it is hidden while it is empty and as high as its rows need."""

    def __init__(self, widget) -> None:
        """Prepare the table.

        Args:
            widget: The `QTableWidget`.
        """
        self._widget = widget
        widget.verticalHeader().setVisible(False)
        self.show(())

    def show(self, statistics: tuple[MaskStatistics, ...]) -> None:
        """Show the records, or nothing."""
        self._widget.visible = bool(statistics)
        if not statistics:
            self._widget.setRowCount(0)
            return
        headings = _headings(statistics[0].unit)
        self._widget.setColumnCount(len(headings))
        self._widget.setHorizontalHeaderLabels(headings)
        self._widget.setRowCount(len(statistics))
        for row, record in enumerate(statistics):
            for column, text in enumerate(_texts(record)):
                self._widget.setItem(row, column, _cell(text, isNumber=column > 0))
        self._widget.resizeColumnsToContents()
        self._fitHeight()

    def _fitHeight(self) -> None:
        rows = min(self._widget.rowCount, MOST_ROWS_SEEN)
        header = self._widget.horizontalHeader().sizeHint.height()
        scrollBar = self._widget.horizontalScrollBar().sizeHint.height()
        height = header + sum(self._widget.rowHeight(row) for row in range(rows)) + scrollBar + 2 * self._widget.frameWidth
        self._widget.setMinimumHeight(height)
        self._widget.setMaximumHeight(height)


def _headings(unit: str) -> list[str]:
    tail = f" ({unit})" if unit else ""
    return [
        _("Segment"),
        _("Volume (ml)"),
        *(f"{word}{tail}" for word in (_("Mean"), _("SD"), _("Median"))),
        _("5 % to 95 %{unit}").format(unit=tail),
        _("Range{unit}").format(unit=tail),
        _("Voxels"),
    ]


def _texts(record: MaskStatistics) -> list[str]:
    span, middle = (record.minimum, record.maximum), (record.p05, record.p95)
    return [
        record.segment,
        _rounded(record.volume_ml, 2),
        *(_rounded(value, 1) for value in (record.mean, record.sd, record.median)),
        *(_("{low} to {high}").format(low=_rounded(low, 1), high=_rounded(high, 1)) for low, high in (middle, span)),
        f"{record.voxels:,}",
    ]


def _rounded(value: float, digits: int) -> str:
    """A number with so many digits; small ones with four significant ones."""
    return number(value) if 0 < abs(value) < 1 else number(round(value, digits))


def _cell(text: str, isNumber: bool):
    item = qt.QTableWidgetItem(text)
    if isNumber:
        item.setTextAlignment(qt.Qt.AlignRight | qt.Qt.AlignVCenter)
    return item
