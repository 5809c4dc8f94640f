"""A small table of pairs of segments."""

import qt
from slicer.i18n import tr as _

MOST_ROWS = 5
ROW_HEIGHTS = 1.6


class PairsTable:
    """Fills a table widget with a row a reference segment and its counterpart, as high as it needs to be."""

    def __init__(self, table) -> None:
        """Set the table up.

        Args:
            table: A `QTableWidget` of two columns.
        """
        self._table = table
        self._shown = None
        table.setHorizontalHeaderLabels([_("Reference"), _("Result")])
        table.horizontalHeader().setSectionResizeMode(qt.QHeaderView.Stretch)
        table.verticalHeader().setVisible(False)

    def show(self, pairs: dict[str, str], missing: str) -> None:
        """Show pairs.

        Args:
            pairs: Name of the counterpart for each reference segment; empty where there is none.
            missing: What stands in its place then.
        """
        if self._shown == (pairs, missing):
            return
        self._shown = (dict(pairs), missing)
        self._table.setRowCount(len(pairs))
        for row, (reference, counterpart) in enumerate(pairs.items()):
            self._table.setItem(row, 0, qt.QTableWidgetItem(reference))
            self._table.setItem(row, 1, qt.QTableWidgetItem(counterpart or missing))
        self._table.visible = bool(pairs)
        self._fitHeight(min(len(pairs), MOST_ROWS))

    def _fitHeight(self, rows: int) -> None:
        lineHeight = self._table.fontMetrics().height()
        self._table.verticalHeader().setDefaultSectionSize(round(ROW_HEIGHTS * lineHeight))
        height = round((rows + 1) * ROW_HEIGHTS * lineHeight) + 2 * self._table.frameWidth + 2
        self._table.minimumHeight = height
        self._table.maximumHeight = height
