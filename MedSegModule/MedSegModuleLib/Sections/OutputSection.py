"""Where the result goes, and how it is shown."""

from slicer.i18n import tr as _

from MedSegModuleLib.Notes import showText
from MedSegModuleLib.Section import Section
from MedSegModuleLib.SegmentationDisplay import SegmentationDisplay
from MedSegModuleLib.segmentEditing import editSegments

ROW_HEIGHTS = 1.7
TABLE_ROWS = (3, 6)


class OutputSection(Section):
    """Chooses the segmentation, shows its segments, and sets how they look."""

    uiName = "Output"

    def setup(self) -> None:
        """Connect the widgets."""
        self._display = SegmentationDisplay(self.logic)
        self.connect(self.ui.fillOpacitySlider, "valueChanged(double)", self.onOpacityMoved)
        self.connect(self.ui.editButton, "clicked(bool)", self.onEdit, _("The Segment Editor could not be opened."))

    def refresh(self) -> None:
        """Show the segmentation and its display; let changes of either be seen."""
        node = None if self.parameterNode is None else self.parameterNode.outputSegmentation
        self._showSegments(node)
        if not self.isBusy:  # work that runs shows slices first and makes surfaces then
            self._display.follow(self.parameterNode)
        showText(self.ui.noSurfaceLabel, self._display.problem or "")
        self.ui.editButton.enabled = node is not None
        if self.parameterNode is not None:
            self._showChoices()

    def onOpacityMoved(self, percent: float) -> None:
        """The slider shows percent, the parameter node holds a share."""
        if self.parameterNode is not None:
            self.parameterNode.fillOpacity = round(percent) / 100.0

    def onEdit(self) -> None:
        """Go on by hand."""
        editSegments(self.parameterNode.outputSegmentation, self.parameterNode.inputVolume)

    def _showChoices(self) -> None:
        self._showOpacity(100.0 * self.parameterNode.fillOpacity)
        self.ui.maskedVolumeSelector.enabled = self.parameterNode.makeMaskedVolume

    def _showOpacity(self, percent: float) -> None:
        if round(self.ui.fillOpacitySlider.value) == round(percent):
            return
        wasBlocked = self.ui.fillOpacitySlider.blockSignals(True)
        self.ui.fillOpacitySlider.value = percent
        self.ui.fillOpacitySlider.blockSignals(wasBlocked)

    def _showSegments(self, node) -> None:
        """Show the table where there are segments, as high as they need."""
        if self.ui.segmentsTable.segmentationNode() is not node:
            self.ui.segmentsTable.setSegmentationNode(node)
        count = 0 if node is None else node.GetSegmentation().GetNumberOfSegments()
        self.ui.segmentsTable.visible = count > 0
        rows = min(max(count + 1, TABLE_ROWS[0]), TABLE_ROWS[1])
        height = round(rows * ROW_HEIGHTS * self.widget.fontMetrics().height())
        self.ui.segmentsTable.minimumHeight = height
        self.ui.segmentsTable.maximumHeight = height
