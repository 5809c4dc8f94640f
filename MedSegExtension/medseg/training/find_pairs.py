"""Finding images and their masks."""

import csv
import glob
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from medseg.errors import InputError, ParameterError
from medseg.records import DataParameters, DataRole
from medseg.training.pair import Pair

DOUBLE_ENDINGS = (".nii.gz", ".seg.nrrd", ".nii.zst", ".npy.gz")


def find_pairs(sources: Sequence[DataParameters]) -> tuple[Pair, ...]:
    """All pairs of image and mask of some sources, in the order of their paths.

    Raises:
        InputError: A source has no pairs, or an image has no mask.
        ParameterError: A source says neither where images are nor names a table, or a pattern cannot be.
    """
    if not sources:
        raise ParameterError("Expected images to train on, got none: name them under `data`.")
    names = [source.name for source in sources]
    if len(set(names)) < len(names):
        raise ParameterError(f"Expected a name of its own for each source under `data`, got {', '.join(names)}.")
    return tuple(pair for source in sources for pair in _pairs_of(source))


def stem_of(path: Path) -> str:
    """A file's name without its ending, `.nii.gz` and the like being one; a folder's whole name.

    Example:
        >>> stem_of(Path("scans/ct.1.nii.gz"))
        'ct.1'
    """
    for ending in DOUBLE_ENDINGS:
        if path.name.lower().endswith(ending):
            return path.name[: -len(ending)]
    return path.name if path.is_dir() else path.stem


def _pairs_of(data: DataParameters) -> list[Pair]:
    if bool(data.csv) == bool(data.images):
        raise ParameterError(f"Expected patterns of images and masks, or a table (csv), for {data.name!r}: give one of the two.")
    pairs = list(_from_table(data) if data.csv else _from_patterns(data))
    if not pairs:
        raise InputError(f"Expected pairs of image and mask in {data.name!r}, found none: check its paths.")
    if data.limit and data.limit < len(pairs):
        pairs = [pairs[number * len(pairs) // data.limit] for number in range(data.limit)]
    return pairs


def _from_patterns(data: DataParameters) -> Iterator[Pair]:
    if "{stem}" not in data.masks and "{name}" not in data.masks:
        raise ParameterError(f"Expected {{stem}} or {{name}} in the masks' path of {data.name!r}, to find each image's mask.")
    for image in sorted(Path(found) for found in glob.glob(data.images, recursive=True)):  # noqa: PTH207  absolute patterns too
        mask = Path(data.masks.replace("{stem}", stem_of(image)).replace("{name}", image.name))
        if mask != image:
            yield _pair(data, image, mask, "", data.role)


def _from_table(data: DataParameters) -> Iterator[Pair]:
    path = Path(data.csv)
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"Cannot read the table {path.name!r} of {data.name!r}: check its path, and that it is CSV.") from error
    if rows and not {"image", "mask"} <= set(rows[0]):
        raise InputError(f"Expected the columns image and mask in {path.name!r}, got {', '.join(map(str, rows[0]))}.")
    for row in rows:
        image, mask = path.parent / row["image"], path.parent / row["mask"]
        yield _pair(data, image, mask, row.get("patient") or "", _role(row.get("role") or data.role.value, path))


def _role(word: str, path: Path) -> DataRole:
    try:
        return DataRole(word.strip().lower())
    except ValueError:
        raise InputError(f"Expected a role of {', '.join(DataRole)} in {path.name!r}, got {word!r}.") from None


def _pair(data: DataParameters, image: Path, mask: Path, patient: str, role: DataRole) -> Pair:
    for path, word in ((image, "image"), (mask, "mask")):
        if not path.exists():
            raise InputError(f"Expected the {word} {path.name!r} of {data.name!r}, found none: check its path.")
    patient = patient or (_patient(data, image) if data.patient else str(image.resolve()))
    return Pair(image, mask, stem_of(image), patient, role, replace(data, role=role))


def _patient(data: DataParameters, image: Path) -> str:
    """What the regular expression finds: its groups joined, else all of it; it looks at the whole path, so that folders count."""
    try:
        found = re.search(data.patient, image.as_posix())
    except re.error as error:
        raise ParameterError(f"Expected a regular expression for the patient of {data.name!r}, got {data.patient!r}.") from error
    if found is None:
        raise InputError(f"The pattern {data.patient!r} finds no patient in {image.name!r} of {data.name!r}: correct it.")
    return "/".join(part for part in found.groups() if part) or found.group(0)
