"""The panel of DICOM."""

from typing import Any

import qt
import slicer

from slicerhost.slicerlib.dicom.reading import find_series, load_series
from slicerhost.slicerlib.dicom.series import Series
from slicerhost.slicerlib.i18n import tr as _
from slicerhost.slicerlib.ScriptedLoadableModule import ScriptedLoadableModuleWidget

_COLUMNS = ("Series", "Modality", "Images")


class DICOMWidget(ScriptedLoadableModuleWidget):
    """A button for a folder, the list of its series, and a button to load them."""

    def setup(self) -> None:
        """Make the panel."""
        super().setup()
        self.series: list[Series] = []
        self.folderButton = qt.QPushButton(_("Choose a folder..."))
        self.folderButton.toolTip = _("List the series of images in a folder and below it.")
        self.table = qt.QTableWidget(0, len(_COLUMNS))
        self.table.setHorizontalHeaderLabels([_(name) for name in _COLUMNS])
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.verticalHeader().setVisible(False)
        self.table.setSelectionBehavior(qt.QAbstractItemView.SelectRows)
        self.table.setEditTriggers(qt.QAbstractItemView.NoEditTriggers)
        self.table.toolTip = _("The series; choose those to load.")
        self.loadButton = qt.QPushButton(_("Load"))
        self.loadButton.toolTip = _("Load the chosen series and show the last one.")
        self.loadButton.enabled = False
        for widget in (self.folderButton, self.table, self.loadButton):
            self.layout.addWidget(widget)
        self.folderButton.connect("clicked(bool)", self.onChooseFolder)
        self.table.connect("itemSelectionChanged()", self.onSelection)
        self.loadButton.connect("clicked(bool)", self.onLoad)

    def onChooseFolder(self) -> None:
        """Ask for a folder and list its series."""
        folder = qt.QFileDialog.getExistingDirectory(self.parent, _("Choose a folder with DICOM images"), "")
        if folder:
            self.showFolder(folder)

    def showFolder(self, folder: str) -> None:
        """List the series of a folder; the largest one is chosen."""
        with slicer.util.tryWithErrorDisplay(_("The folder could not be read."), waitCursor=True):
            self.series = find_series(folder)
        self.table.setRowCount(len(self.series))
        for row, series in enumerate(self.series):
            for column, text in enumerate((series.name, series.modality, str(len(series.files)))):
                self.table.setItem(row, column, qt.QTableWidgetItem(text))
        self.table.resizeColumnsToContents()
        if self.series:
            self.table.selectRow(max(range(len(self.series)), key=lambda row: len(self.series[row].files)))

    def onSelection(self) -> None:
        """Let what is chosen be loaded."""
        self.loadButton.enabled = bool(self._chosen())

    def onLoad(self) -> list[Any]:
        """Load the chosen series.

        Returns:
            Their volume nodes.
        """
        with slicer.util.tryWithErrorDisplay(_("The series could not be loaded."), waitCursor=True):
            return [load_series(series) for series in self._chosen()]

    def _chosen(self) -> list[Series]:
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        return [self.series[row] for row in sorted(rows)]
