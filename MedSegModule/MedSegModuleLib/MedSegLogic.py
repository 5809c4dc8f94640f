"""What the module does, without the panel."""

from collections.abc import Generator
from pathlib import Path
from typing import Any

from slicer.i18n import tr as _
from slicer.ScriptedLoadableModule import ScriptedLoadableModuleLogic

from medseg.errors import InputError
from medseg.records import Progress, ignore_progress
from MedSegModuleLib import agreementDisplay, display, evaluating, exports, layouts, readiness, samples, segmenting
from MedSegModuleLib.Comparing.CompareLogic import CompareLogic
from MedSegModuleLib.EvaluateRun import EvaluateRun
from MedSegModuleLib.InputDescriber import InputDescriber
from MedSegModuleLib.InputSummary import InputSummary
from MedSegModuleLib.MedSegParameterNode import MedSegParameterNode
from MedSegModuleLib.Method import NETWORKS
from MedSegModuleLib.NetworkLogic import NetworkLogic
from MedSegModuleLib.Preferences import Preferences
from MedSegModuleLib.requests import readRequest
from MedSegModuleLib.results import finishOutcome, placeSegments
from MedSegModuleLib.SegmentRun import SegmentRun
from MedSegModuleLib.ThresholdFinder import Bounds, ThresholdFinder
from MedSegModuleLib.Training.TrainLogic import TrainLogic
from MedSegModuleLib.UndoStep import UndoStep
from MedSegModuleLib.waiting import waited

MODULE_NAME = "MedSegModule"
MOST_UNDO_STEPS = 5


