"""Parameters of training a network."""

from dataclasses import dataclass, field
from typing import Any

from medseg.records.training_augment import AugmentParameters
from medseg.records.training_data import DataParameters
from medseg.records.training_loop import LoopParameters
from medseg.records.training_split import SplitParameters


def _unet() -> dict[str, Any]:
    return {"name": "unet", "arguments": {}}


@dataclass(frozen=True, kw_only=True)
class TrainingParameters:
    """What is trained, on what, and how. The parts that end up in the model's card are as `model.json` has them.

    Attributes:
        name: Name of the model: small letters, digits and hyphens.
        version: Version of the model.
        title: Name of the model for people.
        method: `unet` or `cnn`.
        target: What it segments: `lungs`, `infection`, or a word of one's own.
        limits: What the model is not for, in words.
        licence: Licence of the weights: `name`, `commercial_use`, `notice`; default: strictest reading of the data's.
        data: Sources of images and masks.
        split: Who is trained on and who is kept back.
        architecture: `name` and `arguments` of the network, as `model.json` has them; channels in and out are filled in.
        input: What the model takes, as `model.json` has it.
        output: What the model gives, as `model.json` has it.
        loop: How long, how fast, how exactly.
        augment: How training images are changed at random.
    """

    name: str = "my-model"
    version: str = "1.0.0"
    title: str = ""
    method: str = "unet"
    target: str = "structure"
    limits: str = ""
    licence: dict[str, Any] = field(default_factory=dict)
    data: tuple[DataParameters, ...] = ()
    split: SplitParameters = field(default_factory=SplitParameters)
    architecture: dict[str, Any] = field(default_factory=_unet)
    input: dict[str, Any] = field(default_factory=dict)
    output: dict[str, Any] = field(default_factory=dict)
    loop: LoopParameters = field(default_factory=LoopParameters)
    augment: AugmentParameters = field(default_factory=AugmentParameters)
