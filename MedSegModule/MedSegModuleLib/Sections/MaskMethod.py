"""Segmenting with a mask that is there already."""

from pathlib import Path

import ctk
import slicer
from slicer.i18n import tr as _

from MedSegModuleLib.ChoiceButtons import ChoiceButtons
from MedSegModuleLib.maskMeasuring import measureMask
from MedSegModuleLib.MaskSource import MaskSource
from MedSegModuleLib.Method import Method
from MedSegModuleLib.Notes import showText
from MedSegModuleLib.packs import MaskPack
from MedSegModuleLib.requests import maskFile
from MedSegModuleLib.Section import Section
from MedSegModuleLib.StatisticsTable import StatisticsTable

FILE_PATTERNS = "*.nrrd *.nii *.nii.gz *.mha *.mhd *.tif *.tiff *.png *.dcm *.npz"


class MaskMethod(Section):
    """Chooses the mask, how it is laid on the image, and measures it."""

    uiName = "MaskMethod"

    def setup(self) -> None:
        """Connect the controls."""
        self._measuredAs = None
        self._statistics = StatisticsTable(self.ui.statisticsTable)
        self._sources = ChoiceButtons(
            {
                MaskSource.SEGMENTATION: self.ui.segmentationRadioButton,
                MaskSource.LABELMAP: self.ui.labelmapRadioButton,
                MaskSource.FILE: self.ui.fileRadioButton,
            },
            self.onSourceChosen,
        )
        self.explain("mask", MaskPack)
        self.ui.maskFilePathLineEdit.filters = ctk.ctkPathLineEdit.Files
        self.ui.maskFilePathLineEdit.nameFilters = [_("Masks ({patterns})").format(patterns=FILE_PATTERNS), _("All files (*)")]
        self.connect(self.ui.maskFilePathLineEdit, "currentPathChanged(QString)", self.onFileChosen)
        self.connect(self.ui.measureButton, "clicked(bool)", self.onMeasure, _("The mask could not be measured."))

    def refresh(self) -> None:
        """Show the source's own control, and what can be done with the mask."""
        node = self.parameterNode
        if node is None:
            self._statistics.show(())
            return
        self._sources.show(node.maskSource)
        self.ui.maskSegmentationSelector.visible = node.maskSource is MaskSource.SEGMENTATION
        self.ui.maskLabelmapSelector.visible = node.maskSource is MaskSource.LABELMAP
        self.ui.maskFilePathLineEdit.visible = node.maskSource is MaskSource.FILE
        self._showFile()
        self.ui.cropMarginSpinBox.enabled = node.getValue("mask.crop")
        self.ui.fillValueSpinBox.enabled = node.getValue("mask.fill_value_given")
        self._showMasked()
        self.ui.measureButton.enabled = self._hasMask() and node.inputVolume is not None
        if self._measuredAs != self._state():
            self._statistics.show(())

    def onSourceChosen(self, source: MaskSource) -> None:
        """The user wants the mask from elsewhere."""
        self.parameterNode.maskSource = source

    def onFileChosen(self, path: str) -> None:
        """The user chose a file, or typed its path."""
        if self.parameterNode is not None and path != self._shownFile():
            self.parameterNode.maskFile = Path(path)

    def onMeasure(self) -> None:
        """Measure the mask on the image."""
        with slicer.util.WaitCursor():
            statistics = measureMask(self.parameterNode)
        self._measuredAs = self._state()
        self._statistics.show(statistics)

    def onSegmented(self) -> None:
        """The mask was laid on the image: show what it holds."""
        if self.parameterNode is not None and self.parameterNode.method is Method.MASK and self._hasMask():
            self.onMeasure()

    def _hasMask(self) -> bool:
        node = self.parameterNode
        chosen = {
            MaskSource.SEGMENTATION: node.maskSegmentation,
            MaskSource.LABELMAP: node.maskLabelmap,
            MaskSource.FILE: maskFile(node),
        }
        return chosen[node.maskSource] is not None

    def _showFile(self) -> None:
        if self.ui.maskFilePathLineEdit.currentPath != self._shownFile():
            self.ui.maskFilePathLineEdit.currentPath = self._shownFile()

    def _shownFile(self) -> str:
        """The path of the mask's file as the line shows it."""
        path = maskFile(self.parameterNode)
        return "" if path is None else str(path)

    def _showMasked(self) -> None:
        """Crop and fill shape the masked image, which is made on request alone."""
        isMade = self.parameterNode.makeMaskedVolume
        showText(self.ui.maskedHintLabel, "" if isMade else _("For the masked image, which is asked for under Output."))

    def _state(self) -> tuple:
        """Changes where the measurements may have changed."""
        node = self.parameterNode
        nodes = (node.inputVolume, node.maskSegmentation, node.maskLabelmap, node.regionOfInterest)
        stamps = tuple(None if named is None else (named.GetID(), _time(named)) for named in nodes)
        return (node.maskSource, str(node.maskFile), node.getValue("mask.resample"), *stamps)


def _time(node) -> int:
    """When a node's voxels, segments or shape last changed."""
    if node.IsA("vtkMRMLSegmentationNode"):
        return node.GetSegmentation().GetMTime()
    if node.IsA("vtkMRMLVolumeNode") and node.GetImageData() is not None:
        return node.GetImageData().GetMTime()
    return node.GetMTime()
