"""Parameters of drawing an image with its segmentation."""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from medseg.errors import ParameterError
from medseg.records.limits import Limits, check_limits

WINDOWS_HU = {"lung": (1500.0, -600.0), "soft": (400.0, 40.0), "bone": (1800.0, 400.0), "brain": (80.0, 40.0)}
"""Width and level of the named windows for CT, in HU, as radiology departments set them."""

WINDOW_NAMES = ("auto", *WINDOWS_HU, "full")


class Plane(StrEnum):
    """The planes that slices are cut in."""

    AXIAL = "axial"
    CORONAL = "coronal"
    SAGITTAL = "sagittal"


@dataclass(frozen=True, kw_only=True)
class RenderParameters:
    """How an image is drawn with its segmentation.

    Attributes:
        window: Which intensities span black to white: `lung`, `soft`, `bone` or `brain` for CT, `full` for all that occur,
            WIDTH,LEVEL in the image's unit, or `auto`: for CT by what the segments hold, else the 1st to 99th percentile.
        fill_opacity: How much of a segment's colour covers the image.
        outline_opacity: The same for its outline.
        width_px: Width of the picture.
        surface: Show the segments' surfaces too.
        plane: Plane of the slices in a contact sheet or an animation.
        tile_px: Width of one slice in a contact sheet.
        frame_px: Width of an animation's frames.
        frame_seconds: Time that an animation shows each slice.
    """

    window: str = "auto"
    fill_opacity: Annotated[float, Limits(0, 1)] = 0.35
    outline_opacity: Annotated[float, Limits(0, 1)] = 1.0
    width_px: Annotated[int, Limits(320, 8000, "px")] = 1600
    surface: bool = True
    plane: Plane = Plane.AXIAL
    tile_px: Annotated[int, Limits(48, 1024, "px")] = 192
    frame_px: Annotated[int, Limits(64, 2048, "px")] = 512
    frame_seconds: Annotated[float, Limits(0.02, 10, "s")] = 0.08

    def __post_init__(self) -> None:
        check_limits(self)
        if self.window not in WINDOW_NAMES:
            parse_window(self.window)


def parse_window(text: str) -> tuple[float, float]:
    """Read WIDTH,LEVEL.

    Returns:
        Width, more than 0, and level.

    Raises:
        ParameterError: It is neither that nor, as the message says, one of the names.

    Example:
        >>> parse_window("350,50")
        (350.0, 50.0)
    """
    try:
        width, level = (float(part) for part in text.split(","))
    except ValueError:
        width = level = math.nan
    if not (0 < width < math.inf and math.isfinite(level)):
        raise ParameterError(f"Expected the window as {', '.join(WINDOW_NAMES)} or WIDTH,LEVEL with WIDTH above 0, got {text!r}.")
    return width, level
