"""An image and its segments in one picture."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from medseg.errors import ParameterError
from medseg.files.atomic import writing
from medseg.mrml.canvas import Canvas
from medseg.mrml.framing import extent_mm, own_plane, patient_size_mm
from medseg.mrml.layout import Box, arrange_four, arrange_one
from medseg.mrml.offscreen import OffscreenScene
from medseg.mrml.stage import Stage, put_up
from medseg.records.render import Plane, RenderParameters
from medseg.volume import Segmentation, Volume

if TYPE_CHECKING:
    from PIL.Image import Image

PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg")


def render_png(volume: Volume, segmentation: Segmentation, path: str | Path, parameters: RenderParameters | None = None) -> Path:
    """Draw an image with its segments: axial, coronal, sagittal and 3D in one picture, or one large view of a single slice.

    Slices are cut along the image's own axes where most of the segments is seen (`sights.best_point_ras`), all at one scale.
    Slicer's displayable managers draw them, without a screen.

    Args:
        volume: The image.
        segmentation: Its segments, on its grid or on another.
        path: Where the picture goes, .png or .jpg; written aside, then moved.
        parameters: Window, opacities, size.

    Returns:
        The path.

    Raises:
        ParameterError: The path ends in something else, or the window cannot be read.
        GeometryMismatchError: The segmentation lies outside the image.
        MissingDependencyError: slicer-core, Pillow or OpenGL is missing.
        WriteError: The picture could not be written.
    """
    check_suffix(path, PICTURE_SUFFIXES)
    image = draw_picture(volume, segmentation, parameters or RenderParameters())
    with writing(path) as temporary:
        image.save(temporary)
    return Path(path)


def draw_picture(volume: Volume, segmentation: Segmentation, parameters: RenderParameters) -> "Image":
    """The picture that `render_png` writes, as a Pillow image."""
    with OffscreenScene() as offscreen:
        stage = put_up(offscreen, volume, segmentation, parameters)
        canvas = _draw_one(stage, parameters) if volume.geometry.is_single_slice else _draw_four(stage, parameters)
        return canvas.image


def check_suffix(path: str | Path, allowed: Sequence[str]) -> None:
    """Refuse a path whose ending names no format that can be written.

    Raises:
        ParameterError: It does not.
    """
    suffix = Path(path).suffix
    if suffix.lower() not in allowed:
        raise ParameterError(f"Expected the picture's name to end in {', '.join(allowed)}, got {suffix or 'no ending'!r}.")


def _draw_four(stage: Stage, parameters: RenderParameters) -> Canvas:
    layout = arrange_four(patient_size_mm(stage.volume.geometry), parameters.width_px)
    axial, surface, coronal, sagittal = layout.boxes
    canvas = Canvas(layout.size, stage.legend)
    slices = (axial, coronal, sagittal)
    for plane, box in zip((Plane.AXIAL, Plane.CORONAL, Plane.SAGITTAL), slices, strict=True):
        _draw_slice(canvas, stage, plane, box, layout.mm_per_px)
    if stage.is_measurable:
        canvas.draw_rulers(slices, layout.mm_per_px)
    if parameters.surface:
        canvas.paste(stage.add_surface(surface.size).capture(), surface)
        canvas.write_title(surface, "3D")
    return canvas


def _draw_one(stage: Stage, parameters: RenderParameters) -> Canvas:
    geometry = stage.volume.geometry
    plane = own_plane(geometry)
    probe = stage.offscreen.add_slice_view(plane, (8, 8))
    probe.show(stage.volume_node)
    across_mm, down_mm, _ = extent_mm(geometry, probe.axes_ras).tolist()
    layout = arrange_one((across_mm, down_mm), parameters.width_px)
    canvas = Canvas(layout.size, stage.legend)
    _draw_slice(canvas, stage, plane, layout.boxes[0], layout.mm_per_px)
    if stage.is_measurable:
        canvas.draw_rulers(layout.boxes, layout.mm_per_px)
    return canvas


def _draw_slice(canvas: Canvas, stage: Stage, plane: Plane, box: Box, mm_per_px: float) -> None:
    view = stage.add_slice(plane, box.size, mm_per_px)
    point = stage.point_ras
    view.cut_through(point)
    canvas.paste(view.capture(), box)
    if not stage.volume.is_film:  # a film's grid does not say which side is which
        canvas.write_place(box, plane.value.capitalize(), view.axes_ras, point)
