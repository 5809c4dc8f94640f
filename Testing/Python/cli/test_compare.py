"""`medseg compare`."""

import csv
import json

import numpy as np
import pytest

from medseg.io import read_segmentation, write
from medseg.volume import Segmentation


@pytest.fixture
def moved_file(bone_file, tmp_path):
    """The block, one voxel to the side."""
    bone = read_segmentation(bone_file)
    mask = np.roll(bone.union(), 1, axis=2)
    return write(Segmentation.from_masks(bone.geometry, {bone.segments[0]: mask}), tmp_path / "moved.seg.nrrd")


def test_methods_are_compared_and_all_is_written(medseg, ct_file, bone_file, moved_file, tmp_path):
    pytest.importorskip("matplotlib")
    out = tmp_path / "out"
    done = medseg(
        "compare", ct_file, "--reference", bone_file, "-m", "threshold:250..", "-m", f"file:{moved_file}", "-m", "cnn:nowhere",
        "-o", out, "--threads", "1",
    )  # fmt: skip
    assert done.code == 1  # one has no result
    assert "1 of 3 methods gave no result: CNN nowhere" in done.err[-1]
    assert "threshold from 250" in done.out
    assert "CNN nowhere: missing." in done.out
    table = list(csv.DictReader((out / "comparison.csv").read_text("utf-8").splitlines()))
    assert [float(row["dice"]) for row in table if row["segment"] == "bone"] == [1, 0.875]
    held = json.loads((out / "comparison.json").read_text("utf-8"))
    assert [method["status"] for method in held["methods"]] == ["done", "done", "missing"]
    assert held["methods"][0]["seconds"] > 0
    assert held["methods"][1]["peak_mb"] is None
    page = (out / "report.md").read_text("utf-8")
    assert "| threshold from 250 |" in page
    for name in ("scores", "dice-by-slice", "surface-distances", "threshold-sweep"):
        assert f"plots/{name}.png" in page
        assert all((out / "plots" / f"{name}.{suffix}").stat().st_size for suffix in ("png", "svg", "csv"))
    for row in held["methods"][:2]:
        assert (out / row["segmentation_file"]).exists()
    assert str(tmp_path) not in page


def test_without_plots_and_picture_only_tables_and_segmentations_are_written(medseg, ct_file, bone_file, moved_file, tmp_path):
    out = tmp_path / "out"
    options = ("-o", out, "--no-plots", "--no-picture", "--json")
    done = medseg("compare", ct_file, "--reference", bone_file, "-m", f"file:{moved_file}", *options)
    assert done.code == 0, done.err
    assert done.payload["methods"][0]["evaluation"]["mean_dice"] == 0.875
    assert done.payload["files"]["report"].endswith("report.md")
    assert {path.suffix for path in out.iterdir()} == {".csv", ".json", ".md", ".nrrd"}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("-m", "magic"), "threshold:PRESET"),
        ((), "method"),
        (("-m", "cnn", "-m", "cnn"), "twice"),
        (("-m", "file:/no/such/file.nrrd", "--no-plots"), "at least one method with a result"),
    ],
)
def test_what_cannot_be_compared_is_told(medseg, ct_file, bone_file, tmp_path, options, words):
    done = medseg("compare", ct_file, "--reference", bone_file, *options, "-o", tmp_path / "out")
    assert done.code == 2
    assert words in " ".join(done.err)


def test_the_folder_of_results_is_none_that_is_read(medseg, ct_file, bone_file):
    done = medseg("compare", ct_file, "--reference", bone_file, "-m", "cnn", "-o", bone_file)
    assert done.code == 2
    assert "folder" in done.err[-1]


def test_the_help_teaches_the_forms_of_a_method(medseg):
    done = medseg("compare", "--help")
    for form in ("threshold:lungs", "threshold:-1000..-400", "auto=otsu", "unet:", "file:", "--no-plots", "Exit code"):
        assert form in done.out
