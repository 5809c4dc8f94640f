"""Methods side by side: each one's segments, and where they agree with the reference."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from medseg.files.atomic import writing
from medseg.metrics.agreement import COLORS, find_agreement
from medseg.metrics.parts import pair_segments
from medseg.mrml.annotations import LegendEntry
from medseg.mrml.canvas import Canvas, note_height
from medseg.mrml.comparison_frame import ComparisonFrame
from medseg.mrml.framing import extent_mm, own_plane, patient_size_mm
from medseg.mrml.layout import GAP_PX, TALLEST_SHARE
from medseg.mrml.offscreen import OffscreenScene
from medseg.mrml.picture import PICTURE_SUFFIXES, check_suffix
from medseg.mrml.sheet_row import SheetRow
from medseg.mrml.stage import Stage, put_up
from medseg.mrml.windows import choose_window
from medseg.records import EvaluationParameters, Plane, Progress, RenderParameters, ignore_progress
from medseg.types import Triple
from medseg.volume import Segmentation, Volume

AGREEMENT_OPACITY = 0.55
KEY = {
    "True positive": "in both (true positive)",
    "False positive": "method alone (false positive)",
    "False negative": "reference alone (false negative)",
}


def render_comparison(
    volume: Volume,
    reference: Segmentation,
    rows: Sequence[SheetRow],
    path: str | Path,
    *,
    drawing: RenderParameters | None = None,
    scoring: EvaluationParameters | None = None,
    progress: Progress = ignore_progress,
) -> Path:
    """Draw methods side by side, a row each below the reference's: all at the same slice, window, scale and camera.

    In a row stand the method's segments on the image, then in colours what both have, what the method alone and what the
    reference alone has, in the slice of the overlay and in a coronal one, then the method's surfaces. The slices are those where
    most of the reference is seen. A single slice has no coronal one and no surfaces. Segments have the colours of those of the
    reference that they are paired with.

    Args:
        volume: The image.
        reference: The segmentation that is held to be true.
        rows: The methods; one without a segmentation gets its words alone.
        path: Where the picture goes, .png or .jpg; written aside, then moved.
        drawing: Window, opacities, width, and whether surfaces are drawn.
        scoring: How segments are paired.
        progress: Told before each row.

    Returns:
        The path.

    Raises:
        ParameterError: The path ends in something else, or the window cannot be read.
        GeometryMismatchError: A segmentation lies outside the image.
        MissingDependencyError: slicer-core, Pillow or OpenGL is missing.
        WriteError: The picture could not be written.
    """
    check_suffix(path, PICTURE_SUFFIXES)
    drawing, scoring = drawing or RenderParameters(), scoring or EvaluationParameters()
    width, level = choose_window(volume, reference, drawing.window)
    drawing = replace(drawing, window=f"{width!r},{level!r}")
    progress(0.0, "Drawing the reference")
    with ExitStack() as stack:
        stage = put_up(stack.enter_context(OffscreenScene()), volume, reference, drawing)
        frame = _frame(stage, drawing)
        frame = replace(frame, heights=(frame.tile[1], *(_row_height(frame, row) for row in rows)))
        canvas = Canvas(_size(frame, 1 + len(rows)), _key(reference))
        _draw_reference(canvas, frame, stage)
        for number, row in enumerate(rows, start=1):
            progress(number / (1 + len(rows)), f"Drawing {row.label}")
            _draw_row(canvas, frame, number, row, (volume, reference, scoring))
        with writing(path) as temporary:
            canvas.image.save(temporary)
    progress(1.0, "Drawn")
    return Path(path)


def _frame(stage: Stage, drawing: RenderParameters) -> ComparisonFrame:
    geometry = stage.volume.geometry
    has_surface = drawing.surface and not geometry.is_single_slice and any(sight.voxels for sight in stage.sights.values())
    if geometry.is_single_slice:
        planes: tuple[Plane, ...] = (own_plane(geometry),)
        probe = stage.offscreen.add_slice_view(planes[0], (8, 8))
        probe.show(stage.volume_node)
        across, down, _ = extent_mm(geometry, probe.axes_ras).tolist()
    else:
        planes = (Plane.AXIAL, Plane.CORONAL)
        across, deep, high = patient_size_mm(geometry)
        down = max(deep, high)
    columns = 1 + len(planes) + has_surface
    width = (drawing.width_px - (columns - 1) * GAP_PX) // columns
    scale = max(across / width, down / (TALLEST_SHARE * width))
    tile = (width, max(48, round(down / scale)))
    camera = stage.add_surface(tile) if has_surface else None
    return ComparisonFrame(stage.point_ras, planes, tile, scale, drawing, camera)


def _row_height(frame: ComparisonFrame, row: SheetRow) -> int:
    """As high as a view, or as the words need it where there is nothing to be seen."""
    if row.segmentation is not None:
        return frame.tile[1]
    return min(frame.tile[1], note_height(frame.row_box(0).width, row.words))


def _size(frame: ComparisonFrame, rows: int) -> tuple[int, int]:
    last = frame.box(rows - 1, frame.columns - 1)
    return last.right, last.bottom


def _key(reference: Segmentation) -> list[LegendEntry]:
    segments = [LegendEntry(segment.name, segment.color, None) for segment in reference.segments]
    return [*(LegendEntry(words, COLORS[kind], None) for kind, words in KEY.items()), *segments]


def _draw_reference(canvas: Canvas, frame: ComparisonFrame, stage: Stage) -> None:
    """The reference, beside the image alone."""
    for column in (0, *range(2, 1 + len(frame.planes))):
        _paste_slice(canvas, frame, stage, (0, column), "Reference")
    if frame.camera is not None:
        canvas.paste(frame.camera.capture(), frame.box(0, frame.columns - 1))
    stage.segmentation_node.GetDisplayNode().SetVisibility(False)
    _paste_slice(canvas, frame, stage, (0, 1), "Image")
    if stage.is_measurable:
        canvas.draw_rulers([frame.box(0, 0)], frame.mm_per_px)


def _draw_row(
    canvas: Canvas,
    frame: ComparisonFrame,
    number: int,
    row: SheetRow,
    case: tuple[Volume, Segmentation, EvaluationParameters],
) -> None:
    volume, reference, scoring = case
    if row.segmentation is None:
        canvas.write_note(frame.row_box(number), row.label, row.words)
        return
    with OffscreenScene() as offscreen:
        stage = put_up(offscreen, volume, _with_colors_of(reference, row.segmentation, scoring), frame.drawing)
        _paste_slice(canvas, frame, stage, (number, 0), row.label)
        if frame.camera is not None:
            view = stage.add_surface(frame.tile)
            view.look_like(frame.camera)
            canvas.paste(view.capture(), frame.box(number, frame.columns - 1))
    agreement = find_agreement(row.segmentation, reference, scoring)
    strong = replace(frame.drawing, fill_opacity=AGREEMENT_OPACITY, outline_opacity=0.0)
    with OffscreenScene() as offscreen:
        stage = put_up(offscreen, volume, agreement, strong)
        for column in range(1, 1 + len(frame.planes)):
            _paste_slice(canvas, frame, stage, (number, column), row.words if column == 1 else "")


def _paste_slice(canvas: Canvas, frame: ComparisonFrame, stage: Stage, place: tuple[int, int], title: str) -> None:
    box = frame.box(*place)
    view = stage.add_slice(frame.planes[max(0, place[1] - 1)], box.size, frame.mm_per_px)
    view.cut_through(frame.point_ras)
    canvas.paste(view.capture(), box)
    if stage.volume.is_film or place[0] > 0:  # a film's grid does not say which side is which; all rows are cut alike
        canvas.write_title(box, title)
    else:
        canvas.write_place(box, title, view.axes_ras, frame.point_ras)


def _with_colors_of(reference: Segmentation, found: Segmentation, scoring: EvaluationParameters) -> Segmentation:
    """The same segments, in the colours of those of the reference that they are paired with."""
    if not reference.geometry.matches(found.geometry):
        return found
    _, actual, pairs = pair_segments(found, reference, scoring)
    colors: Mapping[str, Triple] = {predicted: actual.segment(name).color for name, predicted in pairs.items()}
    painted = [replace(segment, color=colors.get(segment.name, segment.color)) for segment in found.segments]
    places = [(segment, *found.place(segment.name)) for segment in painted]
    return Segmentation.from_layers(found.geometry, list(found.layers), places, found.name, found.provenance)
