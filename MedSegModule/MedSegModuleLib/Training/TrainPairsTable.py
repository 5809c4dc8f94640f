"""A table of the pairs that are trained on."""

from typing import Any

import qt
from slicer.i18n import tr as _

from MedSegModuleLib.Training.pairFiles import segmentOf

MOST_ROWS = 8
ROW_HEIGHTS = 1.6
PATIENT = 2


class TrainPairsTable:
    """Fills a table widget with a row a pair, as high as it needs to be."""

    def __init__(self, table: Any) -> None:
        """Set the table up.

        Args:
            table: A `QTableWidget` of three columns.
        """
        self._table = table
        self._shown: list[tuple[tuple[str, str], ...]] | None = None
        table.setHorizontalHeaderLabels([_("Image"), _("Segment"), _("Patient")])
        table.horizontalHeader().setSectionResizeMode(qt.QHeaderView.Stretch)
        table.horizontalHeader().setSectionResizeMode(PATIENT, qt.QHeaderView.ResizeToContents)
        table.verticalHeader().setVisible(False)

    def show(self, pairs: list[Any]) -> None:
        """Show pairs; what was deleted says so."""
        rows = [_words(pair) for pair in pairs]
        if rows == self._shown:
            return
        self._shown = rows
        self._table.setRowCount(len(rows))
        for row, words in enumerate(rows):
            for column, (text, toolTip) in enumerate(words):
                item = qt.QTableWidgetItem(text)
                item.setToolTip(toolTip)
                self._table.setItem(row, column, item)
        self._table.visible = bool(rows)
        self._fitHeight(min(len(rows), MOST_ROWS))

    def selectedRows(self) -> set[int]:
        """The rows that the user chose."""
        return {item.row() for item in self._table.selectedItems()}

    def _fitHeight(self, rows: int) -> None:
        lineHeight = self._table.fontMetrics().height()
        self._table.verticalHeader().setDefaultSectionSize(round(ROW_HEIGHTS * lineHeight))
        height = round((rows + 1) * ROW_HEIGHTS * lineHeight) + 2 * self._table.frameWidth + 2
        self._table.minimumHeight = height
        self._table.maximumHeight = height


def _words(pair: Any) -> tuple[tuple[str, str], ...]:
    """What stands in each column, and what is told of it."""
    segment, gone = segmentOf(pair), _("deleted")
    image = gone if pair.image is None else pair.image.GetName()
    found = (gone, gone) if segment is None else (segment.GetName(), f"{pair.segmentation.GetName()}: {segment.GetName()}")
    patient = pair.patient.strip() or "\N{EN DASH}"
    return (image, image), found, (patient, patient)
