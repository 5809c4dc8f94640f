"""What is trained, and how: saved with the scene."""

import pathlib
from typing import Annotated

from slicer.parameterNodeWrapper import Default, WithinRange, parameterPack

from MedSegModuleLib.Training.TrainDevice import TrainDevice
from MedSegModuleLib.Training.TrainDimensions import TrainDimensions
from MedSegModuleLib.Training.TrainImageKind import TrainImageKind
from MedSegModuleLib.Training.TrainNetwork import TrainNetwork
from MedSegModuleLib.Training.TrainSource import TrainSource

MOST_EPOCHS = 10000
MOST_MINUTES = 100000
LARGEST_SIZE = 1024


@parameterPack
class TrainPack:
    """Parameters of a training.

    Attributes:
        source: Where pairs of image and mask come from.
        imagesFolder: Folder that the two patterns start from.
        imagePattern: Pattern of the images' paths.
        maskPattern: Path of an image's mask.
        patientPattern: Regular expression that finds the patient in an image's path; empty: each image is another patient.
        configFile: A configuration, instead of all other parameters.
        name: Name of the model.
        target: What it segments.
        network: Kind of network.
        dimensions: What it sees at once.
        imageKind: Kind of the images.
        initial: Name of an installed package whose weights it begins with; empty: from scratch.
        epochs: Rounds through the images.
        minutes: Time after which it ends, in minutes; 0: none.
        heldOut: Percent of the patients that are not trained on.
        size: Pixels of a side that the network sees; 0: 256, in 3D 96.
        seed: Of weights, order and augmentation.
        device: What it is trained on.
        augment: Whether images are changed at random.
        outputFolder: Takes history, checkpoints and model.
    """

    source: TrainSource = TrainSource.SCENE
    imagesFolder: pathlib.Path
    imagePattern: str = "images/*"
    maskPattern: str = "masks/{name}"
    patientPattern: str = ""
    configFile: pathlib.Path
    name: str = "my-model"
    target: str = "structure"
    network: TrainNetwork = TrainNetwork.UNET
    dimensions: TrainDimensions = TrainDimensions.TWO
    imageKind: TrainImageKind = TrainImageKind.CT_LUNG
    initial: str = ""
    epochs: Annotated[int, WithinRange(1, MOST_EPOCHS), Default(40)]
    minutes: Annotated[int, WithinRange(0, MOST_MINUTES), Default(0)]
    heldOut: Annotated[int, WithinRange(0, 90), Default(20)]
    size: Annotated[int, WithinRange(0, LARGEST_SIZE), Default(0)]
    seed: Annotated[int, WithinRange(0, 2**31 - 1), Default(0)]
    device: TrainDevice = TrainDevice.AUTO
    augment: bool = True
    outputFolder: pathlib.Path
