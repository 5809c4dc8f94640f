"""Cards: what they must say, and what is refused."""

import copy
import json
from importlib import resources
from typing import Any

import pytest

from medseg.errors import ModelError
from medseg.models import ModelCard
from medseg.models.card_file import card_text, parse_card
from medseg.volume import Modality

GOOD: dict[str, Any] = {
    "schema": 1,
    "name": "lungs-ct-unet",
    "version": "1.2.3",
    "title": "Lungs in chest CT",
    "method": "unet",
    "target": "lungs",
    "architecture": {"name": "unet", "arguments": {"dimensions": 2, "in_channels": 3, "out_channels": 1}},
    "input": {
        "modalities": ["CT", "XRAY"],
        "pictures": True,
        "unit": "HU",
        "plane": "axial",
        "context_slices": 1,
        "context_mm": 5.0,
        "spacing_mm": [5.0, 1.0, 1.0],
        "size": [256, 256],
        "fit": "pad",
        "region": "body",
        "window": [-1000.0, 400.0],
        "normalisation": "window",
    },
    "output": {
        "activation": "sigmoid",
        "threshold": 0.5,
        "segments": [
            {
                "name": "Lungs",
                "color": [177, 122, 101],
                "category": ["123037004", "Anatomical Structure"],
                "type": ["39607008", "Lung"],
                "type_modifier": ["DCM", "1", "Both"],
            }
        ],
        "keep_largest": 2,
        "least_share": 0.02,
        "fill_holes": True,
        "split_sides": True,
    },
    "training": {"data": [{"name": "phantoms", "images": 3}], "epochs": 4, "seconds": 1.5, "software": {"torch": "2.13.0"}},
    "metrics": [{"set": "held out", "cases": 5, "dice": 0.98}],
    "licence": {"name": "Apache-2.0", "commercial_use": True, "notice": ""},
    "limits": "Axial slices.",
    "files": {"model.safetensors": "0" * 64},
}


def changed(place: str, value: object) -> dict[str, Any]:
    """The good card with one entry changed, or left out for `...`."""
    values = copy.deepcopy(GOOD)
    *path, last = place.split(".")
    inner: Any = values
    for part in path:
        inner = inner[int(part)] if part.isdigit() else inner[part]
    if value is ...:
        del inner[last]
    else:
        inner[last] = value
    return values


def test_a_card_comes_back_as_it_was() -> None:
    card = ModelCard.from_json(GOOD)
    assert card.to_json() == GOOD
    assert parse_card(card_text(card).encode()) == card


def test_a_card_speaks_in_our_types() -> None:
    card = ModelCard.from_json(GOOD)
    assert card.input.modalities == (Modality.CT, Modality.XRAY)
    assert card.input.channels == 3
    (segment,) = card.segments()
    assert segment.color == (177 / 255, 122 / 255, 101 / 255)
    assert segment.coding is not None
    assert str(segment.coding.type) == "SCT^39607008^Lung"
    assert str(segment.coding.type_modifier) == "DCM^1^Both"


def test_the_schema_is_a_schema() -> None:
    import jsonschema

    text = resources.files("medseg").joinpath("data", "model.schema.json").read_text(encoding="utf-8")
    jsonschema.Draft202012Validator.check_schema(json.loads(text))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("schema", 2),
        ("schema", ...),
        ("name", "../escape"),
        ("name", "A"),
        ("name", "x" * 65),
        ("name", ...),
        ("title", 7),
        ("method", "transformer"),
        ("target", ""),
        ("version", "one"),
        ("architecture", "unet"),
        ("architecture.name", ...),
        ("architecture.arguments", []),
        ("architecture.arguments.in_channels", 1),
        ("architecture.arguments.out_channels", 2),
        ("architecture.arguments.dimensions", 3),
        ("input.modalities", []),
        ("input.modalities", ["PET"]),
        ("input.size", [256]),
        ("input.size", [256, True]),
        ("input.size", [256, 0]),
        ("input.size", [1 << 40, 256]),
        ("input.spacing_mm", [0, 1, 1]),
        ("input.spacing_mm", [float("nan"), 1, 1]),
        ("input.window", [400, -1000]),
        ("input.window", None),
        ("input.window", [0, float("inf")]),
        ("input.normalisation", "guess"),
        ("input.context_slices", -1),
        ("input.context_mm", -1),
        ("input.context_mm", 51),
        ("input.context_mm", "5"),
        ("input.pictures", "yes"),
        ("input.axes", "RAS"),
        ("output.threshold", 1),
        ("output.threshold", "0.5"),
        ("output.segments", []),
        ("output.segments.0.color", [256, 0, 0]),
        ("output.segments.0.color", ...),
        ("output.segments.0.name", ""),
        ("output.segments.0.type", ["39607008"]),
        ("output.segments.0.category", ...),
        ("output.activation", "tanh"),
        ("output.least_share", 2),
        ("output.least_share", "half"),
        ("licence", ...),
        ("licence.commercial_use", "no"),
        ("metrics", [7]),
        ("metrics", [{"dice": 1}]),
        ("files", {}),
        ("files", {"model.safetensors": "short"}),
        ("training.software", {"torch": 2}),
        ("surprise", 1),
        ("input.surprise", 1),
    ],
)
def test_a_wrong_card_is_refused(place: str, value: object) -> None:
    with pytest.raises(ModelError, match=r"model\.json|axes"):
        parse_card(json.dumps(changed(place, value)).encode())


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "expected JSON"),
        (b"\xff\xfe", "expected JSON"),
        (b"[" * 100_000, "nested too deeply|expected JSON"),
        (b'{"schema": 1, "schema": 1}', "given twice"),
        (b'{"schema": NaN}', "no number of JSON"),
        (b"[]", "not of type 'object'"),
        (b" " * ((1 << 20) + 1), "1,048,576 bytes at most"),
    ],
)
def test_what_is_no_card_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(ModelError, match=words):
        parse_card(data)


def test_a_message_does_not_repeat_a_long_card() -> None:
    with pytest.raises(ModelError) as caught:
        parse_card(json.dumps(changed("title", ["x" * 10_000])).encode())
    assert len(str(caught.value)) < 400


def test_without_codes_a_segment_has_none() -> None:
    values = changed("output.segments", [{"name": "Thing", "color": [1, 2, 3]}])
    assert ModelCard.from_json(values).segments()[0].coding is None


def test_segments_of_one_name_are_refused() -> None:
    segment = GOOD["output"]["segments"][0]
    values = changed("output.segments", [segment, segment])
    values["architecture"]["arguments"]["out_channels"] = 2
    with pytest.raises(ModelError, match="names of their own"):
        ModelCard.from_json(values)


def test_softmax_has_a_channel_for_the_background() -> None:
    values = changed("output.activation", "softmax")
    values["architecture"]["arguments"]["out_channels"] = 2
    assert ModelCard.from_json(values).output.channels == 2
