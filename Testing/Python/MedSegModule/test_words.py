"""Numbers in words."""

from pathlib import Path
from types import SimpleNamespace

import pytest

MODULE = Path(__file__).parents[3] / "MedSegModule" / "MedSegModule.py"
NO_BREAK = "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="session")
def words(slicer_host):
    """The module `words`; no panel is needed for it."""
    slicer_host.load_module(MODULE)
    from MedSegModuleLib import words

    return words


@pytest.mark.parametrize(("seconds", "text"), [(0.42, "0.4 s"), (12.3, "12 s"), (119, "119 s"), (200, "3 min")])
def test_times_are_told_as_exactly_as_is_of_use(words, seconds, text):
    assert words.timeWords(seconds) == text.replace(" ", NO_BREAK)


@pytest.mark.parametrize(("volume", "text"), [(0, "0.00 ml"), (9.876, "9.88 ml"), (12.34, "12.3 ml"), (3215.4, "3215 ml")])
def test_volumes_have_a_unit(words, volume, text):
    assert words.volumeWords(volume) == text.replace(" ", NO_BREAK)


@pytest.mark.parametrize(("size", "text"), [(0, "0 MB"), (3_210_000, "3.2 MB"), (1_400_000_000, "1.4 GB")])
def test_sizes_of_files_have_a_unit(words, size, text):
    assert words.sizeWords(size) == text.replace(" ", NO_BREAK)


def test_progress_says_what_is_done_and_for_how_long(words):
    assert (
        words.progressWords(SimpleNamespace(message="Labelling parts", secondsLeft=12.0))
        == f"Labelling parts, 12{NO_BREAK}s left"
    )
    assert words.progressWords(SimpleNamespace(message="Reading", secondsLeft=None)) == "Reading"
    assert words.progressWords(SimpleNamespace(message="", secondsLeft=0.2)) == "Working"


def test_shares_of_the_lungs_are_told_with_names_where_there_are_several(logic):
    from MedSegModuleLib.measurementWords import measurementWords

    none = {"segment": "Lungs", "voxels": 3, "volume_ml": 2.0}
    one, two = {"segment": "Infection", "percent_of_lungs": 4.21}, {"segment": "Nodule", "percent_of_lungs": 0.0}
    assert measurementWords({}) == []
    assert measurementWords({"segments": [none]}) == []
    assert measurementWords({"segments": [one], "lungs_ml": 4000.0}) == ["4.2\N{NO-BREAK SPACE}% of the lungs"]
    assert measurementWords({"segments": [one, two]}) == [
        "Infection 4.2\N{NO-BREAK SPACE}% of the lungs",
        "Nodule 0.0\N{NO-BREAK SPACE}% of the lungs",
    ]
    assert measurementWords({"segments": [one | {"percent_of_lungs": float("nan")}]}) == []
