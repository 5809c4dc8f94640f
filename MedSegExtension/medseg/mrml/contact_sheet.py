"""All slices of an image with its segments: side by side, or one after the other."""

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from medseg.files.atomic import writing
from medseg.mrml.canvas import Canvas
from medseg.mrml.framing import extent_mm, own_plane, slice_axis
from medseg.mrml.layout import GAP_PX, Box
from medseg.mrml.offscreen import OffscreenScene
from medseg.mrml.picture import PICTURE_SUFFIXES, check_suffix
from medseg.mrml.slice_view import SliceView
from medseg.mrml.stage import Stage, put_up
from medseg.optional import require
from medseg.records.progress import Progress, ignore_progress
from medseg.records.render import Plane, RenderParameters
from medseg.types import Floats
from medseg.volume import Segmentation, Volume

if TYPE_CHECKING:
    from PIL.Image import Image

ANIMATION_SUFFIX = ".gif"
SHEET_SHAPE = 1.4  # width over height that a sheet comes near to
PALETTE_FRAMES = 8
COLORS = 160  # of an animation's frames: greys and the segments' shades


def render_contact_sheet(
    volume: Volume,
    segmentation: Segmentation,
    path: str | Path,
    parameters: RenderParameters | None = None,
    progress: Progress = ignore_progress,
) -> Path:
    """Draw every slice with its segments, from the feet up, from back to front, or from left to right.

    A path ending in .png or .jpg gets a contact sheet; one in .gif an animation. A single slice is drawn in its own plane.

    Args:
        volume: The image.
        segmentation: Its segments, on its grid or on another.
        path: Where the picture goes; written aside, then moved.
        parameters: Plane, window, opacities, sizes, pace.
        progress: Told after each slice.

    Returns:
        The path.

    Raises:
        ParameterError: The path ends in something else, or the window cannot be read.
        GeometryMismatchError: The segmentation lies outside the image.
        MissingDependencyError: slicer-core, Pillow or OpenGL is missing.
        WriteError: The picture could not be written.
    """
    check_suffix(path, (*PICTURE_SUFFIXES, ANIMATION_SUFFIX))
    parameters = parameters or RenderParameters()
    with OffscreenScene() as offscreen:
        is_animation = Path(path).suffix.lower() == ANIMATION_SUFFIX
        stage = put_up(offscreen, volume, segmentation, parameters, fine=1 if is_animation else 2)
        if is_animation:
            frames = _draw_frames(stage, parameters, progress)
            with writing(path) as temporary:
                pace = {"duration": round(1000 * parameters.frame_seconds), "loop": 0}
                frames[0].save(temporary, save_all=True, append_images=frames[1:], disposal=1, **pace)
        else:
            sheet = _draw_sheet(stage, parameters, progress)
            with writing(path) as temporary:
                sheet.save(temporary)
    return Path(path)


def _draw_sheet(stage: Stage, parameters: RenderParameters, progress: Progress) -> "Image":
    view, tile = _open(stage, parameters, parameters.tile_px)
    points = _slice_points(stage, parameters)
    columns = _columns(len(points), tile)
    rows = math.ceil(len(points) / columns)
    size = (columns * (tile[0] + GAP_PX) - GAP_PX, rows * (tile[1] + GAP_PX) - GAP_PX)
    canvas = Canvas(size, stage.legend)
    for number, pixels in enumerate(_shots(view, points, progress)):
        row, column = divmod(number, columns)
        box = Box(column * (tile[0] + GAP_PX), row * (tile[1] + GAP_PX), *tile)
        canvas.paste(pixels, box)
        shows_directions = number == 0 and not stage.volume.is_film  # all tiles have the same
        canvas.write_number(box, number + 1, view.axes_ras if shows_directions else None)
    return canvas.image


def _columns(count: int, tile: tuple[int, int]) -> int:
    """Columns that give a sheet about its wanted shape, and fill its last row as well as may be."""
    ideal = max(1, round(math.sqrt(SHEET_SHAPE * count * tile[1] / tile[0])))
    near = [columns for columns in range(ideal - 2, ideal + 3) if 1 <= columns <= count] or [count]
    return min(near, key=lambda columns: (-count % columns, abs(columns - ideal)))


def _draw_frames(stage: Stage, parameters: RenderParameters, progress: Progress) -> "list[Image]":
    view, size = _open(stage, parameters, parameters.frame_px)
    points = _slice_points(stage, parameters)
    sample = points[:: max(1, len(points) // PALETTE_FRAMES)]
    palette = _common_palette([_frame(stage, size, pixels) for pixels in _shots(view, sample, ignore_progress)])
    frames = []
    for number, pixels in enumerate(_shots(view, points, progress)):
        canvas = _frame(stage, size, pixels)
        if not stage.volume.is_film:
            canvas.write_place(Box(0, 0, *size), f"{number + 1} / {len(points)}", view.axes_ras, points[number])
        frames.append(canvas.image.quantize(palette=palette, dither=0))
    return frames


def _frame(stage: Stage, size: tuple[int, int], pixels: NDArray[np.uint8]) -> Canvas:
    canvas = Canvas(size, stage.legend)
    canvas.paste(pixels, Box(0, 0, *size))
    return canvas


def _common_palette(samples: "Sequence[Canvas]") -> "Image":
    """One palette for all frames: found once, and colours do not flicker."""
    pillow = require("PIL.Image", "render")
    strip = np.concatenate([np.asarray(canvas.image) for canvas in samples])
    image: Image = pillow.fromarray(strip).quantize(COLORS, dither=0)
    return image


def _open(stage: Stage, parameters: RenderParameters, width_px: int) -> tuple[SliceView, tuple[int, int]]:
    """A view that holds any slice, and its size in the picture."""
    plane = _plane(stage, parameters)
    probe = stage.offscreen.add_slice_view(plane, (8, 8))
    probe.show(stage.volume_node)
    across_mm, down_mm, _ = extent_mm(stage.volume.geometry, probe.axes_ras).tolist()
    size = (width_px, max(16, round(width_px * down_mm / across_mm)))
    return stage.add_slice(plane, size, across_mm / width_px), size


def _plane(stage: Stage, parameters: RenderParameters) -> Plane:
    geometry = stage.volume.geometry
    return own_plane(geometry) if geometry.is_single_slice else parameters.plane


def _slice_points(stage: Stage, parameters: RenderParameters) -> Floats:
    """The middle of every slice, (n, 3) in mm, in the direction of the plane's positive axis."""
    geometry = stage.volume.geometry
    axis = slice_axis(geometry, _plane(stage, parameters))
    count = geometry.shape[axis]
    indices_kji = np.tile((np.array(geometry.shape) - 1) / 2, (count, 1))
    indices_kji[:, axis] = np.arange(count)
    points = geometry.to_ras(indices_kji[:, ::-1])
    travel = points[-1] - points[0]
    backwards = travel[np.argmax(np.abs(travel))] < 0
    return points[::-1] if backwards else points


def _shots(view: SliceView, points: Floats, progress: Progress) -> Iterator[NDArray[np.uint8]]:
    for number, point in enumerate(points):
        view.cut_through(point)
        yield view.capture()
        progress((number + 1) / len(points), f"slice {number + 1} of {len(points)}")
