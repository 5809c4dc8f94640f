"""Lay out the slices with COVID-19 infection for training: `python training/prepare_infection.py DATA $MEDSEG_TRAINING`.

DATA holds `train50` (outlined by a radiologist) and `train_pseudo` (outlined by a network: weak labels). Written are
`infection/exact` and `infection/weak`, each with `images` and `masks` of 0 and 1. Of the weak slices those which resemble one
of `train50` (training/infection-ct-too-near.csv) are left out, those exported with a wide window get the narrower one of
the rest, and parts of labels which lie in soft tissue, such as on the heart, are taken away.
"""

from __future__ import annotations

import argparse
import csv
import logging
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

TOO_NEAR = Path(__file__).with_name("infection-ct-too-near.csv")
SOFT_TISSUE = 212
"""Commonest grey of soft tissue in `train50` (the median slice's)."""
WIDE = 150
"""Soft tissue darker than this was exported with a window that reaches up to bone."""
AERATED = 0.9
"""A weakly labelled part brighter than this share of soft tissue is taken for heart, vessel or chest wall."""

Picture = NDArray[np.uint8]

logger = logging.getLogger(__name__)


def soft_tissue(picture: Picture) -> int:
    """Commonest grey of soft tissue: the highest peak above the lung's greys."""
    counts = ndimage.gaussian_filter1d(np.bincount(picture.ravel(), minlength=256).astype(float), 2)
    return 80 + int(counts[80:250].argmax())


def narrowed(picture: Picture, soft: int) -> Picture:
    """Give a slice of a wide window the narrower one: soft tissue as bright as in `train50`, brighter things cut off."""
    if soft >= WIDE:
        return picture
    return np.minimum(picture * (SOFT_TISSUE / soft), 255).round().astype(np.uint8)


def without_soft_tissue(mask: NDArray[np.bool_], picture: Picture, soft: int) -> NDArray[np.bool_]:
    """Keep the connected parts of a mask which are darker than soft tissue on average."""
    parts, count = ndimage.label(mask)
    if count == 0:
        return mask
    greys = ndimage.mean(picture, parts, np.arange(1, count + 1))
    return np.isin(parts, 1 + np.flatnonzero(greys < AERATED * soft))


def read(path: Path) -> Picture:
    """Read an 8-bit picture."""
    with Image.open(path) as picture:
        return np.asarray(picture.convert("L"))


def write(array: NDArray[np.uint8], path: Path) -> None:
    """Write an 8-bit PNG."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(array).save(path)


def prepare(source: Path, target: Path, *, weak: bool, left_out: set[str] = frozenset()) -> int:
    """Lay out one folder; the number of slices."""
    images = [path for path in sorted((source / "images").glob("*.jpg")) if path.name not in left_out]
    for path in images:
        picture = read(path)
        mask = read(source / "infection" / f"{path.stem}.png") > 127
        if weak:
            soft = soft_tissue(picture)
            mask = without_soft_tissue(mask, picture, soft)
            picture = narrowed(picture, soft)
        write(picture, target / "images" / f"{path.stem}.png")
        write(mask.astype(np.uint8), target / "masks" / f"{path.stem}.png")
    return len(images)


def main() -> None:
    """Lay out both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder with train50 and train_pseudo")
    parser.add_argument("output", type=Path, help="folder for what is trained on")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    with TOO_NEAR.open(newline="", encoding="utf-8") as file:
        left_out = {row["image"] for row in csv.DictReader(file)}
    output = arguments.output / "infection"
    exact = prepare(arguments.data / "train50", output / "exact", weak=False)
    weak = prepare(arguments.data / "train_pseudo", output / "weak", weak=True, left_out=left_out)
    logger.info("%d slices outlined by people, %d by a network", exact, weak)


if __name__ == "__main__":
    main()
