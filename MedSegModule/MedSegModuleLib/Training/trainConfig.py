"""What the panel's choices mean for the engine."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from slicer.i18n import tr as _

from medseg.errors import InputError
from medseg.records import AugmentParameters, DataParameters, LoopParameters, SplitParameters, TrainingParameters
from MedSegModuleLib.Preferences import Preferences
from MedSegModuleLib.Training.pairFiles import PAIRS_TABLE, segmentOf
from MedSegModuleLib.Training.TrainDevice import TrainDevice
from MedSegModuleLib.Training.TrainDimensions import TrainDimensions
from MedSegModuleLib.Training.TrainImageKind import TrainImageKind
from MedSegModuleLib.Training.TrainSource import TrainSource

SIZE_2D, SIZE_3D = 256, 96
SIZE_STEP = 16  # networks halve their input up to four times
BATCH_2D, BATCH_3D = 8, 2
CONTEXT_SLICES = 1
COLOUR = (128, 174, 128)
WINDOWS_HU = {
    TrainImageKind.CT_LUNG: (-1000.0, 400.0),
    TrainImageKind.CT_SOFT: (-160.0, 240.0),
    TrainImageKind.CT_BONE: (-200.0, 1300.0),
}
MODALITIES = {TrainImageKind.MR: "MR", TrainImageKind.XRAY: "XRAY", TrainImageKind.PICTURE: "OTHER"}
AUGMENTED = AugmentParameters(
    rotate_degrees=12.0, scale=0.15, translate=0.06, brightness=0.1, contrast=0.2, gamma=0.3, noise=0.03, blur=0.8
)


def trainingParameters(parameterNode: Any) -> TrainingParameters:
    """The engine's parameters of what the panel asks for.

    Args:
        parameterNode: The panel's choices; pairs of the scene stand in the table `PAIRS_TABLE` of the output folder.

    Raises:
        ParameterError: A value cannot be, or the configuration cannot be read.
        InputError: No folder or no configuration was chosen.
    """
    pack = parameterNode.training
    if pack.source is TrainSource.CONFIG:
        from medseg.training import read_config

        return read_config(chosen(pack.configFile, _("Expected a configuration, got none: choose a YAML file.")))
    parameters = TrainingParameters(
        name=slug(pack.name),
        title=pack.name.strip(),
        method=pack.network.value,
        target=slug(pack.target),
        data=(_data(pack),),
        split=SplitParameters(validation=pack.heldOut / 100, test=0.0, seed=pack.seed),
        architecture={"name": pack.network.value, "arguments": {}},
        input=_input(pack),
        output={"segments": [segmentLook(parameterNode)]},
        loop=_loop(pack),
        augment=AUGMENTED if pack.augment else AugmentParameters(),
    )
    return _begunFrom(pack.initial, parameters)


def outputFolder(parameterNode: Any) -> Path:
    """The folder that takes history, checkpoints and model.

    Raises:
        InputError: None was chosen.
    """
    return chosen(parameterNode.training.outputFolder, _("Expected a folder for the result, got none: choose one."))


def chosen(path: Path, message: str) -> Path:
    """A path that was chosen; one that was not is kept by a parameter node as the current folder.

    Raises:
        InputError: None was chosen, with this message.
    """
    if path == Path():
        raise InputError(message)
    return path


def slug(text: str) -> str:
    """A name of small letters, digits and hyphens.

    Example:
        >>> slug("My Liver 2")
        'my-liver-2'
    """
    return re.sub(r"[^a-z0-9]+", "-", text.strip().lower()).strip("-")


def segmentLook(parameterNode: Any) -> dict[str, Any]:
    """Name and colour of what the model shall find, as a card has them: those of the first pair's segment."""
    target = parameterNode.training.target.strip()
    name = target[:1].upper() + target[1:]
    segment = _firstSegment(parameterNode)
    colour = COLOUR if segment is None else [round(255 * part) for part in segment.GetColor()]
    return {"name": name, "color": list(colour)}


def _firstSegment(parameterNode: Any) -> Any:
    if parameterNode.training.source is not TrainSource.SCENE:
        return None
    return next((segment for segment in map(segmentOf, parameterNode.trainPairs) if segment is not None), None)


def _data(pack: Any) -> DataParameters:
    modality = "CT" if pack.imageKind in WINDOWS_HU else MODALITIES[pack.imageKind].removesuffix("AY")
    if pack.source is TrainSource.SCENE:
        return DataParameters(name="scene", csv=str(_table(pack)), modality=modality)
    folder = chosen(pack.imagesFolder, _("Expected the folder of images and masks, got none: choose one."))
    return DataParameters(
        name="folder",
        images=str(folder / pack.imagePattern),
        masks=str(folder / pack.maskPattern),
        patient=pack.patientPattern,
        modality=modality,
    )


def _table(pack: Any) -> Path:
    return chosen(pack.outputFolder, _("Expected a folder for the result, got none: choose one.")) / PAIRS_TABLE


def _input(pack: Any) -> dict[str, Any]:
    kind, isVolume = pack.imageKind, pack.dimensions is TrainDimensions.THREE
    size = -(-(pack.size or (SIZE_3D if isVolume else SIZE_2D)) // SIZE_STEP) * SIZE_STEP
    isCt = kind in WINDOWS_HU
    return {
        "modalities": ["CT" if isCt else MODALITIES[kind]],
        "pictures": kind in (TrainImageKind.XRAY, TrainImageKind.PICTURE),
        "unit": "HU" if isCt else "",
        "plane": "axial",
        "context_slices": CONTEXT_SLICES if pack.dimensions is TrainDimensions.CONTEXT else 0,
        "size": [size] * (3 if isVolume else 2),
        "fit": "windows" if isVolume else "pad",
        "window": list(WINDOWS_HU[kind]) if isCt else None,
        "normalisation": "window" if isCt else "percentiles",
    }


def _loop(pack: Any) -> LoopParameters:
    return LoopParameters(
        epochs=pack.epochs,
        minutes=float(pack.minutes),
        batch=BATCH_3D if pack.dimensions is TrainDimensions.THREE else BATCH_2D,
        device=Preferences().device if pack.device is TrainDevice.AUTO else pack.device.value,
        seed=pack.seed,
        threads=Preferences().threads or 0,
    )


def _begunFrom(name: str, parameters: TrainingParameters) -> TrainingParameters:
    """With the weights of an installed package to begin with: then its network and its input are the model's, too."""
    if not name:
        return parameters
    from medseg.models.registry import find_installed

    card = find_installed(name).card
    return replace(
        parameters,
        method=card.method,
        architecture=card.architecture.to_json(),
        input=card.input.to_json(),
        loop=replace(parameters.loop, initial=name),
    )
