"""`medseg desktop`: the panel of the Slicer module in a window of its own."""

from pathlib import Path
from typing import Literal

from cyclopts import App

from medseg.cli.common import CommonOptions
from medseg.cli.messages import Messages
from medseg.cli.options import Common, Reading
from medseg.cli.streams import show
from medseg.cli.targets import check_target
from medseg.errors import NoImageError
from medseg.records import ReadParameters

EXAMPLES = """Examples:

    medseg desktop
    medseg desktop ct-folder
    medseg desktop ct.nii.gz lungs.seg.nrrd
    medseg desktop ct-folder --screenshot window.png

In the window: choose an image or a sample, choose a method, click Segment. Files and folders can be dropped on it.
"""

app = App(name="desktop", help_epilogue=EXAMPLES)


@app.default
def desktop(
    *images: Path,
    screenshot: Path | None = None,
    theme: Literal["system", "light", "dark"] | None = None,
    reading: Reading = None,
    common: Common = None,
) -> None:
    """Open a window with the panel of MedSeg's Slicer module, slice views and a 3D view. Slicer need not be installed.

    Args:
        images: Images and segmentations to open: files, or folders with a DICOM series; also scenes (.mrb, .mrml).
        screenshot: Write a picture of the window as PNG instead of showing it, and end. No display is needed.
        theme: Colours of the window; kept for the next time, but for a picture.
    """
    from medseg.cli.desktop_window import DesktopWindow

    messages = Messages((common or CommonOptions()).progress)
    check_target(screenshot, "picture", *images)
    for image in images:
        _require_there(image)
    window = DesktopWindow(reading or ReadParameters(), messages.warn, needs_display=screenshot is None)
    window.open(images)
    if theme is not None:
        window.set_theme(theme, keep=screenshot is None)
    if screenshot is None:
        window.run()
    else:
        window.take_picture(screenshot)
        show(f"written: {screenshot}")


def _require_there(path: Path) -> None:
    """Before the window takes its seconds to start."""
    if not path.exists():
        raise NoImageError(f"Expected an image at {str(path)!r}, got nothing: there is no such file or folder.")
