"""Parameters of how training images are changed, so that the network learns what does not matter."""

from dataclasses import dataclass
from typing import Annotated, Any

from medseg.errors import ParameterError
from medseg.records.limits import Limits, check_limits


@dataclass(frozen=True, kw_only=True)
class AugmentParameters:
    """How training images are changed at random. All off by default; intensities are those after normalisation, 0 to 1.

    Attributes:
        flip: Mirrored left to right (along i), in half of the cases.
        flip_vertical: Mirrored along j, in half of the cases.
        quarter_turns: Turned by 90, 180 or 270 degrees, in three of four cases.
        rotate_degrees: Turned by up to this angle, either way; in 3D about the axis k.
        scale: Made larger or smaller by up to this share: 0.2 is from 0.8 to 1.2.
        translate: Moved by up to this share of the size along each axis.
        shear: Sheared by up to this much.
        affine_share: Share of cases that are turned, scaled, moved and sheared.
        elastic: Largest displacement of a smooth random deformation, as share of the size.
        elastic_share: Share of cases that are deformed.
        brightness: Intensities are shifted by up to this much.
        contrast: Intensities are stretched about their mean by up to this share.
        gamma: Intensities are raised to a power from 1 / (1 + this) to 1 + this.
        invert: Share of cases with black and white exchanged.
        noise: Largest standard deviation of Gaussian noise.
        blur: Largest standard deviation of Gaussian smoothing, in pixels.
        coarse: Share of cases that are made coarser: brought to a half or a quarter of the size, and back.
        window_jitter: Both ends of the window are moved by up to this share of its width; images with a window only.
        cutout: Share of cases in which a rectangle is painted over, as a device or a label would.
        intensity_share: Share of cases for each change of the intensities.
        transforms: More transforms of MONAI for the image, one dictionary each: its `name`, and its arguments.
    """

    flip: bool = False
    flip_vertical: bool = False
    quarter_turns: bool = False
    rotate_degrees: Annotated[float, Limits(0, 180, "degrees")] = 0.0
    scale: Annotated[float, Limits(0, 0.9)] = 0.0
    translate: Annotated[float, Limits(0, 0.5)] = 0.0
    shear: Annotated[float, Limits(0, 1)] = 0.0
    affine_share: Annotated[float, Limits(0, 1)] = 1.0
    elastic: Annotated[float, Limits(0, 0.2)] = 0.0
    elastic_share: Annotated[float, Limits(0, 1)] = 0.3
    brightness: Annotated[float, Limits(0, 1)] = 0.0
    contrast: Annotated[float, Limits(0, 0.9)] = 0.0
    gamma: Annotated[float, Limits(0, 5)] = 0.0
    invert: Annotated[float, Limits(0, 1)] = 0.0
    noise: Annotated[float, Limits(0, 1)] = 0.0
    blur: Annotated[float, Limits(0, 10, "pixels")] = 0.0
    coarse: Annotated[float, Limits(0, 1)] = 0.0
    window_jitter: Annotated[float, Limits(0, 1)] = 0.0
    cutout: Annotated[float, Limits(0, 1)] = 0.0
    intensity_share: Annotated[float, Limits(0, 1)] = 0.5
    transforms: tuple[dict[str, Any], ...] = ()

    def __post_init__(self) -> None:
        check_limits(self)
        for transform in self.transforms:
            if not isinstance(transform.get("name"), str):
                raise ParameterError(f"Expected the name of a MONAI transform, got {transform!r}: write name: RandGibbsNoise.")
