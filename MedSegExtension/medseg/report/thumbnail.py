"""A small picture of a result: the image with what was found in it."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from medseg.filters.resize import resize
from medseg.types import Mask, Voxels
from medseg.volume import Modality, Segmentation, Volume
from medseg.volume.axial_frame import AxialFrame

SIDE = 480  # pixels of the longer side
FILL = 0.35
FOUND = (255, 56, 40)
TRUE = (86, 200, 255)  # light blue beside red: apart for people who do not tell red from green
LUNG_WINDOW_HU, BODY_WINDOW_HU = (-1250.0, 250.0), (-160.0, 240.0)
LUNG_WORDS = ("lung", "infection", "opacit", "lobe", "consolidation", "ground")
DARK_PERCENT, BRIGHT_PERCENT = 0.5, 99.5

Pixels = NDArray[np.uint8]
Turn = Callable[[Voxels], Voxels]


def write_thumbnail(volume: Volume, segmentation: Segmentation, path: Path, reference: Segmentation | None = None) -> Path:
    """Draw one slice of an image with a segmentation as PNG: red and translucent, with its outline; a reference's in light blue.

    It is the axial slice in which most is seen of the segmentation; where it is empty, of the reference, or the middle one.
    His front is up and his right side left, as radiologists look; a film is shown as it is stored.

    Args:
        volume: The image.
        segmentation: What was found, on the image's grid.
        path: Where the picture goes; written aside, then moved.
        reference: What is true, on the image's grid, or None.

    Returns:
        The path.

    Raises:
        WriteError: It cannot be written.
    """
    from medseg.io.itk_writer import write_color_png

    return write_color_png(draw_thumbnail(volume, segmentation, reference), path)


def draw_thumbnail(volume: Volume, segmentation: Segmentation, reference: Segmentation | None = None) -> Pixels:
    """The picture of `write_thumbnail`, an array (rows, columns, 3) of red, green and blue."""
    turn, spacing_mm = _view(volume)
    masks = [_mask(volume, one, turn) for one in (segmentation, reference) if one is not None]
    number = _slice_of(masks)
    plane = turn(volume.array)[number]
    size = _size(plane.shape, spacing_mm)
    grey = _grey(resize(plane, size), _window(volume, segmentation, plane))
    picture = np.repeat(grey[..., None], 3, axis=2)
    found, *true = (resize(mask[number], size) >= 0.5 for mask in masks)
    picture[found] = (1 - FILL) * picture[found] + FILL * np.asarray(FOUND)
    for mask in true:
        picture[_outline(mask)] = TRUE
    picture[_outline(found)] = FOUND
    return picture.astype(np.uint8)


def _view(volume: Volume) -> tuple[Turn, tuple[float, float]]:
    """How an array is turned to slices as they are looked at, and the spacing of their rows and columns.

    A film is left as it is, and so is a single slice that is not axial.
    """
    frame = AxialFrame(volume.geometry)
    head, _, _ = frame.axes
    if volume.is_film or (volume.geometry.is_single_slice and head != 0):
        return np.asarray, volume.geometry.spacing_mm[1:]
    return lambda array: np.asarray(frame.to_axial(array)), frame.spacing_mm[1:]


def _mask(volume: Volume, segmentation: Segmentation, turn: Turn) -> Mask:
    """All segments, slice by slice as they are drawn; those on another grid are not."""
    fits = segmentation.geometry.shape == volume.geometry.shape
    return turn(segmentation.union() if fits else np.zeros(volume.geometry.shape, dtype=np.bool_))


def _slice_of(masks: list[Mask]) -> int:
    for mask in masks:
        seen = mask.sum(axis=(1, 2))
        if seen.any():
            return int(np.argmax(seen))
    return len(masks[0]) // 2


def _size(shape: tuple[int, ...], spacing_mm: tuple[float, float]) -> tuple[int, int]:
    """Rows and columns in the right proportion, the longer of them `SIDE`."""
    rows, columns = shape[0] * spacing_mm[0], shape[1] * spacing_mm[1]
    scale = SIDE / max(rows, columns)
    return max(1, round(rows * scale)), max(1, round(columns * scale))


def _window(volume: Volume, segmentation: Segmentation, plane: Voxels) -> tuple[float, float]:
    """Lung or soft tissue for CT, by what was looked for; else what the slice holds without its extremes."""
    if volume.modality is Modality.CT:
        names = " ".join(segmentation.names).lower()
        return LUNG_WINDOW_HU if any(word in names for word in LUNG_WORDS) else BODY_WINDOW_HU
    values = plane[np.isfinite(plane)] if plane.dtype.kind == "f" else plane
    low, high = np.percentile(values, (DARK_PERCENT, BRIGHT_PERCENT)) if values.size else (0.0, 1.0)
    return float(low), float(high)


def _grey(plane: NDArray[np.float32], window: tuple[float, float]) -> NDArray[np.float32]:
    low, high = window
    grey: NDArray[np.float32] = np.nan_to_num(np.clip((plane - low) / max(high - low, 1e-6), 0, 1) * np.float32(255))
    return grey


def _outline(mask: Mask) -> Mask:
    """The pixels of a mask that touch what is none of it, and those beside them: two pixels wide."""
    wide = np.pad(mask, 1)
    inner = wide[1:-1, :-2] & wide[1:-1, 2:] & wide[:-2, 1:-1] & wide[2:, 1:-1]
    edge = np.pad(mask & ~inner, 1)
    near = edge[1:-1, :-2] | edge[:-2, 1:-1] | edge[1:-1, 1:-1]
    return np.asarray(near)
