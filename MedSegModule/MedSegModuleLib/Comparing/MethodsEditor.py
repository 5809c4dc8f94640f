"""Choosing the methods that are compared."""

from collections.abc import Callable
from typing import Any

from MedSegModuleLib import PresetChoice
from MedSegModuleLib.Comparing.ModelChoice import ModelChoice
from MedSegModuleLib.Comparing.ticked import presentNodes, thresholdWords
from MedSegModuleLib.Method import Method
from MedSegModuleLib.Section import guarded


class MethodsEditor:
    """Binds those widgets of the section Compare that no parameter is bound to: presets, packages, segmentations, reference."""

    def __init__(self, ui: Any, logic: Any, parameters: Callable[[], Any]) -> None:
        """Fill and connect the widgets.

        Args:
            ui: The section's widgets.
            logic: The module's logic.
            parameters: Gives the parameter node, or None.
        """
        self._ui = ui
        self._logic = logic
        self._parameters = parameters
        self._isShowing = False
        self._models = (
            ModelChoice(ui.cnnComboBox, Method.CNN, "compare.cnnModel", parameters),
            ModelChoice(ui.unetComboBox, Method.UNET, "compare.unetModel", parameters),
        )
        PresetChoice.fill(ui.presetComboBox)
        ui.presetComboBox.connect("activated(int)", guarded(self._onPreset))
        ui.segmentationsSelector.connect("checkedNodesChanged()", guarded(self._onSegmentations))
        ui.compareReferenceSelector.connect("currentNodeChanged(vtkMRMLNode*)", guarded(self._onReference))

    def show(self, isLocked: bool) -> None:
        """Show what is chosen."""
        node = self._parameters()
        if node is None:
            return
        self._isShowing = True
        try:
            self._showNodes(node)
        finally:
            self._isShowing = False
        self._ui.thresholdWordsLabel.text = thresholdWords(node)
        PresetChoice.show(self._ui.presetComboBox, node.compare.presetName)
        summary = None if node.inputVolume is None else self._logic.describeInput(node.inputVolume)
        for model in self._models:
            model.show(self._logic.networks.choices(model.method, summary))
        self._grey(node.compare, isLocked)

    def _showNodes(self, node: Any) -> None:
        if self._ui.compareReferenceSelector.currentNode() is not node.reference:
            self._ui.compareReferenceSelector.setCurrentNode(node.reference)
        selector, chosen = self._ui.segmentationsSelector, presentNodes(node.compareSegmentations)
        for one in chosen:
            selector.check(one)
        for one in [one for one in selector.checkedNodes() if one not in chosen]:
            selector.uncheck(one)

    def _grey(self, pack: Any, isLocked: bool) -> None:
        ui = self._ui
        for box in (ui.thresholdCheckBox, ui.presetCheckBox, ui.cnnCheckBox, ui.unetCheckBox, ui.maskCheckBox):
            box.enabled = not isLocked
        for field in (ui.compareReferenceSelector, ui.segmentationsSelector, ui.togetherCheckBox, ui.comparePlotsCheckBox):
            field.enabled = not isLocked
        ui.thresholdWordsLabel.enabled = pack.threshold
        ui.presetComboBox.enabled = pack.preset and not isLocked
        ui.cnnComboBox.enabled = pack.cnn and not isLocked
        ui.unetComboBox.enabled = pack.unet and not isLocked
        ui.maskVolumeSelector.enabled = pack.mask and not isLocked

    def _onPreset(self, index: int) -> None:
        self._parameters().compare.presetName = self._ui.presetComboBox.itemData(index)

    def _onSegmentations(self) -> None:
        if not self._isShowing and self._parameters() is not None:
            self._parameters().compareSegmentations = list(self._ui.segmentationsSelector.checkedNodes())

    def _onReference(self) -> None:
        if not self._isShowing and self._parameters() is not None:
            self._parameters().reference = self._ui.compareReferenceSelector.currentNode()
