"""From an image to a network's pictures and back: one way for training, for segmenting and for scoring.

The slices are led to the patient's axes, cut to the region that the card names, brought to its scale of intensities, and scaled
to its size. `restore_slices` brings what the network says of the pictures back to the image's own voxels.
"""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from medseg.errors import InputError
from medseg.filters.resize import resize
from medseg.models.normalisation import normalise, picture_window
from medseg.models.placement import Placement, slice_spacing, to_slices
from medseg.models.sheet import Sheet
from medseg.models.sheets import lay_out
from medseg.models.tiles import blended
from medseg.types import Labels, Mask
from medseg.volume import Modality, Volume

if TYPE_CHECKING:
    from medseg.models.model_card import ModelCard

Pictures = NDArray[np.float32]
"""What a network takes or gives: (picture, channel, row, column)."""


def prepare_slices(volume: Volume, card: "ModelCard", *, region: Mask | None = None) -> tuple[Pictures, Placement]:
    """Make a network's pictures of an image, slice by slice.

    Args:
        volume: The image, in the unit that the card names, or a picture where the card takes those.
        card: What the network takes.
        region: Voxels (k, j, i) that matter; each slice is cut to its box with a margin, and slices without any are left out.
            For a card whose region is `body` or `lungs`; default: the whole image.

    Returns:
        Pictures (n, c, rows, columns) of the card's size, one a slice or, for windows, several; and where they came from. With
        `context_slices` the channels are the slices below, the slice and those above, `context_mm` apart, the ends repeated.

    Raises:
        InputError: The card wants a normalisation that the image cannot have.
    """
    slices = to_slices(volume.array, volume.geometry, card.input.plane)
    wanted = None if region is None else to_slices(region, volume.geometry, card.input.plane)
    spacing_mm = slice_spacing(volume.geometry, card.input.plane)
    sheets = lay_out(slices.shape, spacing_mm, card, wanted)
    tile = _tile(card)
    placement = Placement(volume.geometry, card.input.plane, tile, tuple(sheets))
    step = card.input.context_step(spacing_mm[0])
    images = np.zeros((sum(len(sheet.tiles) for sheet in sheets), card.input.channels, *tile), dtype=np.float32)
    window = window_of(volume, card)
    place = 0
    for sheet in sheets:
        for channel in range(card.input.channels):
            number = min(max(sheet.number + step * (channel - card.input.context_slices), 0), len(slices) - 1)
            plane = slices[number][sheet.source]
            scaled = normalise(plane, card.input.normalisation, window, volume.padding_value)
            _lay(scaled, sheet, images[place : place + len(sheet.tiles), channel])
        place += len(sheet.tiles)
    return images, placement


def place_labels(labels: Labels | Mask, placement: Placement) -> Labels:
    """Bring a mask or labels on an image's grid to the pictures that `prepare_slices` made: what a network is to say.

    Args:
        labels: Mask or labels (k, j, i).
        placement: Where the pictures came from.

    Returns:
        Labels (n, rows, columns); a pixel has the label that covers most of it, 0 beyond the image.
    """
    slices = placement.to_slices(labels)
    pictures = np.zeros((sum(len(sheet.tiles) for sheet in placement.sheets), *placement.tile), dtype=np.uint8)
    place = 0
    for sheet in placement.sheets:
        count = len(sheet.tiles)
        shares: dict[int, Pictures] = {}
        plane = slices[sheet.number][sheet.source]
        for label in np.unique(plane).tolist():
            shares[int(label)] = np.zeros((count, *placement.tile), dtype=np.float32)
            _lay(np.equal(plane, label).astype(np.float32), sheet, shares[int(label)])
        best = np.full((count, *placement.tile), 0.0, dtype=np.float32) if 0 not in shares else shares.pop(0)
        for label, share in shares.items():
            pictures[place : place + count][share >= np.maximum(best, 1e-6)] = label
            np.maximum(best, share, out=best)
        place += count
    return pictures


def restore_slices(probabilities: NDArray[np.floating], placement: Placement) -> NDArray[np.float32]:
    """Bring what a network says of its pictures back to the image's own voxels.

    Args:
        probabilities: (n, classes, rows, columns), a picture after the other as `prepare_slices` made them.
        placement: Where they came from.

    Returns:
        (classes, k, j, i) on the image's own grid, linear between the pictures' pixels; 0 where nothing was looked at.
    """
    if len(probabilities) != sum(len(sheet.tiles) for sheet in placement.sheets):
        raise InputError(f"Expected probabilities of every picture, got {len(probabilities)} pictures.")
    classes = probabilities.shape[1]
    shape = placement.to_slices(np.broadcast_to(np.uint8(0), placement.geometry.shape)).shape
    slices = np.zeros((classes, *shape), dtype=np.float32)
    place = 0
    for sheet in placement.sheets:
        tiles = np.asarray(probabilities[place : place + len(sheet.tiles)], dtype=np.float32)
        slices[:, sheet.number][(slice(None), *sheet.source)] = _restored(tiles, sheet)
        place += len(sheet.tiles)
    return np.stack([placement.from_slices(one) for one in slices])


def _restored(tiles: NDArray[np.float32], sheet: Sheet) -> NDArray[np.float32]:
    """(tile, class, row, column) as (class, row, column) in the slice's own pixels."""
    canvas = tiles[0] if sheet.canvas == tiles.shape[2:] else blended(tiles, sheet)
    return resize(canvas[(slice(None), *sheet.place)], sheet.box_size)


def _lay(values: NDArray[np.float32], sheet: Sheet, tiles: NDArray[np.float32]) -> None:
    """Scale a part of a slice, lay it on its canvas, and cut the pictures from that; beyond it is the darkest there is."""
    scaled = resize(values, sheet.size)
    canvas = np.full(sheet.canvas, min(0.0, float(scaled.min())), dtype=np.float32)
    canvas[sheet.place] = scaled
    rows, columns = tiles.shape[1:]
    for picture, (row, column) in zip(tiles, sheet.tiles, strict=True):
        picture[...] = canvas[row : row + rows, column : column + columns]


def window_of(volume: Volume, card: "ModelCard") -> tuple[float, float] | None:
    """The window that an image is normalised with: the card's; a picture, which has no unit, comes with its own."""
    if card.input.normalisation == "window" and card.input.pictures and volume.modality is not Modality.CT:
        return picture_window(volume.array)
    return None if card.input.window is None else (card.input.window[0], card.input.window[1])


def _tile(card: "ModelCard") -> tuple[int, int]:
    rows, columns = card.input.size[-2:]
    return int(rows), int(columns)
