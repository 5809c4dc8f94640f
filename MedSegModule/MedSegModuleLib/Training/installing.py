"""A model that was trained, as a package of this computer."""

from typing import Any

from slicer.i18n import tr as _

from medseg.errors import InputError
from MedSegModuleLib.Method import Method
from MedSegModuleLib.Training.orderFile import PACKAGE, hasModel
from MedSegModuleLib.Training.trainConfig import outputFolder


def installTrained(parameterNode: Any) -> str:
    """Install the model of the chosen folder, and choose it; see `TrainLogic.installTrained`."""
    from medseg.models import install_package

    output = outputFolder(parameterNode)
    if not hasModel(output):
        raise InputError(_("Expected a trained model in the folder, got none: train one, or choose another folder."))
    entry = install_package((output / PACKAGE).parent, accept_licence=True)
    chooseModel(parameterNode, entry.card.method, entry.name)
    return entry.name


def chooseModel(parameterNode: Any, method: str, name: str) -> None:
    """Choose a model under Method."""
    parameterNode.method = Method(method)
