"""A card for a bundle of MONAI, made from what the bundle says of its data."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from medseg.errors import ModelError
from medseg.models.architecture import Architecture
from medseg.models.axes import AxisOrder, read_axes
from medseg.models.json_fields import JsonFields, is_number
from medseg.models.licence import Licence
from medseg.models.model_card import ModelCard
from medseg.models.model_input import ModelInput
from medseg.models.model_output import ModelOutput
from medseg.types import Triple
from medseg.volume import Modality, Segment

TARGET = "_target_"
LOADING = frozenset({"LoadImaged", "EnsureChannelFirstd", "EnsureTyped", "CropForegroundd", "ToTensord"})
REMEDY = "Write a model.json into the bundle's folder, as docs/model-packages.md shows."
_HUES = ((230, 25, 25), (25, 178, 51), (51, 102, 230), (230, 178, 25), (178, 51, 204), (25, 178, 178))


def make_card(
    metadata: Mapping[str, Any],
    config: Mapping[str, Any],
    architecture: Architecture,
    files: Mapping[str, str],
    folder_name: str,
) -> ModelCard:
    """Make a card.

    Args:
        metadata: The bundle's `metadata.json`.
        config: Its configuration; of the preparation of images the plain values are read.
        architecture: Its network.
        files: SHA-256 of its weights.
        folder_name: What to call it where it has no name.

    Raises:
        ModelError: The metadata is incomplete, or images are prepared in a way that MedSeg does not know.
    """
    fields = JsonFields(metadata, "metadata.json")
    title = fields.get("name", str, folder_name) or folder_name
    output = _output(metadata)
    return ModelCard(
        name=_slug(folder_name),
        title=title[:200],
        method="unet",
        target=_slug(output.segments[0].name),
        architecture=architecture,
        input=_input(metadata, _transforms(config)),
        output=output,
        licence=Licence(fields.get("copyright", str, "as the bundle says")[:200] or "as the bundle says", False),
        limits=fields.get("intended_use", str, "")[:2000],
        files=files,
    )


def _input(metadata: Mapping[str, Any], transforms: Mapping[str, Mapping[str, Any]]) -> ModelInput:
    image = _format(metadata, "inputs", "image")
    axes = _text(transforms, "Orientationd", "axcodes")
    order = read_axes(axes)
    scale = transforms.get("ScaleIntensityRanged")
    _check_order(transforms)
    modality = {"CT": Modality.CT, "MR": Modality.MR, "MRI": Modality.MR}.get(str(image.get("modality", "")).upper())
    return ModelInput(
        modalities=(modality or Modality.OTHER,),
        unit="HU" if modality is Modality.CT else "",
        spacing_mm=_ours(_numbers(transforms.get("Spacingd", {}), "pixdim"), order),
        size=tuple(map(round, _ours(_numbers(image, "spatial_shape"), order))),
        fit="windows",
        window=None if scale is None else _window(scale),
        normalisation="zscore" if scale is None else "window",
        axes=axes,
    )


def _output(metadata: Mapping[str, Any]) -> ModelOutput:
    channels = _format(metadata, "outputs", "pred").get("channel_def")
    if not isinstance(channels, Mapping) or not channels or sorted(channels) != sorted(map(str, range(len(channels)))):
        raise ModelError(f"metadata.json: expected the names of all output channels (channel_def). {REMEDY}")
    names = [str(channels[str(number)])[:200] for number in range(len(channels))]
    has_background = names[0].lower() == "background" and len(names) > 1
    segments = [Segment(name, _color(number)) for number, name in enumerate(names[has_background:])]
    return ModelOutput(segments=tuple(segments), activation="softmax" if has_background else "sigmoid")


def _format(metadata: Mapping[str, Any], direction: str, name: str) -> Mapping[str, Any]:
    place: object = metadata
    for key in ("network_data_format", direction, name):
        place = place.get(key) if isinstance(place, Mapping) else None
    if not isinstance(place, Mapping):
        raise ModelError(f"metadata.json: expected network_data_format: {direction}: {name}, found none. {REMEDY}")
    return place


def _transforms(config: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The steps that make images ready, by their class; nothing of them is run."""
    preprocessing = config.get("preprocessing")
    steps = preprocessing.get("transforms") if isinstance(preprocessing, Mapping) else None
    found: dict[str, Mapping[str, Any]] = {}
    for step in steps if isinstance(steps, list) else []:
        name = str(step.get(TARGET, "")).rpartition(".")[2] if isinstance(step, Mapping) else ""
        if name not in LOADING | {"Orientationd", "Spacingd", "ScaleIntensityRanged", "NormalizeIntensityd"} or name in found:
            raise ModelError(f"Expected steps that MedSeg knows before the bundle's network, got {name[:60]!r}. {REMEDY}")
        found[name] = step
    return found


def _check_order(transforms: Mapping[str, Mapping[str, Any]]) -> None:
    """Insist on one scaling of intensities, over the whole image, and on a spacing along the axes that were turned to."""
    names = list(transforms)
    standard = transforms.get("NormalizeIntensityd")
    if ("ScaleIntensityRanged" in names) == (standard is not None):
        raise ModelError(f"Expected the bundle to scale a window of intensities or to bring them to mean 0, SD 1. {REMEDY}")
    if standard is not None and (standard.keys() - {TARGET, "keys", "channel_wise"} or "CropForegroundd" in names):
        raise ModelError(f"Expected the bundle to bring the intensities of whole images to mean 0, SD 1. {REMEDY}")
    if "Spacingd" in names and names.index("Spacingd") < names.index("Orientationd"):
        raise ModelError(f"Expected the bundle to turn images to named axes before their spacing is changed. {REMEDY}")


def _window(scale: Mapping[str, Any]) -> tuple[float, float]:
    values = [scale.get(name) for name in ("a_min", "a_max", "b_min", "b_max")]
    if not all(map(is_number, values)) or values[2:] != [0, 1] or scale.get("clip") is not True:
        raise ModelError(f"Expected the bundle to clip a window of intensities and scale it to 0..1. {REMEDY}")
    return float(values[0] or 0), float(values[1] or 0)


def _text(transforms: Mapping[str, Mapping[str, Any]], step: str, name: str) -> str:
    value = transforms.get(step, {}).get(name)
    if not isinstance(value, str):
        raise ModelError(f"Expected the bundle to turn images to named axes ({step}). {REMEDY}")
    return value


def _numbers(values: Mapping[str, Any], name: str) -> Sequence[float]:
    numbers = values.get(name)
    if not isinstance(numbers, list) or len(numbers) != 3 or not all(map(is_number, numbers)):
        raise ModelError(f"Expected three plain numbers for {name!r} in the bundle. {REMEDY}")
    return [float(number) for number in numbers]


def _ours(values: Sequence[float], order: AxisOrder) -> tuple[float, ...]:
    """Numbers along the network's axes as numbers along ours."""
    return tuple(values[order.order.index(axis)] for axis in range(3))


def _color(number: int) -> Triple:
    red, green, blue = _HUES[number % len(_HUES)]
    return red / 255, green / 255, blue / 255


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:64] or "network"
