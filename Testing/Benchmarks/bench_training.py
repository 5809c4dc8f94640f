"""Training steps of a 2D U-Net, 8 images of 256 x 256 each, cached and augmented: beside a plain loop on MONAI's CacheDataset.

Both train the same network with the same loss on the same images. The C library's way with memory is set for each: as it is by
default, and as we set it, so that it can be seen what that alone brings.
"""

import ctypes
import platform
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from harness import Contest

from medseg.models import build_network
from medseg.models.inference.allocator import TRIM_THRESHOLD, keep_memory
from medseg.records import AugmentParameters, DataParameters, LoopParameters, TrainingParameters
from medseg.training.augmenter import Augmenter
from medseg.training.draft_card import draft_card
from medseg.training.feeder import Feeder
from medseg.training.losses import make_loss
from medseg.training.network import make_network
from medseg.training.pair import Pair
from medseg.training.precision import choose_device, uses_bf16
from medseg.training.prepared_case import PreparedCase
from medseg.training.samples import Samples
from medseg.training.team import Team
from medseg.training.trainer import Trainer
from medseg.training.workplace import Workplace

STEPS = 6  # in one run
BATCH, SIDE, IMAGES = 8, 256, 48
MMAP_THRESHOLD = -3
LARGEST_BY_ITSELF = 32 * 2**20  # to which glibc raises its threshold by itself, and trims at twice of that
NETWORK = {"name": "unet", "arguments": {"channels": [16, 32, 64, 128, 256], "num_res_units": 2}}
AUGMENT = AugmentParameters(flip=True, rotate_degrees=15, scale=0.15, translate=0.05, gamma=0.3, noise=0.05)


def contests() -> Iterator[Contest]:
    """Images are made, and both sides set up, before the clock runs."""
    images, masks = make_images(IMAGES, SIDE)
    plain = PlainLoop(images, masks)
    yield Contest(
        f"training, {STEPS} steps of 8 x 256 x 256, U-Net of 1.6 M",
        OwnLoop(images, masks).run,
        {
            "PyTorch eager fp32, CacheDataset": partial(with_default_memory, plain.run),
            "the same, freed memory kept": plain.run,
        },
        {"PyTorch eager fp32, CacheDataset": 1.7},
        agree=agree,
        repeats=3,
        slow_repeats=3,
    )


def make_images(count: int, side: int) -> tuple[Any, Any]:
    """Discs on noise: images (n, 1, side, side) from 0 to 1, and masks of the same shape."""
    random = np.random.default_rng(0)
    rows, columns = np.ogrid[:side, :side]
    masks = np.zeros((count, 1, side, side), np.uint8)
    for mask in masks:
        centre, radius = random.uniform(0.3, 0.7, 2) * side, random.uniform(0.1, 0.25) * side
        mask[0] = (rows - centre[0]) ** 2 + (columns - centre[1]) ** 2 < radius**2
    images = np.clip(random.normal(0.3, 0.1, masks.shape) + 0.4 * masks, 0, 1)
    return images.astype(np.float16), masks


class OwnLoop:
    """Our loop."""

    def __init__(self, images: Any, masks: Any) -> None:
        loop = LoopParameters(batch=BATCH, epochs=10_000, epoch_samples=BATCH * STEPS, warmup_epochs=0)
        card = draft_card(TrainingParameters(architecture=NETWORK, input={"size": [SIDE, SIDE]}))
        device = choose_device("auto")
        data = DataParameters(name="discs")
        cases = [
            PreparedCase(
                Pair(Path(str(n)), Path(str(n)), str(n), str(n), data=data),
                image[None],
                mask[None],
                0.0,
                None,
                (1, SIDE, SIDE),
                None,
            )
            for n, (image, mask) in enumerate(zip(images, masks, strict=True))
        ]
        feeder = Feeder(
            Samples(cases, None, loop), Augmenter(AUGMENT, padding="zeros"), seed=0, batch=BATCH, workers=1, team=Team()
        )
        network = make_network(card, loop, device)
        place = Workplace(device, uses_bf16(loop.precision, device), Team())
        self._trainer = Trainer(network, network, feeder, make_loss(loop, softmax=False), card, parameters=loop, workplace=place)

    def run(self) -> float:
        """One epoch of some steps; its mean loss."""
        from medseg.training.validation import Scores

        keep_memory()
        self._trainer.run_epoch(lambda _: None)
        nothing = Scores(float("nan"), float("nan"), float("nan"))
        return self._trainer.finish_epoch(nothing, 0.0).train_loss


class PlainLoop:
    """What one would write with PyTorch and MONAI."""

    def __init__(self, images: Any, masks: Any) -> None:
        from monai.data import CacheDataset, DataLoader
        from monai.losses import DiceCELoss

        self._device = choose_device("auto")
        torch.manual_seed(0)
        self._network = build_network(NETWORK["name"], {**NETWORK["arguments"], "dimensions": 2}).to(self._device)
        self._optimizer = torch.optim.AdamW(self._network.parameters(), lr=1e-3, weight_decay=1e-2)
        self._loss = DiceCELoss(sigmoid=True)
        cases = [{"image": image.astype(np.float32), "mask": mask} for image, mask in zip(images, masks, strict=True)]
        dataset = CacheDataset(cases[: BATCH * STEPS], transform_of_monai(), progress=False)
        self._loader = DataLoader(dataset, batch_size=BATCH, shuffle=True)

    def run(self) -> float:
        """One epoch of some steps; its mean loss."""
        self._network.train()
        total = 0.0
        for batch in self._loader:
            images, masks = batch["image"].to(self._device), batch["mask"].to(self._device)
            self._optimizer.zero_grad()
            loss = self._loss(self._network(images), masks)
            loss.backward()
            self._optimizer.step()
            total += loss.item()
        return total / len(self._loader)


def transform_of_monai() -> Any:
    """The same changes of the images, by MONAI's transforms on dictionaries."""
    from monai import transforms

    keys = ["image", "mask"]
    moved = {"rotate_range": np.deg2rad(15), "scale_range": (0.15, 0.15), "translate_range": (12.8, 12.8), "prob": 1.0}
    return transforms.Compose(
        [
            transforms.EnsureTyped(keys),
            transforms.RandFlipd(keys, prob=0.5, spatial_axis=1),
            transforms.RandAffined(keys, mode=("bilinear", "nearest"), padding_mode="zeros", **moved),
            transforms.RandAdjustContrastd("image", prob=0.5, gamma=(0.77, 1.3)),
            transforms.RandGaussianNoised("image", prob=0.5, std=0.05),
        ]
    )


def with_default_memory(run: Callable[[], float]) -> float:
    """Run with glibc's own thresholds, as far as it raises them by itself."""
    if platform.libc_ver()[0] == "glibc":
        library = ctypes.CDLL(None)
        library.mallopt(MMAP_THRESHOLD, LARGEST_BY_ITSELF)
        library.mallopt(TRIM_THRESHOLD, 2 * LARGEST_BY_ITSELF)
    try:
        return run()
    finally:
        keep_memory()


def agree(ours: object, theirs: Mapping[str, object]) -> None:
    """The first steps of both begin with random weights and the same images: their losses are alike."""
    for name, loss in theirs.items():
        if not (isinstance(ours, float) and isinstance(loss, float) and abs(ours - loss) < 0.35):
            raise ValueError(f"Expected losses alike in the first steps, got {ours} and {loss} by {name}")
