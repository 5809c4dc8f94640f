"""Starting a training, or going on with one."""

from collections.abc import Callable
from typing import Any

from slicer.i18n import tr as _

from medseg.errors import InputError, MissingDependencyError
from MedSegModuleLib.NetworkPackages import NetworkPackages
from MedSegModuleLib.Preferences import Preferences
from MedSegModuleLib.Training.orderFile import canResume, clearFolder, readOrder
from MedSegModuleLib.Training.PairsEditor import plain
from MedSegModuleLib.Training.trainConfig import outputFolder, trainingParameters
from MedSegModuleLib.Training.TrainOrder import TrainOrder
from MedSegModuleLib.Training.trainReadiness import whyNotTrainable
from MedSegModuleLib.Training.TrainRun import TrainRun
from MedSegModuleLib.Training.TrainSource import TrainSource

OnHistory = Callable[[list[dict[str, float]]], None]


def startTraining(parameterNode: Any, onHistory: OnHistory) -> TrainRun:
    """Start a training from the beginning; what an earlier one left in its folder is replaced.

    Raises:
        MedSegError: Something is missing or cannot be; the message says what to do.
    """
    reason = whyNotTrainable(parameterNode)
    if reason is not None:
        raise InputError(reason)
    isScene = parameterNode.training.source is TrainSource.SCENE
    pairs = tuple(plain(pair) for pair in parameterNode.trainPairs) if isScene else ()
    parameters, output = trainingParameters(parameterNode), outputFolder(parameterNode)
    clearFolder(output)
    return TrainRun(TrainOrder(parameters=parameters, output=output, pairs=pairs), Preferences().threads, onHistory)


def resumeTraining(parameterNode: Any, onHistory: OnHistory) -> TrainRun:
    """Go on with the training that was interrupted in the chosen folder, as it was started.

    Raises:
        InputError: There is none.
        MissingDependencyError: PyTorch is not installed.
    """
    output = outputFolder(parameterNode)
    missing = NetworkPackages().missing()
    if missing:
        names = ", ".join(missing)
        raise MissingDependencyError(
            _("Training needs {names}, which this Python does not have: install it.").format(names=names)
        )
    parameters = readOrder(output)
    if not canResume(output):
        raise InputError(_("Expected an interrupted training in the folder, got one that is done: start another."))
    return TrainRun(TrainOrder(parameters=parameters, output=output, resumes=True), Preferences().threads, onHistory)
