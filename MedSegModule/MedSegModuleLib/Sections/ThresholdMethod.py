"""Segmenting what lies between two intensities."""

import slicer
from slicer.i18n import tr as _
from slicer.parameterNodeWrapper import FloatRange

from medseg.errors import MedSegError
from medseg.segment import find_preset
from medseg.volume import Modality
from MedSegModuleLib import PresetChoice
from MedSegModuleLib.ChoiceButtons import ChoiceButtons
from MedSegModuleLib.LivePreview import LivePreview
from MedSegModuleLib.Method import Method
from MedSegModuleLib.Notes import bounds, showText
from MedSegModuleLib.packs import AutomaticPack, CleanupPack, PreprocessPack
from MedSegModuleLib.Proposal import isUntouched, markChosen, propose
from MedSegModuleLib.RangeControl import RangeControl, Scale
from MedSegModuleLib.recordEnums import AutoThresholdChoice, NormaliseChoice
from MedSegModuleLib.Section import Section
from MedSegModuleLib.ThresholdSource import ThresholdSource

RED = (1.0, 0.0, 0.0)
DEFAULT_RANGE = (100.0, 3071.0)
NORMALISED_SCALES = {
    NormaliseChoice.ROBUST: Scale(-100.0, 200.0, isWhole=False),
    NormaliseChoice.ZSCORE: Scale(-10.0, 10.0, isWhole=False),
}
WHOLE_TYPES = ("char", "signed char", "unsigned char", "short", "unsigned short", "int", "unsigned int", "long", "unsigned long")


