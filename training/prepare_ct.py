"""Make chest CTs to train on: real ones with the lung recipe's masks, changed copies of them, and phantoms.

    python training/prepare_ct.py DATA OUTPUT

DATA holds `ct_chest_nsclc` and `ct_abdomen_multiorgan`. OUTPUT gets `ct/{nsclc,abdomen,gas,domes,phantoms,lesions,validation}`.
The recipe's masks were looked at, slice by slice (`--pictures` draws them); tumours that readers outlined are added to them.
Other phantoms than these are for judging; so are the scans of `ct_chest_lungs`, which no training sees.
"""

import argparse
import logging
from pathlib import Path

import numpy as np
from ct_changes import changed
from scipy import ndimage

from medseg.filters.body import body_mask
from medseg.io import read_segmentation, read_volume, write
from medseg.records import PhantomParameters
from medseg.sample import make_phantom
from medseg.segment import segment_lungs
from medseg.volume import Geometry, Modality, Segment, Segmentation, Volume
from medseg.volume.axial_frame import AxialFrame

SEED = 2024
COPIES = {"nsclc": 12, "abdomen": 2, "gas": 5, "domes": 8}
PHANTOMS = range(100, 112)
VALIDATION_PHANTOMS = range(200, 203)
PHANTOMS_WITH_LESIONS = range(300, 340)
PHANTOMS_WITH_DOMES = range(400, 408)
PIXEL_MM = 1.2
MARGIN = 0.03  # around the body, as images are cut for the network
LUNG = Segment("Lungs", (0.8, 0.6, 0.5))

logger = logging.getLogger(__name__)


def main() -> None:
    """Read the arguments and prepare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--parts", nargs="*", default=list(PARTS), choices=PARTS)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    for part in arguments.parts:
        PARTS[part](arguments.data, arguments.output / "ct")


def write_nsclc(data: Path, target: Path) -> None:
    """Write the chests with a tumour."""
    for number in (1, 2):
        chest = read_nsclc(data / "ct_chest_nsclc", number)
        write_copies(target / "nsclc", f"lung{number}", *chest, COPIES["nsclc"])


def write_abdomen(data: Path, target: Path) -> None:
    """Write the abdomen."""
    write_copies(target / "abdomen", "abdomen", *read_abdomen(data / "ct_abdomen_multiorgan"), COPIES["abdomen"])


def write_gas(data: Path, target: Path) -> None:
    """Write changed copies of all patients with gas in the bowel."""
    for name, chest in read_all(data).items():
        write_copies(target / "gas", name, *chest, COPIES["gas"], gas=True)


def write_domes(data: Path, target: Path) -> None:
    """Write changed copies of all patients, and phantoms, with a raised dome of the diaphragm."""
    for name, chest in read_all(data).items():
        write_copies(target / "domes", name, *chest, COPIES["domes"], dome=True)
    for seed in PHANTOMS_WITH_DOMES:
        write_phantom(target / "domes", seed, again=True, dome=True)


def write_phantoms(_: Path, target: Path) -> None:
    """Write phantoms to train on, and those that the epoch is chosen by."""
    for seed in VALIDATION_PHANTOMS:
        write_phantom(target / "validation", seed, again=False)
    for seed in PHANTOMS:
        write_phantom(target / "phantoms", seed, again=True)


def write_lesions(_: Path, target: Path) -> None:
    """Write phantoms with many lesions."""
    for seed in PHANTOMS_WITH_LESIONS:
        write_phantom(target / "lesions", seed, again=True, most=24, least=12)


def read_all(data: Path) -> dict[str, tuple[Volume, np.ndarray]]:
    """The three patients by name."""
    chests = {f"lung{number}": read_nsclc(data / "ct_chest_nsclc", number) for number in (1, 2)}
    return chests | {"abdomen": read_abdomen(data / "ct_abdomen_multiorgan")}


def read_nsclc(folder: Path, number: int) -> tuple[Volume, np.ndarray]:
    """A chest with a lung tumour, and its lungs (k, j, i) with the tumour."""
    volume = read_volume(folder / f"lung{number}_image.nrrd")
    tumour = read_segmentation(folder / f"lung{number}_label.nrrd", volume.geometry).union()
    lungs = segment_lungs(volume).union() | tumour
    return volume, ndimage.binary_closing(lungs, np.ones((1, 5, 5))) | lungs


def read_abdomen(folder: Path) -> tuple[Volume, np.ndarray]:
    """An abdomen with the lower part of the lungs, and those (k, j, i)."""
    volume = read_volume(folder / "example_ct.nii.gz")
    return volume, segment_lungs(volume).union()


def write_copies(
    folder: Path, name: str, volume: Volume, lungs: np.ndarray, copies: int, *, gas: bool = False, dome: bool = False
) -> None:
    """Write a chest as it is, and changed copies of it; with gas in the bowel or a raised dome only those."""
    volume, lungs = coarser(volume, lungs)
    if not (gas or dome):
        write_pair(folder, f"{name}_original", *cut_to_body(volume, lungs))
    for copy in range(copies):
        random = np.random.default_rng([SEED, sum(name.encode()), copy + 100 * gas + 200 * dome])
        write_changed(folder, f"{name}_{copy:02d}", volume, lungs, random, gas=gas, dome=dome)


def write_phantom(folder: Path, seed: int, *, again: bool, least: int = 0, most: int = 16, dome: bool = False) -> None:
    """Write a phantom of a seed with a number of lesions of each kind, and where wanted a changed copy."""
    random = np.random.default_rng([SEED, seed])
    parameters = PhantomParameters(
        columns=int(random.integers(180, 280)),
        rows=int(random.integers(180, 240)),
        slices=28,
        seed=seed,
        ground_glass=int(random.integers(0, 16)),
        consolidations=int(random.integers(least, most)),
        noise_hu=float(random.uniform(5, 60)),
        blur_mm=float(random.uniform(1, 3)),
        table=bool(random.random() < 0.7),
        arms=bool(random.random() < 0.3),
        padding_hu=float(random.choice([-2000, -3024])) if random.random() < 0.3 else None,
    )
    volume, truth = make_phantom(parameters)
    lungs = truth.mask("Right lung") | truth.mask("Left lung")
    write_pair(folder, f"phantom_{seed}", *cut_to_body(volume, lungs))
    if again:
        write_changed(folder, f"phantom_{seed}_changed", volume, lungs, random, dome=dome)


def coarser(volume: Volume, lungs: np.ndarray) -> tuple[Volume, np.ndarray]:
    """Bring pixels to about 1.2 mm, which is finer than what networks see, and slices to the patient's axes."""
    frame = AxialFrame(volume.geometry)
    hu = frame.to_axial(volume.array).astype(np.float32)
    zoom = [1.0, *(min(1.0, mm / PIXEL_MM) for mm in frame.spacing_mm[1:])]
    hu = ndimage.zoom(hu, zoom, order=1, grid_mode=True, mode="nearest")
    soft = ndimage.zoom(frame.to_axial(lungs).astype(np.float32), zoom, order=1, grid_mode=True, mode="nearest")
    k, j, i = (mm / factor for mm, factor in zip(frame.spacing_mm, zoom, strict=True))
    return Volume(hu, Geometry.from_axes(hu.shape, (i, j, k)), Modality.CT), soft >= 0.5


