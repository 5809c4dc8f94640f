"""Parameters of one source of images and masks to train on."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from medseg.records.limits import Limits, check_limits


class DataRole(StrEnum):
    """What a source of images is for."""

    TRAIN = "train"
    VALIDATION = "validation"
    TEST = "test"
    WEAK = "weak"


@dataclass(frozen=True, kw_only=True)
class DataParameters:
    """Where images and their masks are, and what they may be used for. Paths are relative to the configuration's folder.

    Attributes:
        name: What to call the source, in scores and in the model's card: a hospital, a data set.
        images: Pattern of the images' paths, such as `films/*.png`; a DICOM series is a folder.
        masks: Path of an image's mask: `{stem}` stands for the image's name without its ending, `{name}` for all of it.
        csv: A table instead of patterns, with the columns `image` and `mask`, and where there are such `patient` and `role`.
        patient: Regular expression that finds the patient in an image's name: its first group, else all that it matches;
            default: every image is a patient of its own.
        role: `train` is split into training, validation and test; `validation` and `test` are kept for that; `weak` masks, made
            by a program, are trained on with less weight and never scored.
        modality: Kind of the images where the files do not say: CT, MR, XR or OTHER.
        labels: Labels in the mask that make each segment, one list a segment; default: one segment is all labels together, and
            of several the n-th is label n.
        slices: Share of the slices without any segment that are trained on, 0 to 1; volumes only.
        repeat: How often an image is seen in an epoch.
        limit: Take at most this many images, evenly spread; 0 takes all.
        note: What else to know about it, for the model's card.
        licence: Under which licence the images are.
    """

    name: str = "images"
    images: str = ""
    masks: str = ""
    csv: str = ""
    patient: str = ""
    role: DataRole = DataRole.TRAIN
    modality: str = ""
    labels: tuple[tuple[int, ...], ...] = ()
    slices: Annotated[float, Limits(0, 1)] = 1.0
    repeat: Annotated[int, Limits(1, 1000)] = 1
    limit: Annotated[int, Limits(0, 1e7)] = 0
    note: str = ""
    licence: str = ""

    def __post_init__(self) -> None:
        check_limits(self)
