"""`medseg involvement`."""

import csv
import json

import numpy as np
import pytest

from medseg.io import read_segmentation, write
from medseg.records import INVOLVEMENT_MEASURES, Involvement
from medseg.volume import Geometry, Modality, Segment, Segmentation, Volume

SHAPE = (12, 16, 30)
RIGHT, LEFT = (slice(0, 12), slice(1, 11), slice(2, 12)), (slice(0, 12), slice(1, 11), slice(18, 28))
LESION = (slice(0, 4), slice(1, 6), slice(2, 12))  # a sixth of the right lung


@pytest.fixture
def files(tmp_path):
    geometry = Geometry.from_axes(SHAPE, (5.0, 5.0, 10.0))  # 0.25 ml
    array = np.full(SHAPE, 40, np.int16)
    array[RIGHT] = array[LEFT] = -850
    array[LESION] = -400
    masks = {}
    for name, place in (("Right lung", RIGHT), ("Left lung", LEFT), ("Infection", LESION)):
        masks[Segment(name)] = np.zeros(SHAPE, dtype=np.bool_)
        masks[Segment(name)][place] = True
    write(Volume(array, geometry, Modality.CT), tmp_path / "ct.nii.gz")
    write(Segmentation.from_masks(geometry, masks), tmp_path / "given.seg.nrrd")
    return tmp_path / "ct.nii.gz", tmp_path / "given.seg.nrrd"


def test_numbers_figures_and_segmentation_are_written(medseg, files, tmp_path):
    pytest.importorskip("matplotlib")
    ct, given = files
    out = tmp_path / "out"
    done = medseg("involvement", ct, "-o", out, "--lungs", given, "--infection", given)
    assert done.code == 0, done.err
    assert "infection %" in done.out
    assert "8.33" in done.out
    table = list(csv.DictReader((out / "involvement.csv").read_text("utf-8").splitlines()))
    assert [row["region"] for row in table] == ["Both lungs", "Right lung", "Left lung"]
    assert [float(row["lung_ml"]) for row in table] == [600, 300, 300]
    assert [float(row["infection_ml"]) for row in table] == [50, 50, 0]
    assert [float(row["ground_glass_percent"]) for row in table] == pytest.approx([50 / 6, 100 / 6, 0])
    assert tuple(table[0])[6:] == Involvement.columns()
    for name in ("heat-map", "distribution", "hu-histogram"):
        assert all((out / "figures" / f"{name}.{suffix}").stat().st_size for suffix in ("png", "svg", "csv"))
    page = (out / "report.md").read_text("utf-8")
    assert page.count("For research") == 1
    assert all(f"- {measure.title}: " in page for measure in INVOLVEMENT_MEASURES)
    assert str(tmp_path) not in page
    assert read_segmentation(out / "segmentation.seg.nrrd").names == ("Right lung", "Left lung", "Infection")


def test_numbers_beside_the_figures_add_up(medseg, files, tmp_path):
    pytest.importorskip("matplotlib")
    ct, given = files
    assert medseg("involvement", ct, "-o", tmp_path / "out", "--lungs", given, "--infection", given).code == 0

    def rows(name):
        return list(csv.DictReader((tmp_path / "out" / "figures" / f"{name}.csv").read_text("utf-8").splitlines()))

    both = [row for row in rows("hu-histogram") if row["region"] == "Both lungs"]
    assert sum(float(row["lung_ml"]) for row in both) == pytest.approx(600)
    assert {row["from_hu"]: float(row["infection_ml"]) for row in both if float(row["infection_ml"])} == {"-400.0": 50}
    levels = [row for row in rows("distribution") if row["region"] == "Right lung" and row["axis"] == "feet to head"]
    assert sum(float(row["infection_ml"]) for row in levels) == pytest.approx(50)
    seen = [row for row in rows("heat-map") if row["view"] == "front"]
    assert {float(row["infected_percent"]) for row in seen} == {0, 50}


def test_json_holds_what_is_not_known_as_null_and_says_what_numbers_mean(medseg, files, tmp_path):
    ct, given = files
    done = medseg("involvement", ct, "-o", tmp_path / "out", "--lungs", given, "--no-infection", "--json")
    assert done.code == 0, done.err
    payload = done.payload
    assert payload["regions"]["Right lung"]["lung_ml"] == 300
    assert payload["regions"]["Right lung"]["infection_percent"] is None
    assert payload["measures"]["severity_score"]["meaning"]
    assert json.loads((tmp_path / "out" / "involvement.json").read_text("utf-8"))["regions"] == payload["regions"]
    assert "infection" not in done.out.split('"provenance"')[0].split('"measures"')[0].replace("infection_", "")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--infection", "magic"), "threshold:PRESET"),
        (("--infection", "unet", "--no-infection"), "got both"),
        (("--lungs", "file:/no/such/file.nrrd"), "no"),
        ((), "folder"),
    ],
)
def test_what_cannot_be_measured_is_told(medseg, files, tmp_path, options, words):
    ct, _ = files
    done = medseg("involvement", ct, "-o", tmp_path / "out" if options else ct, *options)
    assert done.code == 2
    assert words in " ".join(done.err)


def test_a_picture_is_refused_with_the_reason(medseg, tmp_path):
    geometry = Geometry.from_axes((1, 64, 64), (1, 1, 1))
    write(Volume(np.zeros((1, 64, 64), np.uint8), geometry, Modality.OTHER), tmp_path / "film.png")
    done = medseg("involvement", tmp_path / "film.png", "-o", tmp_path / "out")
    assert done.code == 2
    assert "greys are no densities" in done.err[-1]
