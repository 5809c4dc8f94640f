"""A chest CT with known truth, made of shapes, texture and noise."""

from medseg.records import PhantomParameters, Progress, ignore_progress
from medseg.sample.build import Build
from medseg.sample.canvas import Canvas
from medseg.sample.grain import Grain
from medseg.sample.lesions import Pneumonia
from medseg.sample.limbs import paint_shoulders
from medseg.sample.lung_content import LungTrees, paint_bronchi, paint_fissures, paint_vessels
from medseg.sample.mediastinum import paint_mediastinum
from medseg.sample.random_source import RandomSource
from medseg.sample.reference import to_reference
from medseg.sample.ribs import paint_ribs, paint_sternum
from medseg.sample.scanner import add_noise, blur, cut_to_circle, paint_table, quantised
from medseg.sample.spine import paint_spine
from medseg.sample.trunk import Trunk, paint_armpit, paint_back
from medseg.volume import Geometry, Modality, Segmentation, Volume

WIDTH_MM, WIDTH_WITH_ARMS_MM, DEPTH_MM, HEIGHT_MM = 384.0, 500.0, 320.0, 300.0
LARGEST_SLICE_MM = 10.0


def make_phantom(
    parameters: PhantomParameters | None = None, progress: Progress = ignore_progress
) -> tuple[Volume, Segmentation]:
    """Make a chest CT of any size, and the truth about it.

    The same parameters give the same image; on another machine some voxels may differ by 1 HU where rounding does. Another
    grid shows the same patient, apart from the noise. HU are typical of an unenhanced scan in full inspiration.

    Args:
        parameters: Grid, lesions, scanner, seed; default: 256 x 256 x 120 voxels of 1.5 x 1.5 x 2.5 mm.
        progress: Told how far the work is.

    Returns:
        The image in HU (int16), axes to the patient's left, back and head; and its reference segmentation on the same grid.
    """
    parameters = parameters or PhantomParameters()
    source = RandomSource(parameters.seed)
    canvas = _painted(parameters, source, progress)
    progress(0.8, "scanning")
    blur(canvas, parameters.blur_mm)
    if parameters.noise_hu > 0:
        add_noise(canvas, parameters.noise_hu, Grain(canvas.geometry, source))
    image = quantised(canvas)
    if parameters.padding_hu is not None:
        cut_to_circle(canvas, image, round(parameters.padding_hu))
    volume = Volume(image, canvas.geometry, Modality.CT, name="chest CT phantom", padding_value=parameters.padding_hu)
    progress(0.95, "noting the truth")
    return volume, to_reference(canvas, parameters)


def phantom_geometry(parameters: PhantomParameters) -> Geometry:
    """The grid that the parameters ask for, its middle in the heart."""
    width = WIDTH_WITH_ARMS_MM if parameters.arms else WIDTH_MM
    pixel = parameters.pixel_mm or max(width / parameters.columns, DEPTH_MM / parameters.rows)
    step = parameters.slice_mm or min(HEIGHT_MM / parameters.slices, LARGEST_SLICE_MM)
    shape = (parameters.slices, parameters.rows, parameters.columns)
    spacing = (pixel, pixel, step)
    origin = [-(count - 1) / 2 * mm for count, mm in zip(reversed(shape), spacing, strict=True)]
    return Geometry.from_axes(shape, spacing, origin)


def _painted(parameters: PhantomParameters, source: RandomSource, progress: Progress) -> Canvas:
    """Paint the patient: what lies deeper or in front of something else comes after it."""
    build = Build.drawn(source.stream("build"))
    canvas = Canvas(phantom_geometry(parameters), build)
    trunk = Trunk(source, build.fat_mm)
    for done, patch in canvas.slabs():
        progress(0.4 * done, "making the body")
        if parameters.table:
            paint_table(patch)
        trunk.paint(patch)
    _paint_frame(canvas, build, source, arms_down=parameters.arms)
    progress(0.5, "making heart and airways")
    paint_mediastinum(canvas)
    progress(0.6, "making the lungs")
    paint_fissures(canvas)
    Pneumonia(source).paint(canvas, parameters.ground_glass, parameters.consolidations)
    trees = LungTrees.grown(source)
    paint_bronchi(canvas, trees.bronchi)
    paint_vessels(canvas, trees.vessels)
    return canvas


def _paint_frame(canvas: Canvas, build: Build, source: RandomSource, *, arms_down: bool) -> None:
    """Paint muscles, fat and bones around the chest."""
    grain = source.noise("marrow", 4.0)
    for side in (1.0, -1.0):
        paint_armpit(canvas, side)
    paint_back(canvas)
    paint_shoulders(canvas, arms_down=arms_down)
    paint_ribs(canvas, build)
    paint_sternum(canvas, grain)
    paint_spine(canvas, grain)
