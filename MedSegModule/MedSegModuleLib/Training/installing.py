"""The model that was trained, as a package of this computer."""

import json
from pathlib import Path
from typing import Any

from slicer.i18n import tr as _

from medseg.errors import InputError
from MedSegModuleLib.Method import Method
from MedSegModuleLib.NetworkShelf import MODEL_FIELDS
from MedSegModuleLib.Training.orderFile import PACKAGE, hasModel
from MedSegModuleLib.Training.trainConfig import outputFolder


def trainedPackage(parameterNode: Any) -> Path:
    """The folder of the model's package.

    Raises:
        InputError: There is none.
    """
    output = outputFolder(parameterNode)
    if not hasModel(output):
        raise InputError(_("Expected a trained model in the folder, got none: train one, or choose another folder."))
    return (output / PACKAGE).parent


def chooseTrained(parameterNode: Any, name: str) -> None:
    """Choose the model of the folder under Method.

    Args:
        parameterNode: The panel's choices.
        name: Name that it is installed under.
    """
    card = json.loads((outputFolder(parameterNode) / PACKAGE).read_text(encoding="utf-8"))
    method = Method(card["method"])
    parameterNode.method, parameterNode.networkTarget = method, card["target"]
    parameterNode.setValue(MODEL_FIELDS[method], name)
