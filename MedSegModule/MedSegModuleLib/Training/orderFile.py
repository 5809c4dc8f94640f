"""What a folder was trained with, so that the training can be resumed from the folder alone."""

import json
from pathlib import Path

from slicer.i18n import tr as _

from medseg.errors import InputError, WriteError
from medseg.files import writing
from medseg.jobs import from_json, to_json
from medseg.records import TrainingParameters
from MedSegModuleLib.Training.HistoryFile import HISTORY

ORDER = "panel.json"
CHECKPOINT = "checkpoint.safetensors"
PACKAGE = Path("package", "model.json")


def writeOrder(parameters: TrainingParameters, output: Path) -> None:
    """Keep the parameters in a training's folder."""
    output.mkdir(parents=True, exist_ok=True)
    with writing(output / ORDER) as temporary:
        temporary.write_text(json.dumps(to_json(parameters), indent=1), encoding="utf-8")


def readOrder(output: Path) -> TrainingParameters:
    """The parameters that a folder was trained with.

    Raises:
        InputError: The folder holds none, or they are damaged.
        ParameterError: They are those of another version of MedSeg.
    """
    try:
        values = json.loads((output / ORDER).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            _("Expected a folder with an interrupted training, got one without: start a training, or choose another folder.")
        ) from error
    return from_json(TrainingParameters, values)


def clearFolder(output: Path) -> None:
    """Make a training's folder; what an earlier one left there is removed, so that nobody takes it for that of another.

    Raises:
        WriteError: The folder cannot be written to.
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
        for name in (ORDER, CHECKPOINT, HISTORY, PACKAGE):
            (output / name).unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise WriteError(
            _("Cannot write into the folder for the result ({reason}). Choose another one.").format(reason=reason)
        ) from error


def canResume(output: Path) -> bool:
    """Whether a folder holds a training that was interrupted."""
    return (output / ORDER).is_file() and (output / CHECKPOINT).is_file() and not hasModel(output)


def hasModel(output: Path) -> bool:
    """Whether a folder holds a model that is ready."""
    return (output / PACKAGE).is_file()
