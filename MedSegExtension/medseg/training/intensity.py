"""Changing the intensities of training images at random."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from medseg.errors import ParameterError
from medseg.records import AugmentParameters

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.random import Generator
    from torch import Tensor

CUTOUT_SIDES = (0.1, 0.35)  # of the image's


def change(image: Tensor, parameters: AugmentParameters, random: Generator) -> Tensor:
    """Change the intensities of one image, each way with its share of cases.

    Args:
        image: (channels, [k,] j, i), 0 to 1 for windows and percentiles; may be written to.
        parameters: How much at most.
        random: Source of random numbers.

    Returns:
        The image; brightness, contrast and noise may take it a little beyond its range.
    """
    for amount, apply in (
        (parameters.gamma, _gamma),
        (parameters.contrast, _contrast),
        (parameters.brightness, _brightness),
        (parameters.blur, _blur),
        (parameters.noise, _noise),
    ):
        if amount and random.random() < parameters.intensity_share:
            image = apply(image, amount, random)
    for share, change_shape in ((parameters.coarse, _coarse), (parameters.cutout, _cut_out), (parameters.invert, _invert)):
        if share and random.random() < share:
            image = change_shape(image, random)
    return image


def jitter_window(image: Tensor, margin: float, amount: float, random: Generator) -> Tensor:
    """Narrow a window that was taken wider by a margin to about what it is to be.

    Args:
        image: 0 to 1 over the wider window.
        margin: By which share of the window's width each end was moved out.
        amount: By up to which share each end is moved; 0 gives the window itself.
        random: Source of random numbers.

    Returns:
        0 to 1 over the new window, a new tensor.
    """
    low, high = random.uniform(-amount, amount, 2) if amount else (0.0, 0.0)
    return image.mul(1 + 2 * margin).sub_(margin + low).div_(1.0 + high - low).clamp_(0.0, 1.0)


def make_transforms(wanted: Sequence[Mapping[str, Any]]) -> list[Callable[..., Any]]:
    """MONAI's transforms that a configuration names.

    Raises:
        ParameterError: MONAI has no transform of that name for an image, or it takes other arguments.
    """
    from monai.transforms.intensity import array
    from monai.transforms.transform import Transform

    made: list[Callable[..., Any]] = []
    for one in wanted:
        arguments = {key: value for key, value in one.items() if key != "name"}
        kind = getattr(array, one["name"], None)
        if not (isinstance(kind, type) and issubclass(kind, Transform) and kind.__module__ == array.__name__):
            raise ParameterError(f"Expected a transform of MONAI for intensities, such as RandGibbsNoise, got {one['name']!r}.")
        try:
            made.append(kind(**arguments))
        except (TypeError, ValueError) as error:
            raise ParameterError(f"MONAI's {one['name']} does not take {arguments}: see its documentation.") from error
    return made


def run_transforms(image: Tensor, transforms: Sequence[Callable[..., Any]], random: Generator) -> Tensor:
    """Put an image through MONAI's transforms, with random numbers of our own source."""
    from monai.transforms.transform import Randomizable

    for transform in transforms:
        if isinstance(transform, Randomizable):
            transform.set_random_state(int(random.integers(2**32)))
        image = transform(image)
    return image


def _gamma(image: Tensor, amount: float, random: Generator) -> Tensor:
    power = float((1.0 + amount) ** random.uniform(-1, 1))
    low, high = image.aminmax()
    width = (high - low).clamp_min(1e-6)
    return image.sub_(low).div_(width).clamp_min_(0.0).pow_(power).mul_(width).add_(low)


def _contrast(image: Tensor, amount: float, random: Generator) -> Tensor:
    mean = image.mean()
    return image.sub_(mean).mul_(1.0 + amount * random.uniform(-1, 1)).add_(mean)


def _brightness(image: Tensor, amount: float, random: Generator) -> Tensor:
    return image.add_(amount * random.uniform(-1, 1))


def _noise(image: Tensor, amount: float, random: Generator) -> Tensor:
    import torch

    source = torch.Generator(image.device).manual_seed(int(random.integers(2**62)))
    return image.add_(torch.randn(image.shape, generator=source, device=image.device), alpha=amount * random.uniform(0, 1))


def _blur(image: Tensor, amount: float, random: Generator) -> Tensor:
    from monai.transforms.intensity.array import GaussianSmooth

    return GaussianSmooth(sigma=max(0.1, amount * random.uniform(0, 1)))(image)


def _coarse(image: Tensor, random: Generator) -> Tensor:
    from torch.nn import functional

    share = float(random.uniform(0.25, 0.6))
    size = [max(1, round(length * share)) for length in image.shape[1:]]
    small = functional.interpolate(image[None], size, mode="area")
    mode = "bilinear" if image.ndim == 3 else "trilinear"
    return functional.interpolate(small, image.shape[1:], mode=mode, align_corners=False)[0]


def _cut_out(image: Tensor, random: Generator) -> Tensor:
    sides = [max(1, int(length * random.uniform(*CUTOUT_SIDES))) for length in image.shape[1:]]
    corners = [int(random.integers(length - side + 1)) for length, side in zip(image.shape[1:], sides, strict=True)]
    box = tuple(slice(corner, corner + side) for corner, side in zip(corners, sides, strict=True))
    image[(slice(None), *box)] = float(random.uniform(0, 1))
    return image


def _invert(image: Tensor, random: Generator) -> Tensor:  # noqa: ARG001  one of several
    low, high = image.aminmax()
    return image.neg_().add_(low + high)
