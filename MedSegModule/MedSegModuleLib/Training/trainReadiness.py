"""Why nothing can be trained yet."""

from pathlib import Path
from typing import Any

from slicer.i18n import tr as _

from MedSegModuleLib.NetworkPackages import NetworkPackages
from MedSegModuleLib.Training.trainConfig import slug
from MedSegModuleLib.Training.TrainSource import TrainSource


def whyNotTrainable(parameterNode: Any) -> str | None:
    """Why nothing can be trained yet, and what to do about it; None where it can, as far as is seen without voxels."""
    if parameterNode is None:
        return _("There is no scene to work on.")
    reasons = (_whyNoPackages, _whyNoImages, _whyNoNames, _whyNoFolder)
    return next((reason for reason in (check(parameterNode) for check in reasons) if reason is not None), None)


def _whyNoPackages(_parameterNode: Any) -> str | None:
    missing = NetworkPackages().missing()
    if not missing:
        return None
    return _("Training needs {names}, which this Python does not have: click Install.").format(names=", ".join(missing))


def _whyNoImages(parameterNode: Any) -> str | None:
    pack = parameterNode.training
    if pack.source is TrainSource.SCENE and not parameterNode.trainPairs:
        return _("Add images with the segment that is to be learned: at least two, better twenty and more.")
    if pack.source is TrainSource.FOLDER and pack.imagesFolder == Path():
        return _("Choose the folder that holds images and masks.")
    if pack.source is TrainSource.CONFIG and pack.configFile == Path():
        return _("Choose a configuration, a YAML file.")
    return None


def _whyNoNames(parameterNode: Any) -> str | None:
    pack = parameterNode.training
    if pack.source is TrainSource.CONFIG or (slug(pack.name) and slug(pack.target)):
        return None
    return _("Name the model and what it segments, in letters and digits.")


def _whyNoFolder(parameterNode: Any) -> str | None:
    return _("Choose a folder for the result.") if parameterNode.training.outputFolder == Path() else None