class ThresholdMethod(Section):
    """Chooses bounds by a preset, by hand or from the histogram, and shows them live."""

    uiName = "ThresholdMethod"

    def setup(self) -> None:
        """Fill and connect the controls."""
        self._seenId = None
        self._foundFor = None
        self._found = (None, None)
        self._writtenRange = DEFAULT_RANGE
        self._resumesPreview = False
        self._preview = LivePreview(self.widget)
        self._range = RangeControl(self.ui.rangeWidget, self.onRangeMoved)
        self._sources = ChoiceButtons(
            {
                ThresholdSource.PRESET: self.ui.presetRadioButton,
                ThresholdSource.RANGE: self.ui.rangeRadioButton,
                ThresholdSource.AUTOMATIC: self.ui.automaticRadioButton,
            },
            self.onSourceChosen,
        )
        for name, pack in (("automatic", AutomaticPack), ("before", PreprocessPack), ("after", CleanupPack)):
            self.explain(name, pack)
        PresetChoice.fill(self.ui.presetComboBox)
        self.connect(self.ui.presetComboBox, "activated(int)", self.onPresetChosen)
        self.connect(self.ui.autoComboBox, "activated(int)", self.onAutomaticChosen)
        self.connect(self.ui.sideComboBox, "activated(int)", self.onAutomaticChosen)
        self.connect(self.ui.previewCheckBox, "clicked(bool)", self.onPreviewClicked)

    def setParameterNode(self, parameterNode, connect: bool = True) -> None:
        """Follow another parameter node."""
        self._seenId = None
        self._writtenRange = DEFAULT_RANGE
        self._resumesPreview = False
        super().setParameterNode(parameterNode, connect)

    def refresh(self) -> None:
        """Show the source, its controls and its bounds."""
        if self.parameterNode is None:
            self._preview.stop()
            return
        self._followInput()
        source = self.parameterNode.thresholdSource
        self._sources.show(source)
        self.ui.presetPage.visible = source is ThresholdSource.PRESET
        self.ui.automaticPage.visible = source is ThresholdSource.AUTOMATIC
        self._showPreset()
        self._showAutomatic()
        self._showRange()
        self._showPreview()

    def exit(self) -> None:
        """Take the preview out of the views."""
        super().exit()
        self._preview.stop()

    def setBusy(self, isBusy: bool) -> None:
        """Lock the controls, and hold the preview while work runs."""
        super().setBusy(isBusy)
        self._showPreview()

    def onSegmented(self) -> None:
        """The result is there: switch the preview off until the user changes the thresholds again."""
        if self.parameterNode is not None and self.parameterNode.previewOn:
            self._resumesPreview = True
            self.parameterNode.previewOn = False
            self._showPreview()

    def onSourceChosen(self, source: ThresholdSource) -> None:
        """The user wants another source; a range of one's own begins with the bounds of the source before."""
        with slicer.util.NodeModify(self.parameterNode):
            if source is ThresholdSource.RANGE:
                self._writeRange(*self._bounds())
            self.parameterNode.thresholdSource = source
            self._userChose()

    def onPresetChosen(self, index: int) -> None:
        """The user picked a preset; one that is a range moves the slider."""
        preset = find_preset(self.ui.presetComboBox.itemData(index))
        with slicer.util.NodeModify(self.parameterNode):
            self.parameterNode.presetName = preset.name
            if PresetChoice.isRange(preset):
                self._writeRange(preset.lower_hu, preset.upper_hu)
            self._userChose()

    def onAutomaticChosen(self) -> None:
        """The user picked an automatic method, or its side."""
        self._userChose()

    def onRangeMoved(self, lower: float, upper: float) -> None:
        """The user moved a bound: what is seen comes first. A preset that is moved is a range."""
        self._preview.move(lower, upper)
        with slicer.util.NodeModify(self.parameterNode):
            self.parameterNode.thresholdRange = FloatRange(lower, upper)
            self.parameterNode.thresholdSource = ThresholdSource.RANGE
            self._userChose()

    def onPreviewClicked(self) -> None:
        """The user decided about the preview: it is not switched on again by itself."""
        self._resumesPreview = False

    def _userChose(self) -> None:
        markChosen(self.parameterNode)
        self._resumePreview()

    def _resumePreview(self) -> None:
        if self._resumesPreview:
            self._resumesPreview = False
            self.parameterNode.previewOn = True

    def _followInput(self) -> None:
        """Propose thresholds for another image, unless the user chose some that it can have."""
        image, summary = self.parameterNode.inputVolume, self._summary()
        if image is None or summary is None or image.GetID() == self._seenId:
            return
        self._seenId = image.GetID()
        isImpossible = self.parameterNode.thresholdSource is ThresholdSource.PRESET and summary.modality is not Modality.CT
        if isImpossible or isUntouched(self.parameterNode):
            propose(summary, image).applyTo(self.parameterNode)
        self._resumePreview()

    def _showPreset(self) -> None:
        preset = PresetChoice.show(self.ui.presetComboBox, self.parameterNode.presetName)
        showText(self.ui.presetDescriptionLabel, PresetChoice.explanation(preset))

    def _showAutomatic(self) -> None:
        isMulti = self.parameterNode.getValue("automatic.auto") is AutoThresholdChoice.MULTI_OTSU
        self.ui.classesLabel.visible = isMulti
        self.ui.classesSpinBox.visible = isMulti
        if self.parameterNode.thresholdSource is ThresholdSource.AUTOMATIC and self.isEntered:
            showText(self.ui.foundBoundsLabel, self._foundText())

    def _foundText(self) -> str:
        """The bounds that the automatic method finds in this image."""
        if self._summary() is None:
            return ""
        try:
            found = self._findBounds()
        except MedSegError as error:
            return str(error)
        return _("Found: {bounds}").format(bounds=bounds(*found, self._scale().unit))

    def _showRange(self) -> None:
        source = self.parameterNode.thresholdSource
        self.ui.rangeWidget.visible = source is ThresholdSource.RANGE or self._isRangePreset()
        if self._summary() is not None and source is not ThresholdSource.AUTOMATIC:
            self._range.show(self._scale(), *self._bounds())

    def _showPreview(self) -> None:
        if self.parameterNode is None:
            return
        reason = self._whyNoPreview()
        self.ui.previewCheckBox.visible = reason is None
        showText(self.ui.previewLabel, reason or "")
        isWanted = self.isEntered and not self.isBusy and self.parameterNode.method is Method.THRESHOLD
        if isWanted and reason is None and self.parameterNode.previewOn and self.parameterNode.inputVolume is not None:
            self._preview.show(self.parameterNode.inputVolume, self._bounds(), self._color())
        else:
            self._preview.stop()

    def _whyNoPreview(self) -> str | None:
        """Why bounds cannot be shown on the slices; None where they can."""
        image = self.parameterNode.inputVolume
        if self.parameterNode.thresholdSource is ThresholdSource.PRESET and not self._isRangePreset():
            return _("Not previewed: a recipe looks at the whole image.")
        if self.parameterNode.getValue("before.normalise") is not NormaliseChoice.NONE:
            return _("Not previewed: these bounds hold for normalised intensities.")
        if image is not None and image.GetImageData() is not None and image.GetImageData().GetNumberOfScalarComponents() > 1:
            return _("Not previewed: bounds hold for the brightness of colours.")
        return None

    def _isRangePreset(self) -> bool:
        isPreset = self.parameterNode.thresholdSource is ThresholdSource.PRESET
        return isPreset and PresetChoice.isRange(find_preset(self.parameterNode.presetName))

    def _bounds(self) -> tuple[float | None, float | None]:
        """The bounds of the source that is chosen."""
        if self.parameterNode.thresholdSource is ThresholdSource.AUTOMATIC:
            return self._findBounds()
        return self.logic.thresholdBounds(self.parameterNode)

    def _findBounds(self) -> tuple[float | None, float | None]:
        """The bounds of the automatic method: found once for an image and a way to look at it."""
        node = self.parameterNode
        packs = [node.getValue(name) for name in ("automatic", "before")]
        chosen = tuple(str(pack.getValue(member)) for pack in packs for member in pack.allParameters)
        state = (node.inputVolume.GetID(), node.inputVolume.GetImageData().GetMTime(), chosen)
        if state != self._foundFor:
            self._foundFor = None
            with slicer.util.WaitCursor():
                self._found = self.logic.thresholdBounds(node)
            self._foundFor = state
        return self._found

    def _writeRange(self, lower: float | None, upper: float | None) -> None:
        """Put bounds onto the slider, unless the user has moved it."""
        held = self.parameterNode.thresholdRange
        if self._summary() is None or (held.minimum, held.maximum) != self._writtenRange:
            return
        first, last = self._scale().within(lower, upper)
        self.parameterNode.thresholdRange = FloatRange(first, last)
        self._writtenRange = (first, last)

    def _summary(self):
        """What is known of the image; None without one that can be segmented."""
        summary = self.panel.input.summary
        return summary if self.parameterNode.inputVolume is not None and summary and summary.problem is None else None

    def _scale(self) -> Scale:
        """What the slider spans for this image."""
        normalised = NORMALISED_SCALES.get(self.parameterNode.getValue("before.normalise"))
        if normalised is not None:
            return normalised
        summary = self._summary()
        isWhole = self.parameterNode.inputVolume.GetImageData().GetScalarTypeAsString() in WHOLE_TYPES
        return Scale(*summary.intensityRange, unit=summary.unit, isWhole=isWhole)

    def _color(self) -> tuple[float, float, float]:
        """The colour that the segment will have."""
        if self.parameterNode.thresholdSource is ThresholdSource.PRESET:
            return find_preset(self.parameterNode.presetName).segments[0].color
        return RED
