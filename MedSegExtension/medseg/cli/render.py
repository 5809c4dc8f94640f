"""`medseg render`: a segmentation drawn on its image."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from medseg.cli.common import CommonOptions
from medseg.cli.messages import Messages
from medseg.cli.options import Common, Drawing, Reading
from medseg.cli.streams import show
from medseg.cli.targets import check_target
from medseg.pipeline import read_image
from medseg.pipeline.share import share
from medseg.records import Progress, ReadParameters, RenderParameters
from medseg.volume import Segmentation, Volume

EXAMPLES = """Examples:

    medseg render ct.nii.gz bone.seg.nrrd -o bone.png
    medseg render ct.nii.gz lungs.seg.nrrd -o lungs.png --window lung
    medseg render ct.nii.gz bone.seg.nrrd -o slices.png --all-slices
    medseg render ct.nii.gz bone.seg.nrrd -o slices.gif --all-slices
"""

app = App(name="render", help_epilogue=EXAMPLES)


@app.default
def render(
    image: Path,
    segmentation: Path,
    /,
    *,
    output: Annotated[Path, Parameter(alias="-o")],
    all_slices: bool = False,
    drawing: Drawing = None,
    reading: Reading = None,
    common: Common = None,
) -> None:
    """Draw a segmentation on its image as 3D Slicer shows it, without a display: axial, coronal, sagittal and 3D.

    Args:
        image: The image: a file, or a folder with a DICOM series.
        segmentation: A segmentation, an RTSTRUCT or a DICOM SEG on the image's grid.
        output: The picture that is written: .png; with --all-slices also .gif, an animation.
        all_slices: Draw every slice: a contact sheet (.png) or an animation (.gif).
    """
    messages = Messages((common or CommonOptions()).progress)
    check_target(output, "contact sheet or animation" if all_slices else "picture", image, segmentation)
    with messages.progress() as progress:
        progress(0.0, "reading the image")
        volume, segments = _read(image, segmentation, reading or ReadParameters(), messages)
        draw = _draw_all if all_slices else _draw_four
        draw(volume, segments, output, drawing or RenderParameters(), share(progress, 0.3, 1.0))
    show(f"written: {output}")


def _read(image: Path, segmentation: Path, reading: ReadParameters, messages: Messages) -> tuple[Volume, Segmentation]:
    from medseg.io import read_segmentation

    volume = read_image(image, reading, messages.warn)
    return volume, read_segmentation(segmentation, volume.geometry, reading)


def _draw_four(volume: Volume, segments: Segmentation, path: Path, drawing: RenderParameters, progress: Progress) -> None:
    from medseg.mrml import render_png

    progress(0.0, "drawing")
    render_png(volume, segments, path, drawing)
    progress(1.0, "done")


def _draw_all(volume: Volume, segments: Segmentation, path: Path, drawing: RenderParameters, progress: Progress) -> None:
    from medseg.mrml import render_contact_sheet

    render_contact_sheet(volume, segments, path, drawing, progress)