class MedSegLogic(NetworkLogic, CompareLogic, TrainLogic, ScriptedLoadableModuleLogic):
    """The module's work, on the application's scene. It needs no panel.

    Example:
        logic = MedSegLogic()
        parameterNode = logic.getParameterNode()
        parameterNode.inputVolume = logic.loadSample("chest-ct")
        parameterNode.presetName = "lungs"
        segmentationNode = logic.segment(parameterNode)
    """

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.moduleName = MODULE_NAME  # the base class takes it from the name of this class
        self._describer = InputDescriber()
        self._finder = ThresholdFinder()
        self._undoSteps: list[UndoStep] = []

    def getParameterNode(self) -> MedSegParameterNode:
        """What the user chose, kept in the scene."""
        return MedSegParameterNode(super().getParameterNode())

    def describeInput(self, volumeNode: Any) -> InputSummary:
        """What is known about an image, and why it cannot be segmented where that is so."""
        return self._describer.describe(volumeNode)

    def loadSample(self, name: str, progress: Progress = ignore_progress) -> Any:
        """Put a sample into the scene; see `samples.loadSample`."""
        return samples.loadSample(name, progress)

    def loadFile(self, path: str | Path) -> Any:
        """Put an image from a file or a DICOM folder into the scene; see `samples.loadFile`."""
        return samples.loadFile(path)

    def thresholdBounds(self, parameterNode: MedSegParameterNode) -> Bounds:
        """Lower and upper bound, both inclusive, that the preview shows; None for none, twice where nothing can be shown."""
        return self._finder.bounds(parameterNode)

    def whyNotReady(self, parameterNode: MedSegParameterNode) -> str | None:
        """Why nothing can be segmented yet, and what to do about it; None where it can."""
        image = None if parameterNode is None else parameterNode.inputVolume
        summary = None if image is None else self.describeInput(image)
        reason = readiness.whyNotReady(parameterNode, summary)
        if reason is None and parameterNode.method in NETWORKS:
            reason = self.networks.whyNotReady(parameterNode, summary)
        return reason

    def startSegment(self, parameterNode: MedSegParameterNode, onProgress: Progress = ignore_progress) -> SegmentRun:
        """Start segmenting; poll what this returns.

        Args:
            parameterNode: What is asked for.
            onProgress: Told how far quick work is, which is done within one poll.

        Raises:
            MedSegError: Something is missing or cannot be used; the message says what to do.
        """
        reason = self.whyNotReady(parameterNode)
        if reason is not None:
            raise InputError(reason)
        network = self.networkParameters(parameterNode) if parameterNode.method in NETWORKS else None
        request, image = readRequest(parameterNode, network), parameterNode.inputVolume
        work = segmenting.startWork(request, onProgress, Preferences().threads)
        return SegmentRun(work, [image], lambda outcome: self._place(outcome, parameterNode, image))

    def segment(self, parameterNode: MedSegParameterNode, progress: Progress = ignore_progress) -> Any:
        """Segment, and wait for it: for scripts.

        Returns:
            The segmentation node.

        Raises:
            MedSegError: As `startSegment`, and what goes wrong in the work.
        """
        return waited(self.startSegment(parameterNode, progress), progress)

    def canUndo(self, parameterNode: MedSegParameterNode) -> bool:
        """Whether the last segmenting can be taken back."""
        if self._undoSteps and not self._undoSteps[-1].isPossible:
            self._undoSteps = []  # what was made is gone; the old voxels need not be kept any longer
        return parameterNode is not None and bool(self._undoSteps)

    def undo(self, parameterNode: MedSegParameterNode) -> None:
        """Take the last segmenting back: segments are as they were, nodes that it made are removed.

        Raises:
            InputError: There is nothing to take back.
        """
        if not self.canUndo(parameterNode):
            raise InputError(_("Expected a segmentation to take back, got none: nothing was made, or it was deleted."))
        self._undoSteps.pop().undo(parameterNode)
        self.applyDisplay(parameterNode)

    def whyNotEvaluable(self, parameterNode: MedSegParameterNode) -> str | None:
        """Why nothing can be scored yet, and what to do about it; None where it can."""
        return readiness.whyNotEvaluable(parameterNode)

    def startEvaluate(self, parameterNode: MedSegParameterNode, onProgress: Progress = ignore_progress) -> EvaluateRun:
        """Start scoring the output against the reference; poll what this returns.

        Raises:
            MedSegError: Something is missing or lies on another grid; the message says what to do.
        """
        request = evaluating.readScoreRequest(parameterNode)
        work = evaluating.startScoring(request, onProgress, Preferences().threads)
        needed = [parameterNode.outputSegmentation, parameterNode.reference]
        return EvaluateRun(work, needed, lambda evaluation: evaluating.placeScores(evaluation, request, parameterNode))

    def evaluate(self, parameterNode: MedSegParameterNode, progress: Progress = ignore_progress) -> Any:
        """Score, and wait for it: for scripts.

        Returns:
            The table node.

        Raises:
            MedSegError: As `startEvaluate`, and what goes wrong in the work.
        """
        return waited(self.startEvaluate(parameterNode, progress), progress)

    def showAgreement(self, parameterNode: MedSegParameterNode, isShown: bool) -> None:
        """Show true and false voxels in place of result and reference, or those again."""
        agreementDisplay.showAgreement(parameterNode, isShown)

    def showScores(self, parameterNode: MedSegParameterNode) -> None:
        """Show the scores in a table view beside the slices."""
        layouts.showScores(parameterNode)

    def showPlots(self, parameterNode: MedSegParameterNode, number: int = 0) -> Any:
        """Show a chart of the scores beside the slices; returns all charts, one a metric."""
        return layouts.showPlots(parameterNode, number)

    def applyDisplay(self, parameterNode: MedSegParameterNode) -> str | None:
        """Show the output as the parameter node says; returns why there is no surface where one is wanted."""
        return display.applyDisplay(parameterNode)

    def exportSegmentation(self, parameterNode: MedSegParameterNode, path: str | Path) -> Path:
        """Write the output to a file; see `exports.exportSegmentation`."""
        return exports.exportSegmentation(parameterNode, path)

    def exportScores(self, parameterNode: MedSegParameterNode, path: str | Path) -> Path:
        """Write the scores as CSV; see `exports.exportScores`."""
        return exports.exportScores(parameterNode, path)

    def _place(self, outcome: Any, parameterNode: MedSegParameterNode, image: Any) -> Generator[str, None, Any]:
        """Put an outcome into the scene step by step, with a way back."""
        step = UndoStep(parameterNode, outcome.segmentation.names)
        node = placeSegments(outcome, parameterNode, image, step)
        self._undoSteps = [*self._undoSteps[1 - MOST_UNDO_STEPS :], step]
        yield from finishOutcome(outcome, parameterNode, image, step)
        return node
