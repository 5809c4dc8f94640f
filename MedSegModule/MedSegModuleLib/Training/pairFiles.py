"""Pairs of the scene as files, which a training can read again when it is resumed."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from slicer.i18n import tr as _

from medseg.errors import GeometryMismatchError, InputError
from MedSegModuleLib.inputs import readVolume

PAIRS_TABLE = Path("pairs", "pairs.csv")
HEADER = ("image", "mask", "patient")


def pairWriters(pairs: list[Any], output: Path) -> Iterator[Callable[[], None]]:
    """Read pair after pair from the scene; each time comes what writes it, which may be called in another thread.

    The table comes last. Files have numbers for names, and headers that name nobody.

    Args:
        pairs: `TrainPair`s.
        output: The training's folder.

    Raises:
        InputError: A pair cannot be trained on; the message says which and what to do.
    """
    folder = (output / PAIRS_TABLE).parent
    for number, pair in enumerate(pairs, start=1):
        volume, mask = readPair(pair, number)
        yield _writer(folder, number, volume, mask)
    rows = [(_imageName(number), _maskName(number), pair.patient.strip()) for number, pair in enumerate(pairs, start=1)]
    yield lambda: _writeTable(output / PAIRS_TABLE, rows)


def readPair(pair: Any, number: int) -> tuple[Any, Any]:
    """Image and mask of a pair, on one grid.

    Args:
        pair: The pair.
        number: Its place in the table, from 1, by which messages name it.

    Raises:
        InputError: A node or the segment was deleted, the mask is empty, or it lies on another grid.
    """
    from medseg.mrml import node_to_segmentation

    place = _placeOf(pair)
    if pair.image is None or place < 0:
        raise InputError(_("Pair {number}: its image or segment was deleted. Remove the pair.").format(number=number))
    volume = readVolume(pair.image)
    try:
        segmentation = node_to_segmentation(pair.segmentation, volume.geometry)
    except GeometryMismatchError as error:
        raise InputError(
            _(
                "Pair {number}: the segmentation lies on another grid than the image. Choose the image that it was drawn on, or "
                "set that image as its source geometry in the Segment Editor."
            ).format(number=number)
        ) from error
    name = segmentation.names[place]  # which tells apart segments that the scene calls the same
    mask = segmentation.selected([name])
    if not mask.mask(name).any():
        raise InputError(
            _("Pair {number}: the segment is empty on the image. Draw it, or remove the pair.").format(number=number)
        )
    return volume, mask


def segmentOf(pair: Any) -> Any:
    """The segment of a pair; None where it was deleted."""
    return None if pair.segmentation is None else pair.segmentation.GetSegmentation().GetSegment(pair.segmentId)


def _placeOf(pair: Any) -> int:
    """The place of a pair's segment in its segmentation; -1 where it was deleted."""
    return -1 if pair.segmentation is None else pair.segmentation.GetSegmentation().GetSegmentIndex(pair.segmentId)


def _writer(folder: Path, number: int, volume: Any, mask: Any) -> Callable[[], None]:
    def write() -> None:
        from medseg.io import write

        folder.mkdir(parents=True, exist_ok=True)
        write(volume, folder / _imageName(number))
        write(mask, folder / _maskName(number))

    return write


def _writeTable(path: Path, rows: list[tuple[str, str, str]]) -> None:
    from medseg.files import writing

    with writing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])


def _imageName(number: int) -> str:
    return f"image-{number:04d}.nii"


def _maskName(number: int) -> str:
    return f"mask-{number:04d}.nii"
