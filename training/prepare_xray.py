"""Split the chest X-rays of Shenzhen into films to train on, to validate with and to test on, and change the first.

    python training/prepare_xray.py DATA OUTPUT

DATA holds `cxr_lungs/images` and `cxr_lungs/masks`. OUTPUT gets `xray/{train,changed,validation,test}/{images,masks}`. Each film
is another patient's. A fifth is held out as the test set: nothing looks at it but `score.py`.
"""

import argparse
import logging
from pathlib import Path

import numpy as np
from film_changes import changed
from scipy import ndimage

SEED = 2024
TEST_SHARE = 0.2
VALIDATION = 20
COPIES = 10
SIDE = 320  # of a changed film: a little more than the networks take


def main() -> None:
    """Read the arguments and prepare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--copies", type=int, default=COPIES, help="changed copies of each film to train on")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    prepare(arguments.data / "cxr_lungs", arguments.output / "xray", arguments.copies)


def prepare(source: Path, target: Path, copies: int) -> None:
    """Write the films of each part, and the changed copies of those to train on."""
    for role, names in split(sorted(path.stem for path in (source / "images").glob("*.png"))).items():
        for name in names:
            film, lungs = read_film(source, name)
            write_film(target / role, name, film, lungs)
            if role == "train":
                write_changed(target / "changed", name, film, lungs, copies)
        logging.info("%s: %d films", role, len(names))


def split(names: list[str]) -> dict[str, list[str]]:
    """Share out the films: normal and tuberculosis (`_0`, `_1`) in each part alike."""
    parts: dict[str, list[str]] = {"train": [], "validation": [], "test": []}
    random = np.random.default_rng(SEED)
    for kind in ("_0", "_1"):
        those = [str(name) for name in random.permutation([name for name in names if name.endswith(kind)])]
        held = round(TEST_SHARE * len(those))
        watched = held + round(VALIDATION * len(those) / len(names))
        parts["test"] += those[:held]
        parts["validation"] += those[held:watched]
        parts["train"] += those[watched:]
    return {role: sorted(chosen) for role, chosen in parts.items()}


def read_film(source: Path, name: str) -> tuple[np.ndarray, np.ndarray]:
    """Read a film (j, i) as 0 to 1 and its lungs."""
    from PIL import Image

    film = np.asarray(Image.open(source / "images" / f"{name}.png").convert("L"), dtype=np.float32) / 255
    lungs = np.asarray(Image.open(source / "masks" / f"{name}.png").convert("L")) > 127
    return film, lungs


def write_changed(folder: Path, name: str, film: np.ndarray, lungs: np.ndarray, copies: int) -> None:
    """Write changed copies of a film."""
    zoom = [SIDE / side for side in film.shape]
    small = ndimage.zoom(ndimage.gaussian_filter(film, 0.5), zoom, order=1, grid_mode=True, mode="nearest")
    small_lungs = ndimage.zoom(lungs.astype(np.float32), zoom, order=1, grid_mode=True, mode="nearest") >= 0.5
    for copy in range(copies):
        random = np.random.default_rng([SEED, int(name.split("_")[1]), copy])
        write_film(folder, f"{name}_{copy}", *changed(small, small_lungs, random))


def write_film(folder: Path, name: str, film: np.ndarray, lungs: np.ndarray) -> None:
    """Write a film and its lungs as PNG."""
    from PIL import Image

    for kind, array in (("images", np.round(film * 255)), ("masks", lungs * 255)):
        (folder / kind).mkdir(parents=True, exist_ok=True)
        Image.fromarray(array.astype(np.uint8)).save(folder / kind / f"{name}.png")


if __name__ == "__main__":
    main()
