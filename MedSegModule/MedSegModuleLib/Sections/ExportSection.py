"""The result into files."""

from pathlib import Path

import slicer
from slicer.i18n import tr as _

from medseg.errors import MedSegError
from MedSegModuleLib.dicomExport import exportDicomSeg, whyNoDicomSeg
from MedSegModuleLib.Notes import showText
from MedSegModuleLib.Preferences import Preferences
from MedSegModuleLib.ResultReport import ResultReport
from MedSegModuleLib.Section import Section

FORMATS = (".seg.nrrd", ".nii.gz", ".nrrd", ".mha")
FORBIDDEN = '<>:"/\\|?*'


class ExportSection(Section):
    """Writes the segmentation, the scores and a report, and hands over to Slicer's DICOM export."""

    uiName = "Export"

    def setup(self) -> None:
        """Fill the choices and connect the buttons."""
        self._preferences = Preferences()
        self.ui.folderEdit.filters = self.ui.folderEdit.Dirs
        for suffix in FORMATS:
            self.ui.formatSelector.addItem(suffix)
        self.ui.folderEdit.currentPath = str(self._preferences.exportFolder)
        self.ui.fileNameEdit.text = "segmentation"
        showText(self.ui.exportStatusLabel, "")
        self.connect(self.ui.folderEdit, "currentPathChanged(QString)", self.onFolderChanged)
        self.connect(self.ui.fileNameEdit, "textChanged(QString)", self.refresh)
        self.connect(self.ui.saveSegmentationButton, "clicked(bool)", self.onSaveSegmentation, _("Nothing was written."))
        self.connect(self.ui.saveScoresButton, "clicked(bool)", self.onSaveScores, _("Nothing was written."))
        self.connect(self.ui.saveReportButton, "clicked(bool)", self.onSaveReport, _("The report is not complete."))
        self.connect(self.ui.dicomButton, "clicked(bool)", self.onDicom, _("Slicer's DICOM export could not be opened."))

    def refresh(self) -> None:
        """Show what can be written."""
        node = None if self.parameterNode is None else self.parameterNode.outputSegmentation
        volume = None if self.parameterNode is None else self.parameterNode.inputVolume
        scores = None if self.parameterNode is None else self.parameterNode.scores
        hasSegments = node is not None and node.GetSegmentation().GetNumberOfSegments() > 0
        isNamed = self._problemWithName() is None
        self.ui.saveSegmentationButton.enabled = hasSegments and isNamed
        self.ui.saveReportButton.enabled = hasSegments and isNamed and volume is not None
        self.ui.saveScoresButton.enabled = isNamed and scores is not None and scores.GetNumberOfRows() > 0
        reason = whyNoDicomSeg(node, volume)
        self.ui.dicomButton.enabled = reason is None
        showText(self.ui.dicomReasonLabel, reason or "")

    def onFolderChanged(self, folder: str) -> None:
        """Remember the folder for the next time."""
        if folder:
            self._preferences.exportFolder = Path(folder)

    def onSaveSegmentation(self) -> None:
        """Write the segmentation in the chosen format."""
        suffix = FORMATS[self.ui.formatSelector.currentIndex]
        path = self._target(suffix)
        if self._mayWrite([path]):
            self._tellOf(lambda: [self.logic.exportSegmentation(self.parameterNode, path)])

    def onSaveScores(self) -> None:
        """Write the table of scores."""
        path = self._target("-scores.csv")
        if self._mayWrite([path]):
            self._tellOf(lambda: [self.logic.exportScores(self.parameterNode, path)])

    def onSaveReport(self) -> None:
        """Write measures, provenance, scores and a picture."""
        node = self.parameterNode
        report = ResultReport(node.inputVolume, node.outputSegmentation, node.scores)
        folder, name = Path(self.ui.folderEdit.currentPath), self.ui.fileNameEdit.text.strip()
        if self._mayWrite(list(report.paths(folder, name).values())):
            self._tellOf(lambda: report.write(folder, name, lambda path: self.logic.exportScores(node, path)), report.notes)

    def onDicom(self) -> None:
        """Go on in Slicer's own exporter."""
        exportDicomSeg(self.parameterNode.outputSegmentation)

    def _target(self, ending: str) -> Path:
        return Path(self.ui.folderEdit.currentPath) / (self.ui.fileNameEdit.text.strip() + ending)

    def _problemWithName(self) -> str | None:
        name = self.ui.fileNameEdit.text.strip()
        if not name or name.startswith(".") or any(letter in FORBIDDEN for letter in name):
            return _("Give a file name without any of {letters}").format(letters=FORBIDDEN)
        return None

    def _mayWrite(self, paths: list[Path]) -> bool:
        """Ask before files are replaced."""
        there = [path.name for path in paths if path.exists()]
        if not there:
            return True
        return slicer.util.confirmOkCancelDisplay(
            _("This replaces {names}.").format(names=", ".join(there)), windowTitle=_("MedSeg")
        )

    def _tellOf(self, write, notes: list[str] | None = None) -> None:
        """Write, and say what was written or what to do."""
        showText(self.ui.exportStatusLabel, "")
        try:
            with slicer.util.WaitCursor():
                paths = write()
        except MedSegError as error:
            showText(self.ui.exportStatusLabel, str(error))
            self.panel.showError(error)
            return
        written = _("Saved {names}.").format(names=", ".join(Path(path).name for path in paths))
        showText(self.ui.exportStatusLabel, " ".join([written, *(notes or [])]))
