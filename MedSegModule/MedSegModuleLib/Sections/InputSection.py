"""The image to segment: choosing it, loading it, and what is known about it."""

from pathlib import Path

import qt
import slicer
from slicer.i18n import tr as _

from medseg.volume import Modality
from MedSegModuleLib.InputChoice import followImage, images, imageToBeginWith, showInViews
from MedSegModuleLib.InputSummary import InputSummary
from MedSegModuleLib.Notes import PROBLEM_RGB, WARNING_RGB, number, showText, styleNote
from MedSegModuleLib.samples import imageSamples
from MedSegModuleLib.Section import Section, guarded

TIMES = " × "
BULLET = "• "
FILE_PATTERNS = "*.nrrd *.nhdr *.nii *.nii.gz *.mha *.mhd *.tif *.tiff *.png *.jpg *.jpeg *.dcm *.npy *.npz"


class InputSection(Section):
    """Chooses and loads the image, says what is known about it, and restricts work to a region.

    Attributes:
        summary: What is known about the image; None without one.
    """

    uiName = "Input"

    def setup(self) -> None:
        """Connect the buttons."""
        self.summary = None
        self._shownId = None
        self._known = set()
        self._knownBeforeDicom = None
        styleNote(self.ui.warningLabel, WARNING_RGB)
        styleNote(self.ui.problemLabel, PROBLEM_RGB)
        self.connect(self.ui.loadDicomButton, "clicked(bool)", self.onLoadDicom, _("The DICOM module could not be opened."))
        self.connect(self.ui.loadFileButton, "clicked(bool)", self.onLoadFile, _("The file could not be loaded."))
        self.connect(self.ui.regionSelector, "nodeAddedByUser(vtkMRMLNode*)", self.onRegionAdded)
        self._fillSampleMenu()

    def enter(self) -> None:
        """Begin with what was just loaded elsewhere, or with what the views show."""
        super().enter()
        if self.parameterNode is None:
            return
        known, self._knownBeforeDicom = self._knownBeforeDicom, None
        if known is not None or self.parameterNode.inputVolume is None:
            self._begin(known)

    def setParameterNode(self, parameterNode, connect: bool = True) -> None:
        """Follow another parameter node; views that were saved with its image stay as they are."""
        image = None if parameterNode is None else parameterNode.inputVolume
        self._shownId = None if image is None else image.GetID()
        super().setParameterNode(parameterNode, connect)

    def refresh(self) -> None:
        """Describe the image, and show it where another one was chosen."""
        self._takeFirst()
        image = None if self.parameterNode is None else self.parameterNode.inputVolume
        self.summary = None if image is None else self.logic.describeInput(image)
        self._showSummary()
        self._showChosen(image)

    def onLoadDicom(self) -> None:
        """Go to Slicer's own DICOM module, which keeps the instance UIDs; what is loaded there is chosen on return."""
        self._knownBeforeDicom = {node.GetID() for node in images()}
        slicer.util.selectModule("DICOM")

    def onLoadFile(self) -> None:
        """Load an image from a file that the user picks."""
        path = self.askForFile()
        if path:
            self.choose(self.logic.loadFile(path))

    def onLoadSample(self, name: str) -> None:
        """Load a sample by name."""
        with slicer.util.WaitCursor():
            self.choose(self.logic.loadSample(name))

    def onRegionAdded(self, node) -> None:
        """Let a new box surround the whole image, so that its handles can be seen."""
        image = self.parameterNode.inputVolume
        if image is None or node is None:
            return
        bounds = [0.0] * 6
        image.GetRASBounds(bounds)
        node.SetCenter([(bounds[2 * axis] + bounds[2 * axis + 1]) / 2 for axis in range(3)])
        node.SetSize([bounds[2 * axis + 1] - bounds[2 * axis] for axis in range(3)])
        node.CreateDefaultDisplayNodes()

    def choose(self, image) -> None:
        """Make an image the input."""
        self.parameterNode.inputVolume = image

    def askForFile(self) -> str:
        """Let the user pick an image file.

        Returns:
            Its path; empty where the user picked none.
        """
        patterns = _("Images ({patterns})").format(patterns=FILE_PATTERNS)
        return qt.QFileDialog.getOpenFileName(
            self.widget, _("Load an image"), str(Path.home()), f"{patterns};;{_('All files')} (*)"
        )

    def _takeFirst(self) -> None:
        """Where there is no input yet, an image that comes into the scene is meant: one dropped on the window, say."""
        known, self._known = self._known, {node.GetID() for node in images() if node.GetImageData() is not None}
        if self.isEntered and self.parameterNode is not None and self.parameterNode.inputVolume is None and self._known - known:
            self._begin(known)

    def _begin(self, known: set[str] | None) -> None:
        """Choose an image that is not among those known, if there is one."""
        image = imageToBeginWith(known)
        if image is not None:
            self.parameterNode.inputVolume = image

    def _fillSampleMenu(self) -> None:
        """One entry a sample, with its description as tooltip."""
        self._sampleMenu = qt.QMenu(self.ui.loadSampleButton)
        self._sampleMenu.setToolTipsVisible(True)
        for sample in imageSamples():
            action = self._sampleMenu.addAction(sample.title)
            action.setToolTip(
                _("{description}\nLicence: {licence}").format(description=sample.description, licence=sample.licence)
            )
            action.connect("triggered(bool)", self._sampleSlot(sample.name))
        self.ui.loadSampleButton.setMenu(self._sampleMenu)

    def _sampleSlot(self, name: str):
        return guarded(lambda: self.onLoadSample(name), _("The sample could not be loaded."))

    def _showSummary(self) -> None:
        summary = self.summary
        problem = summary.problem if summary is not None else None
        showText(self.ui.problemLabel, problem or "")
        showText(self.ui.summaryLabel, summaryText(summary) if summary is not None and summary.sizeIjk != (0, 0, 0) else "")
        self._showWarnings(summary.warnings if summary is not None and not problem else ())

    def _showWarnings(self, warnings: tuple[str, ...]) -> None:
        """What is peculiar, each up to its colon; what follows from it stands in the tooltip."""
        bullet = BULLET if len(warnings) > 1 else ""
        showText(self.ui.warningLabel, "\n".join(bullet + text.partition(": ")[0].rstrip(".") + "." for text in warnings))
        self.ui.warningLabel.toolTip = "\n".join(warnings)

    def _showChosen(self, image) -> None:
        identifier = None if image is None else image.GetID()
        if identifier is not None and identifier != self._shownId:
            showInViews(image)
            followImage(self.parameterNode, image)
        self._shownId = identifier


def summaryText(summary: InputSummary) -> str:
    """An image in two lines: kind, voxels, size of a voxel, intensities."""
    names = {Modality.CT: _("CT"), Modality.MR: _("MR"), Modality.XRAY: _("X-ray"), Modality.OTHER: _("Image")}
    size = TIMES.join(str(count) for count in summary.sizeIjk)
    spacing = TIMES.join(f"{millimetres:.3g}" for millimetres in summary.spacingMm)
    low, high = (number(value) for value in summary.intensityRange)
    intensities = _("{low} to {high} {unit}").format(low=low, high=high, unit=summary.unit).strip()
    what = f"{names[summary.modality]} · " + _("{size} voxels").format(size=size)
    return f"{what}\n" + _("{spacing} mm").format(spacing=spacing) + f" · {intensities}"
