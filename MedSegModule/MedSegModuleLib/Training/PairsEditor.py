"""Choosing the pairs of the scene that are trained on."""

from collections.abc import Callable
from typing import Any

from MedSegModuleLib.Training.TrainPair import TrainPair
from MedSegModuleLib.Training.TrainPairsTable import TrainPairsTable
from MedSegModuleLib.Training.TrainSource import TrainSource


class PairsEditor:
    """Adds and removes pairs, with the widgets of the section Train."""

    def __init__(self, ui: Any, parameters: Callable[[], Any]) -> None:
        """Set the widgets up.

        Args:
            ui: The section's widgets.
            parameters: Gives the parameter node, or None.
        """
        self._ui = ui
        self._parameters = parameters
        self._table = TrainPairsTable(ui.pairsTable)

    def show(self, isLocked: bool) -> None:
        """Show the pairs, and what can be clicked."""
        node = self._parameters()
        self._propose(node)
        isScene = node is not None and node.training.source is TrainSource.SCENE
        self._table.show(list(node.trainPairs) if isScene else [])
        self._ui.addButton.enabled = not isLocked and self._isChosen()
        self._ui.removeButton.enabled = not isLocked and bool(self._table.selectedRows())

    def add(self) -> None:
        """Add what is chosen; a pair that is there already gets the patient that is written now."""
        ui = self._ui
        pair = TrainPair(
            image=ui.imageSelector.currentNode(),
            segmentation=ui.segmentSelector.currentNode(),
            segmentId=ui.segmentSelector.currentSegmentID(),
            patient=ui.patientEdit.text.strip(),
        )
        others = [plain(one) for one in self._parameters().trainPairs if not _isSame(one, pair)]
        self._parameters().trainPairs = [*others, pair]
        ui.patientEdit.text = ""

    def remove(self) -> None:
        """Take the chosen pairs out."""
        chosen = self._table.selectedRows()
        pairs = list(self._parameters().trainPairs)
        self._parameters().trainPairs = [plain(pair) for row, pair in enumerate(pairs) if row not in chosen]

    def _isChosen(self) -> bool:
        isImage = self._ui.imageSelector.currentNode() is not None
        return isImage and bool(self._ui.segmentSelector.currentSegmentID())

    def _propose(self, node: Any) -> None:
        """Begin with the image and the reference that the panel works on."""
        if node is None:
            return
        if self._ui.imageSelector.currentNode() is None and node.inputVolume is not None:
            self._ui.imageSelector.setCurrentNode(node.inputVolume)
        if self._ui.segmentSelector.currentNode() is None and node.reference is not None:
            self._ui.segmentSelector.setCurrentNode(node.reference)


def plain(pair: Any) -> TrainPair:
    """A copy that does not change with the parameter node."""
    return TrainPair(image=pair.image, segmentation=pair.segmentation, segmentId=pair.segmentId, patient=pair.patient)


def _isSame(first: Any, second: Any) -> bool:
    return first.image is second.image and first.segmentation is second.segmentation and first.segmentId == second.segmentId
