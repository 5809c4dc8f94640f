"""The examples: what they share, and lungs in pictures of CT slices."""

import csv
import importlib
import sys
from pathlib import Path

import numpy as np
import pytest

from medseg.records import PhantomParameters
from medseg.sample import make_phantom
from medseg.volume import Finding, Geometry, Volume

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture
def example(monkeypatch):
    """An example, or what they share, by its name."""
    monkeypatch.syspath_prepend(str(EXAMPLES))
    known = set(sys.modules)
    yield importlib.import_module
    for name in set(sys.modules) - known:
        if getattr(sys.modules[name], "__file__", None) and Path(sys.modules[name].__file__).parent == EXAMPLES:
            del sys.modules[name]


@pytest.fixture(scope="module")
def slice_of_patient():
    """HU and both lungs of a slice through the heart, (1, j, i)."""
    volume, truth = make_phantom(PhantomParameters(columns=256, rows=214, slices=1, ground_glass=8, seed=6))
    return volume.array.astype(np.float32), truth.mask("Right lung") | truth.mask("Left lung")


def picture(hu, low, high, *, circle=False):
    """HU as an 8-bit picture in a window, with black corners where it is asked for."""
    greys = (np.clip((hu - low) / (high - low), 0, 1) * 255).round().astype(np.uint8)
    if circle:
        _, rows, columns = greys.shape
        j, i = np.ogrid[:rows, :columns]
        greys[0][((j - rows / 2) / rows) ** 2 + ((i - columns / 2) / columns) ** 2 > 0.25] = 0
    return Volume(greys, Geometry.from_axes(greys.shape, (1.0, 1.0, 1.0)), findings=(Finding("no-spacing", "None."),))


def dice(one, other):
    return 2 * np.count_nonzero(one & other) / (np.count_nonzero(one) + np.count_nonzero(other))


def test_cases_are_spread_over_all(example):
    spread = example("cohort").spread
    assert spread("abcdefghij", 5) == list("acegi")
    assert spread("abc", None) == spread("abc", 7) == list("abc")


def test_the_table_of_cases_has_the_columns_that_a_cohort_reads(example, tmp_path):
    path = example("cohort").write_cases([{"image": "a.png", "group": "normal"}], tmp_path / "new" / "cases.csv")
    (row,) = csv.DictReader(path.read_text("utf-8").splitlines())
    assert row == {"image": "a.png", "reference": "", "case": "", "patient": "", "group": "normal", "source": ""}


def test_films_that_networks_have_seen_are_told_from_those_held_out(example):
    pytest.importorskip("distributed")
    held_out = example("lungs_films").names_held_out()
    assert len(held_out) == 57


@pytest.mark.parametrize(("low", "high", "circle"), [(-1350, 150, False), (-1024, 1024, True), (-1000, 400, False)])
def test_greys_of_any_window_come_near_to_hu(example, slice_of_patient, low, high, circle):
    hu, lungs = slice_of_patient
    found = example("picture_lungs").near_hu(picture(hu, low, high, circle=circle))
    aerated, heart = lungs & (hu < -800), (hu > 20) & (hu < 80)
    assert abs(np.median(found[aerated]) + 860) < 120
    assert abs(np.median(found[heart]) - 40) < 120


@pytest.mark.parametrize(("low", "high", "circle"), [(-1350, 150, False), (-1024, 1024, True)])
def test_lungs_are_found_in_pictures_of_different_windows(example, slice_of_patient, low, high, circle):
    pytest.importorskip("torch")
    from medseg.models import open_package
    from medseg.models.inference import load_predictor

    hu, lungs = slice_of_patient
    lungs_of = example("picture_lungs")
    shown = picture(hu, low, high, circle=circle)
    with load_predictor(open_package("lungs-ct-unet"), threads=1) as predictor:
        found = lungs_of.find_lungs(shown, lungs_of.near_hu(shown), predictor)
    assert dice(found, lungs) > 0.9


def test_of_a_picture_that_shows_lungs_alone_these_are_what_is_not_black(example, slice_of_patient):
    hu, lungs = slice_of_patient
    lungs_of = example("picture_lungs")
    shown = picture(np.where(lungs, hu, -3000), -1350, 150)
    found = lungs_of.find_lungs(shown, lungs_of.near_hu(shown), None)
    assert dice(found, lungs) > 0.98
