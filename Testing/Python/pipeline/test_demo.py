"""The whole way on a chest CT."""

import csv
from pathlib import Path

import numpy as np
import pydicom
import pytest

from medseg.errors import ParameterError, WriteError
from medseg.io import read_segmentation, write
from medseg.pipeline import DemoResult, run_demo
from medseg.records import PhantomParameters
from medseg.volume import Geometry, Modality, Volume

SMALL = PhantomParameters(columns=128, rows=128, slices=60)


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> DemoResult:
    """A demonstration on a small phantom."""
    return run_demo(tmp_path_factory.mktemp("demo") / "out", phantom=SMALL)


def test_the_phantom_is_read_from_dicom(result: DemoResult) -> None:
    series = result.files["segmentation"].parent / "phantom" / "dicom"
    slices = [pydicom.dcmread(path) for path in series.iterdir()]
    assert len(slices) == 60
    assert {one.Modality for one in slices} == {"CT"}
    assert result.volume.geometry.shape == (60, 128, 128)
    assert result.volume.modality is Modality.CT


def test_every_structure_is_scored_against_the_truth(result: DemoResult) -> None:
    assert result.scores is not None
    dice = {row.segment: row.dice for row in result.scores.segments}
    assert set(dice) == set(result.segmentation.names) == {"Bone", "Right lung", "Left lung", "Infection"}
    assert min(dice["Right lung"], dice["Left lung"]) > 0.95
    assert dice["Bone"] > 0.6
    assert 0.4 < dice["Infection"] < 0.95


def test_the_segmentation_on_disk_is_the_one_returned(result: DemoResult) -> None:
    read = read_segmentation(result.files["segmentation"])
    assert read.names == result.segmentation.names
    for name in read.names:
        np.testing.assert_array_equal(read.mask(name), result.segmentation.mask(name))


def test_the_table_holds_the_scores(result: DemoResult) -> None:
    assert result.scores is not None
    with result.files["scores"].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["segment"] for row in rows] == [row.segment for row in result.scores.rows]
    assert [float(row["dice"]) for row in rows] == pytest.approx([row.dice for row in result.scores.rows], abs=1e-6)


def test_the_statistics_are_in_a_table(result: DemoResult) -> None:
    with result.files["statistics"].open(encoding="utf-8", newline="") as file:
        rows = {row["segment"]: row for row in csv.DictReader(file)}
    assert float(rows["Right lung"]["mean"]) < -600
    assert float(rows["Bone"]["mean"]) > 100


def test_the_provenance_names_each_step(result: DemoResult) -> None:
    steps = result.segmentation.provenance["steps"]
    assert [step["parameters"]["preset"] for step in steps] == ["bone", "lungs", "infection"]


def test_a_second_run_takes_the_place_of_the_first(tmp_path: Path) -> None:
    tiny = PhantomParameters(columns=64, rows=64, slices=24)
    for _ in range(2):
        files = run_demo(tmp_path, phantom=tiny).files
    assert len(list((tmp_path / "phantom" / "dicom").iterdir())) == 24
    assert files["segmentation"].is_file()


def test_a_folder_of_the_user_is_not_removed(tmp_path: Path) -> None:
    (tmp_path / "phantom").mkdir()
    (tmp_path / "phantom" / "thesis.txt").write_text("mine")
    with pytest.raises(WriteError, match="thesis"):
        run_demo(tmp_path, phantom=SMALL)
    assert (tmp_path / "phantom" / "thesis.txt").read_text() == "mine"


def test_an_image_that_is_no_ct_is_refused(tmp_path: Path) -> None:
    grid = Geometry.from_axes((4, 8, 8), (1.0, 1.0, 1.0))
    path = write(Volume(np.zeros(grid.shape, dtype=np.float32), grid, Modality.MR), tmp_path / "mr.nii.gz")
    with pytest.raises(ParameterError, match="CT"):
        run_demo(tmp_path / "out", Path(path))
    assert not (tmp_path / "out").exists()


def test_a_real_chest_is_segmented_and_measured_without_scores(data_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "scores.csv").write_text("of an earlier run")
    result = run_demo(tmp_path, data_dir / "ct_chest_lungs" / "id001-128x128x64.nii.gz")
    assert result.scores is None
    assert not (tmp_path / "scores.csv").exists()
    assert "scores" not in result.files
    volumes = {row.segment: row.volume_ml for row in result.statistics}
    assert 500 < volumes["Left lung"] < 5000
    assert 500 < volumes["Right lung"] < 5000
