"""What the module's logic does for training."""

from typing import Any

import slicer

from medseg.errors import InputError
from medseg.records import Progress, ignore_progress
from MedSegModuleLib.Run import Run
from MedSegModuleLib.Training import curves, installing, starting
from MedSegModuleLib.Training.orderFile import canResume, hasModel
from MedSegModuleLib.Training.TrainCheck import TrainCheck
from MedSegModuleLib.Training.trainChecking import checkTraining
from MedSegModuleLib.Training.trainConfig import outputFolder
from MedSegModuleLib.Training.trainReadiness import whyNotTrainable
from MedSegModuleLib.Training.TrainRun import TrainRun
from MedSegModuleLib.waiting import waited


class TrainLogic:
    """The part of `MedSegLogic` that trains networks.

    Example:
        parameterNode.trainPairs = [TrainPair(image=ct, segmentation=truth, segmentId="Segment_1", patient="A")]
        parameterNode.training.outputFolder = Path("trained")
        package = logic.train(parameterNode)
        logic.installTrained(parameterNode)
    """

    def whyNotTrainable(self, parameterNode: Any) -> str | None:
        """Why nothing can be trained yet, and what to do about it; None where it can."""
        return whyNotTrainable(parameterNode)

    def checkTraining(self, parameterNode: Any) -> TrainCheck:
        """Look at all images and masks, and say how much there is and about how long the training takes.

        Raises:
            MedSegError: Something is missing or cannot be trained on; the message says what to do.
        """
        reason = whyNotTrainable(parameterNode)
        if reason is not None:
            raise InputError(reason)
        return checkTraining(parameterNode)

    def startTrain(self, parameterNode: Any) -> TrainRun:
        """Start a training in a process of its own; poll what this returns. Its curves are drawn as it goes on.

        Raises:
            MedSegError: Something is missing or cannot be; the message says what to do.
        """
        return starting.startTraining(parameterNode, self._drawer(parameterNode))

    def resumeTrain(self, parameterNode: Any) -> TrainRun:
        """Go on with the training that was interrupted in the chosen folder; poll what this returns.

        Raises:
            MedSegError: There is none, or it cannot go on; the message says what to do.
        """
        return starting.resumeTraining(parameterNode, self._drawer(parameterNode))

    def train(self, parameterNode: Any, progress: Progress = ignore_progress, *, resume: bool = False) -> Any:
        """Train, and wait for it: for scripts.

        Args:
            parameterNode: What is asked for.
            progress: Told how far it is.
            resume: Go on with a training that was interrupted in the folder.

        Returns:
            The folder of the model's package.

        Raises:
            MedSegError: As `startTrain`, and what goes wrong in the work.
        """
        return waited(self.resumeTrain(parameterNode) if resume else self.startTrain(parameterNode), progress)

    def canResumeTraining(self, parameterNode: Any) -> bool:
        """Whether the chosen folder holds a training that was interrupted."""
        return parameterNode is not None and _isChosen(parameterNode) and canResume(outputFolder(parameterNode))

    def hasTrainedModel(self, parameterNode: Any) -> bool:
        """Whether the chosen folder holds a model that is ready."""
        return parameterNode is not None and _isChosen(parameterNode) and hasModel(outputFolder(parameterNode))

    def showHistory(self, parameterNode: Any) -> None:
        """Show loss, accuracy and Dice over the epochs below the slices.

        Raises:
            InputError: Nothing was trained yet.
        """
        curves.showHistory(parameterNode)

    def startInstallTrained(self, parameterNode: Any) -> Run:
        """Start installing the model of the chosen folder as a package; poll what this returns. Its result is the name.

        Raises:
            MedSegError: There is none, or it cannot be started; the message says what to do.
        """
        return self.startInstallModel(installing.trainedPackage(parameterNode), acceptsLicence=True)

    def installTrained(self, parameterNode: Any, progress: Progress = ignore_progress) -> str:
        """Install the model of the chosen folder as a package, choose it, and wait for it: for scripts.

        Returns:
            The name that it is installed under.

        Raises:
            MedSegError: There is none, or it cannot be installed; the message says what to do.
        """
        name = waited(self.startInstallTrained(parameterNode), progress)
        self.chooseTrained(parameterNode, name)
        return name

    def chooseTrained(self, parameterNode: Any, name: str) -> None:
        """Choose the model of the chosen folder under Method, by the name that it is installed under."""
        installing.chooseTrained(parameterNode, name)

    def _drawer(self, parameterNode: Any) -> starting.OnHistory:
        """Draws a history into the scene that is open: a training outlives the scene that it was started in."""

        def draw(rows: list[dict[str, float]]) -> None:
            isOpen = parameterNode.parameterNode.GetScene() is slicer.mrmlScene
            node = parameterNode if isOpen else self.getParameterNode()
            isFirst = node.trainHistory is None
            curves.drawHistory(node, rows)
            if isFirst and rows:
                curves.showHistory(node)

        return draw


def _isChosen(parameterNode: Any) -> bool:
    return bool(parameterNode.training.outputFolder.parts)
