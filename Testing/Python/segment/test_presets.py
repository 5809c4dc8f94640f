"""The presets that come with the package."""

import colorsys
import json
from importlib import resources
from pathlib import Path

import pytest

from medseg.errors import ParameterError
from medseg.segment import Recipe, find_preset, load_presets

SLICER_CODES = {
    "lungs": ("123037004", "39607008"), "bone": ("85756007", "272673000"), "air": ("91720002", "74947009"),
    "fat": ("85756007", "248300009"), "muscle": ("85756007", "71616004"), "soft-tissue": ("85756007", "85756007"),
    "fluid": ("91720002", "32457005"), "contrast": ("85756007", "51114001"), "metal": ("260787004", "19227008"),
    "aerated-lung": ("123037004", "39607008"), "cortical-bone": ("85756007", "272673000"),
}  # fmt: skip


@pytest.mark.parametrize("name", load_presets())
def test_every_preset_says_what_it_takes_and_where_its_range_comes_from(name):
    preset = load_presets()[name]
    assert preset.name == name
    assert len(preset.description) > 40
    assert any(word in preset.source for word in (" et al", "HU", "doi"))
    if preset.lower_hu is not None and preset.upper_hu is not None:
        assert preset.lower_hu < preset.upper_hu
    assert (preset.lower_hu, preset.upper_hu) != (None, None)


@pytest.mark.parametrize("name", load_presets())
def test_a_single_segment_is_of_the_red_family(name):
    color = load_presets()[name].segments[0].color
    hue, _, _ = colorsys.rgb_to_hsv(*color)
    assert hue <= 30 / 360 or hue >= 330 / 360


def test_the_lungs_are_two_segments_of_different_colour_and_side():
    right, left = load_presets()["lungs"].segments
    assert (right.name, left.name) == ("Right lung", "Left lung")
    assert sum(abs(a - b) for a, b in zip(right.color, left.color, strict=True)) > 0.8
    assert right.coding.type_modifier.value == "24028007"
    assert left.coding.type_modifier.value == "7771000"


@pytest.mark.parametrize(("name", "codes"), SLICER_CODES.items())
def test_codes_are_those_of_slicers_general_anatomy_list(name, codes):
    for segment in load_presets()[name].segments:
        assert (segment.coding.category.value, segment.coding.type.value) == codes
        assert segment.coding.type.scheme == "SCT"


def test_opacities_lie_in_the_lung_and_are_told_apart_by_their_codes():
    presets = [preset for preset in load_presets().values() if preset.recipe is Recipe.WITHIN_LUNGS]
    codings = [preset.segments[0].coding for preset in presets]
    assert {coding.region.value for coding in codings} == {"39607008"}
    assert len({(coding.type.scheme, coding.type.value) for coding in codings}) == len(presets) == 3


def test_names_of_segments_differ_between_presets():
    names = [segment.name for preset in load_presets().values() for segment in preset.segments]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("written", ["soft-tissue", "Soft Tissue", "SOFT_TISSUE", " soft-tissue "])
def test_a_preset_is_found_however_it_is_written(written):
    assert find_preset(written).name == "soft-tissue"


def test_an_unknown_preset_is_refused_with_the_names_there_are():
    with pytest.raises(ParameterError, match=r"lungs, bone, infection.*got 'liver'"):
        find_preset("liver")


def test_the_file_names_each_preset_once():
    text = resources.files("medseg").joinpath("data", "presets.json").read_text(encoding="utf-8")
    names = [entry["name"] for entry in json.loads(text)["presets"]]
    assert names == list(load_presets())


def test_changing_what_was_loaded_changes_nothing_for_others():
    load_presets().clear()
    assert load_presets()


@pytest.mark.parametrize("name", load_presets())
def test_the_page_on_methods_gives_each_preset_with_its_range(name):
    preset = load_presets()[name]
    page = Path(__file__).parents[3] / "docs" / "methods.md"
    row = next(line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith(f"| `{name}` |"))
    for bound in (preset.lower_hu, preset.upper_hu):
        assert bound is None or f"{bound:g}" in row.split("|")[2]
    assert preset.source in row
