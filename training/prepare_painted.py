"""Lay out slices in HU to train the infection networks on: `python training/prepare_painted.py DATA $MEDSEG_TRAINING`.

The slices outlined by people and programs are pictures, and all of them show infection. So that networks know whole chests in
HU too, healthy parts among them, opacities are painted into the two chests of `ct_chest_nsclc` in DATA; slices that cut the
tumours are left out. Written are 8-bit pictures as networks get them, in `infection/painted/{images,masks}`, and those without
anything painted in `infection/healthy/{images,masks}`.
"""

import argparse
import logging
import os
import sys
from pathlib import Path

import numpy as np
from ct_changes import scanned, with_other_air, with_other_tissue, with_patches
from numpy.typing import NDArray
from prepare_ct import coarser, read_nsclc
from prepare_infection import write

from medseg.io import read_segmentation
from medseg.models import ModelCard
from medseg.models.preprocessing import place_labels, prepare_slices
from medseg.training import read_config
from medseg.training.draft_card import draft_card
from medseg.volume import Modality, Volume

CONFIG = Path(__file__).with_name("infection-ct-unet.yaml")
SEED = 2032
COPIES = 4
EVERY = 3
"""Slices lie 5 mm apart: of a copy every third is taken, another third of the next."""
LEAST_HU = 100
"""So much denser at least a voxel has to have become to count as infection."""

logger = logging.getLogger(__name__)


def main() -> None:
    """Read the arguments and lay out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("output", type=Path)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    os.environ["MEDSEG_TRAINING"] = str(arguments.output.resolve())
    card = draft_card(read_config(CONFIG))
    for number in (1, 2):
        folder = arguments.data / "ct_chest_nsclc"
        tumour = has_tumour(folder, number)
        chest = coarser(*read_nsclc(folder, number))
        for copy in range(COPIES):
            for kind in ("painted", "healthy"):
                random = np.random.default_rng([SEED, number, copy, kind == "painted"])
                images, masks, levels = slices_of(*chest, card, random, patches=kind == "painted")
                for image, mask, level in zip(images, masks, levels, strict=True):
                    if not tumour[level] and level % EVERY == copy % EVERY:
                        write_slice(arguments.output / "infection" / kind, f"lung{number}_{copy}_{level:02d}", image, mask)


def has_tumour(folder: Path, number: int) -> NDArray[np.bool_]:
    """Of each slice, from the feet, whether it cuts the tumour that readers outlined."""
    tumour = read_segmentation(folder / f"lung{number}_label.nrrd")
    return np.asarray(
        coarser(Volume(tumour.union().astype(np.int16), tumour.geometry, Modality.CT), tumour.union())[1].any((1, 2))
    )


def slices_of(
    volume: Volume, lungs: NDArray[np.bool_], card: ModelCard, random: np.random.Generator, *, patches: bool
) -> tuple[NDArray[np.uint8], NDArray[np.uint8], list[int]]:
    """Change a chest and cut it into pictures (n, j, i) with masks of what was painted, and the numbers of the slices."""
    hu = (
        with_other_air(volume.array.astype(np.float32), lungs, random)
        if random.random() < 0.5
        else volume.array.astype(np.float32)
    )
    plain = hu.copy()
    if patches:
        hu = with_patches(hu, lungs, volume.geometry.spacing_mm, random, int(random.integers(3, 16)))
    infection = (hu - plain >= LEAST_HU) & lungs
    hu = scanned(with_other_tissue(hu, random), volume.geometry.spacing_mm, random)
    changed = Volume(np.ascontiguousarray(hu), volume.geometry, Modality.CT)
    pictures, placement = prepare_slices(changed, card, region=lungs)
    levels = [sheet.number for sheet in placement.sheets]
    return np.round(pictures[:, 0] * 255).astype(np.uint8), place_labels(infection, placement), levels


def write_slice(folder: Path, name: str, image: NDArray[np.uint8], mask: NDArray[np.uint8]) -> None:
    """Write a picture and its mask of 0 and 1."""
    for kind, array in (("images", image), ("masks", mask)):
        write(array, folder / kind / f"{name}.png")


if __name__ == "__main__":
    main()
