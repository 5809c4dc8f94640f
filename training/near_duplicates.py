"""Find slices which show (nearly) the same thing, so that a judge never sees what a network was trained on.

    python training/near_duplicates.py DATA training/infection-ct-groups.csv training/infection-ct-too-near.csv

DATA holds `train50` and `train_pseudo`. The first file gives every slice of `train50` its group: the slices of a group
stay in one fold. The second names the slices of `train_pseudo` which resemble one of `train50`, and which one: no
network is trained on them, so that one training on the weak labels serves all folds. Both hold file names only.
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
from scipy.sparse.csgraph import connected_components

SIZE = 96
"""Side of the square to which slices are brought for the comparison: vessels of 3 mm are still seen."""
SHIFT = 10
"""How far two slices may be displaced against each other, of `SIZE`."""
SAME_SCENE = 0.67
"""Correlation from which two slices count as the same: looked at, neighbours of one patient begin at 0.69, and above
0.65 strangers with lungs of one shape begin to mix in. Too large a group costs nothing; a missed one flatters."""
SAME_WINDOW = 2.0, 7.0
"""Slices of one patient apart by more than a few millimetres correlate no more, but were exported with one window:
their commonest grey of soft tissue and of lung agree to this many grey levels ..."""
SAME_SIZE = 1.14
"""... and their crops to the lungs are of about one size."""

Slices = NDArray[np.float32]

logger = logging.getLogger(__name__)


def read_slice(path: Path) -> NDArray[np.uint8]:
    """Read an 8-bit picture."""
    with Image.open(path) as picture:
        return np.asarray(picture.convert("L"))


def structure(picture: NDArray[np.uint8]) -> Slices:
    """Keep vessels, fissures and outlines, whatever the window: ranks instead of greys, band-passed, of length 1.

    Args:
        picture: a slice (j, i) of any size.

    Returns:
        (SIZE, SIZE), of mean 0 and norm 1, faded towards the border.
    """
    small = np.asarray(Image.fromarray(picture).resize((SIZE, SIZE), Image.Resampling.LANCZOS))
    ranks = small.ravel().argsort(kind="stable").argsort().reshape(small.shape) / small.size
    fine = ndimage.gaussian_filter(ranks, 1) - ndimage.gaussian_filter(ranks, 8)
    fade = np.sqrt(np.hanning(SIZE + 2)[1:-1])
    fine *= fade[:, None] * fade
    fine -= fine.mean()
    return (fine / max(float(np.linalg.norm(fine)), 1e-6)).astype(np.float32)


def turned(slices: Slices) -> list[Slices]:
    """Give the slices (n, j, i) in all eight positions of quarter turns and flips."""
    turns = [np.rot90(slices, quarter, (1, 2)) for quarter in range(4)]
    return turns + [turn[:, :, ::-1] for turn in turns]


def correlations(these: Slices, those: Slices) -> NDArray[np.float32]:
    """Correlate every one of `these` with every one of `those`, at the best of all turns, flips and small shifts."""
    best = np.full((len(these), len(those)), -1, dtype=np.float32)
    spectra = np.fft.rfft2(these)
    near = np.r_[0 : SHIFT + 1, SIZE - SHIFT : SIZE]
    for position in turned(those):
        others = np.conj(np.fft.rfft2(position))
        for row, spectrum in enumerate(spectra):
            products = np.fft.irfft2(spectrum * others, s=(SIZE, SIZE))
            best[row] = np.maximum(best[row], products[:, near][:, :, near].max(axis=(1, 2)))
    return best


def window_of(picture: NDArray[np.uint8]) -> tuple[float, float, float, float]:
    """Tell the commonest grey of soft tissue and of aerated lung, and the two sides of the picture."""
    counts = ndimage.gaussian_filter1d(np.bincount(picture.ravel(), minlength=256).astype(float), 2)
    return (150.0 + counts[150:250].argmax(), 5.0 + counts[5:120].argmax(), *map(float, picture.shape))


def same_export(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Tell whether two slices have one window and one size, as those of one patient have."""
    sizes = [max(a, b) / min(a, b) for a, b in zip(one[2:], other[2:], strict=True)]
    greys = [abs(a - b) <= limit for a, b, limit in zip(one, other, SAME_WINDOW, strict=False)]
    return all(greys) and max(sizes) <= SAME_SIZE


def group(pictures: list[NDArray[np.uint8]]) -> NDArray[np.int64]:
    """Number the groups of slices which may show one patient, from 0, in the order of their first slice."""
    structures = np.stack([structure(picture) for picture in pictures])
    near = correlations(structures, structures) >= SAME_SCENE
    exports = [window_of(picture) for picture in pictures]
    near |= np.array([[same_export(one, other) for other in exports] for one in exports])
    return connected_components(near, directed=False)[1].astype(np.int64)


def number(path: Path) -> int:
    """Sort key of `train50`, whose files are numbered."""
    return int(path.stem)


def write_rows(path: Path, header: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    """Write a CSV file."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder with train50 and train_pseudo")
    parser.add_argument("groups", type=Path, help="CSV to write: image, group")
    parser.add_argument("too_near", type=Path, help="CSV to write: weakly labelled image, the slice it resembles")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    exact = sorted((arguments.data / "train50" / "images").glob("*.jpg"), key=number)
    weak = sorted((arguments.data / "train_pseudo" / "images").glob("*.jpg"))
    pictures = [read_slice(path) for path in exact]
    groups = [(path.stem, int(index)) for path, index in zip(exact, group(pictures), strict=True)]
    write_rows(arguments.groups, ("image", "group"), groups)
    structures = np.stack([structure(picture) for picture in pictures])
    found = correlations(np.stack([structure(read_slice(path)) for path in weak]), structures)
    near = [
        (path.name, exact[int(row.argmax())].name, f"{row.max():.2f}")
        for path, row in zip(weak, found, strict=True)
        if row.max() >= SAME_SCENE
    ]
    write_rows(arguments.too_near, ("image", "resembles", "correlation"), near)
    count = 1 + max(index for _, index in groups)
    logger.info("%d slices in %d groups; %d of %d weakly labelled ones too near", len(exact), count, len(near), len(weak))


if __name__ == "__main__":
    main()