def write_changed(
    folder: Path,
    name: str,
    volume: Volume,
    lungs: np.ndarray,
    random: np.random.Generator,
    *,
    gas: bool = False,
    dome: bool = False,
) -> None:
    """Write a changed copy, each time with another aspect; most are cut to the body, none exactly."""
    hu, mask = changed(volume.array.astype(np.float32), lungs, volume.geometry.spacing_mm, random, gas=gas, dome=dome)
    k, j, i = volume.geometry.spacing_mm
    geometry = Geometry.from_axes(hu.shape, (i * random.uniform(0.88, 1.14), j, k))
    copy = Volume(np.ascontiguousarray(hu), geometry, Modality.CT)
    if random.random() < 0.8:
        copy, mask = cut_to_body(copy, mask, random)
    write_pair(folder, name, copy, mask)


def cut_to_body(volume: Volume, lungs: np.ndarray, random: np.random.Generator | None = None) -> tuple[Volume, np.ndarray]:
    """Cut every slice to the body's box, as it is done before a network looks at an image; at random a little off."""
    body = body_mask(volume).any(axis=0)
    bounds = []
    for axis in (0, 1):
        places = np.flatnonzero(body.any(axis=1 - axis))
        margins = MARGIN + (random.uniform(-0.05, 0.08, 2) if random else np.zeros(2))
        first, last = places[0], places[-1] + 1
        off = np.round(margins * (last - first)).astype(int)
        bounds.append(slice(max(0, first - off[0]), min(body.shape[axis], last + off[1])))
    array = np.ascontiguousarray(volume.array[:, bounds[0], bounds[1]])
    spacing = volume.geometry.spacing_mm[::-1]
    return Volume(array, Geometry.from_axes(array.shape, spacing), Modality.CT), lungs[:, bounds[0], bounds[1]]


def write_pair(folder: Path, name: str, volume: Volume, lungs: np.ndarray) -> None:
    """Write an image in HU and its lungs as NRRD."""
    for kind in ("images", "masks"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    image = Volume(np.round(volume.array).astype(np.int16), volume.geometry, Modality.CT)
    write(image, folder / "images" / f"{name}.nrrd")
    mask = np.ascontiguousarray(lungs, dtype=np.bool_)
    write(Segmentation.from_masks(volume.geometry, {LUNG: mask}), folder / "masks" / f"{name}.nrrd")
    logger.info("%s: %d slices", name, len(mask))


PARTS = {
    "nsclc": write_nsclc,
    "abdomen": write_abdomen,
    "gas": write_gas,
    "domes": write_domes,
    "phantoms": write_phantoms,
    "lesions": write_lesions,
}

if __name__ == "__main__":
    main()
