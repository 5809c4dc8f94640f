"""Parameters of how a network is trained."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from medseg.records.limits import Limits, check_limits


class TrainingLoss(StrEnum):
    """What is made small, by MONAI."""

    DICE_CE = "dice_ce"
    DICE = "dice"
    CE = "ce"
    FOCAL = "focal"
    TVERSKY = "tversky"


class Precision(StrEnum):
    """Numbers that the network is computed with in training."""

    AUTO = "auto"
    FP32 = "fp32"
    BF16 = "bf16"


class TrainingCache(StrEnum):
    """Where prepared images are kept."""

    RAM = "ram"
    DISK = "disk"


@dataclass(frozen=True, kw_only=True)
class LoopParameters:
    """How long, how fast and how exactly is trained.

    Attributes:
        epochs: At most this many rounds through the training images.
        batch: Images (or windows) a step.
        epoch_samples: Samples in an epoch, drawn anew each time; 0 takes all.
        learning_rate: Largest step of AdamW.
        weight_decay: Pull of the weights towards zero.
        warmup_epochs: Epochs in which the learning rate rises; then it falls as a cosine.
        minutes: Stop after the epoch in which this much time was trained, over all runs; 0 sets no limit.
        patience: Stop after this many epochs without a better validation Dice; 0 never stops early.
        validate_every: Epochs between two looks at the validation images; the last epoch is always looked at.
        loss: What is made small.
        dice_weight: Weight of Dice in `dice_ce`; cross-entropy has 1.
        tversky_miss: Weight of missed voxels in `tversky`, 0 to 1; false ones have the rest.
        focal_gamma: How much `focal` leaves easy voxels aside.
        label_smoothing: Truth is trained as 1 - this / 2, and as this / 2 where there is none.
        gradient_clip: Largest norm of a step's gradient; 0 clips nothing.
        average: Weights are averaged over steps with this memory (0.99 remembers about 100 steps); 0 takes them as they are.
        weak_weight: Weight of images with weak masks.
        weak_epochs: Weak masks are seen in the first epochs alone; 0 sees them always.
        precision: `auto` takes bfloat16 where the processor or GPU computes with it.
        device: `auto`, `cpu`, `cuda`, `cuda:1` or `mps`.
        seed: Of weights, order and augmentation.
        deterministic: Same numbers each time on GPUs too, slower; on processors they are the same anyway, with equal threads.
        threads: Threads to compute with; 0 takes what the libraries choose.
        workers: Threads that augment beside the training step; 0 augments within it.
        compile: Let PyTorch compile the network: minutes at the start, faster steps where there are many.
        initial: Package whose weights to begin with, by name or path.
        checkpoint_seconds: A checkpoint is written at each epoch's end, and this long after the last one.
        cache: `ram`, or `disk` to keep prepared images in the output folder too.
    """

    epochs: Annotated[int, Limits(1, 100000)] = 40
    batch: Annotated[int, Limits(1, 4096)] = 8
    epoch_samples: Annotated[int, Limits(0, 1e9)] = 0
    learning_rate: Annotated[float, Limits(1e-8, 10)] = 1e-3
    weight_decay: Annotated[float, Limits(0, 10)] = 1e-2
    warmup_epochs: Annotated[float, Limits(0, 1000)] = 1.0
    minutes: Annotated[float, Limits(0, 1e6, "min")] = 0.0
    patience: Annotated[int, Limits(0, 100000)] = 0
    validate_every: Annotated[int, Limits(1, 1000)] = 1
    loss: TrainingLoss = TrainingLoss.DICE_CE
    dice_weight: Annotated[float, Limits(0, 100)] = 1.0
    tversky_miss: Annotated[float, Limits(0, 1)] = 0.7
    focal_gamma: Annotated[float, Limits(0, 10)] = 2.0
    label_smoothing: Annotated[float, Limits(0, 0.5)] = 0.0
    gradient_clip: Annotated[float, Limits(0, 1e6)] = 0.0
    average: Annotated[float, Limits(0, 0.99999)] = 0.0
    weak_weight: Annotated[float, Limits(0, 1)] = 0.5
    weak_epochs: Annotated[int, Limits(0, 100000)] = 0
    precision: Precision = Precision.AUTO
    device: str = "auto"
    seed: Annotated[int, Limits(0, 2**31)] = 0
    deterministic: bool = False
    threads: Annotated[int, Limits(0, 1024)] = 0
    workers: Annotated[int, Limits(0, 64)] = 1
    compile: bool = False
    initial: str = ""
    checkpoint_seconds: Annotated[float, Limits(0.01, 1e6, "s")] = 30.0
    cache: TrainingCache = TrainingCache.RAM

    def __post_init__(self) -> None:
        check_limits(self)
