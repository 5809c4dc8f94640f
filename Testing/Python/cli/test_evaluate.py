"""`medseg evaluate`."""

import csv
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from medseg.io import write
from medseg.volume import Geometry, Segment, Segmentation, Volume

Command = Callable[..., Any]


@pytest.fixture
def half_file(grid: Geometry, tmp_path: Path) -> Path:
    """Half of the bone, as a segment `bone`."""
    mask = np.zeros(grid.shape, dtype=np.bool_)
    mask[3:5, 4:10, 5:13] = True
    return Path(write(Segmentation.from_masks(grid, {Segment("bone"): mask}), tmp_path / "half.seg.nrrd"))


def test_people_see_the_scores(medseg: Command, half_file: Path, bone_file: Path) -> None:
    done = medseg("evaluate", half_file, bone_file)
    assert (done.code, done.err) == (0, [])
    assert f"{2 / 3:.4f}" in done.out
    assert "overall" in done.out


def test_programs_get_all_scores(medseg: Command, half_file: Path, bone_file: Path, tmp_path: Path) -> None:
    done = medseg("evaluate", half_file, bone_file, "--json", tmp_path / "s.json", "--csv", tmp_path / "s.csv")
    assert done.code == 0
    scores = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert scores["segments"][0]["dice"] == pytest.approx(2 / 3)
    assert scores["overall"]["sensitivity"] == pytest.approx(0.5)
    with (tmp_path / "s.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["segment"] for row in rows] == ["bone", "overall"]
    assert float(rows[0]["dice"]) == pytest.approx(2 / 3)


def test_json_on_standard_output_is_that_of_the_file(medseg: Command, half_file: Path, bone_file: Path, tmp_path: Path) -> None:
    done = medseg("evaluate", half_file, bone_file, "--json")
    medseg("evaluate", half_file, bone_file, "--json", tmp_path / "s.json")
    written = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert done.payload | {"provenance": None} == written | {"provenance": None}


def test_the_body_is_the_region_where_the_image_is_given(
    medseg: Command, half_file: Path, bone_file: Path, ct_file: Path
) -> None:
    region = medseg("evaluate", half_file, bone_file, "--image", ct_file, "--json").payload["region"]
    assert "body" in region


def test_another_grid_is_refused_unless_resampling_is_asked_for(
    medseg: Command, half_file: Path, grid: Geometry, tmp_path: Path
) -> None:
    finer = grid.with_spacing([1.5, 1.0, 0.75])
    mask = np.zeros(finer.shape, dtype=np.bool_)
    mask[6:14, 8:20, 10:26] = True
    other = write(Segmentation.from_masks(finer, {Segment("bone"): mask}), tmp_path / "finer.seg.nrrd")
    refused = medseg("evaluate", half_file, other)
    assert (refused.code, len(refused.err)) == (2, 1)
    assert "--resample" in refused.err[0]
    assert medseg("evaluate", half_file, other, "--resample", "--json").payload["segments"][0]["dice"] == pytest.approx(2 / 3)


@pytest.mark.parametrize("option", [["--json", "x.csv"], ["--csv", "x.json"], ["--tolerance-mm", "-1"], ["--match", "colour"]])
def test_wrong_options_are_refused_in_one_line(medseg: Command, half_file: Path, bone_file: Path, option: list[str]) -> None:
    done = medseg("evaluate", half_file, bone_file, *option)
    assert (done.code, done.out, len(done.err)) == (2, "", 1)


def test_a_reference_is_not_overwritten(medseg: Command, half_file: Path, tmp_path: Path) -> None:
    reference = tmp_path / "r.json"
    reference.write_text("{}")
    done = medseg("evaluate", half_file, reference, "--json", reference)
    assert done.code == 2
    assert reference.read_text() == "{}"


def test_a_map_of_probabilities_has_losses_of_its_own(medseg: Command, bone_file: Path, grid: Geometry, tmp_path: Path) -> None:
    chances = np.full(grid.shape, 0.1, dtype=np.float32)
    chances[3:7, 4:10, 5:13] = 0.8
    path = write(Volume(chances, grid), tmp_path / "chances.nii.gz")
    payload = medseg("evaluate", path, bone_file, "--probabilities", "--json").payload
    inside, outside = 192, grid.voxel_count - 192
    entropy = -(inside * math.log(0.8) + outside * math.log(0.9)) / grid.voxel_count
    assert payload["segments"][0]["dice"] == 1.0
    assert payload["probabilities"]["cross_entropy"] == pytest.approx(entropy, rel=1e-5)
    dice = 2 * 0.8 * inside / (0.8 * inside + 0.1 * outside + inside)
    assert payload["probabilities"]["soft_dice"] == pytest.approx(dice, rel=1e-5)
    assert payload["probabilities"]["soft_dice_loss"] == pytest.approx(1 - dice, rel=1e-5)
    assert "cross-entropy" in medseg("evaluate", path, bone_file, "--probabilities").out


def test_what_is_no_probability_is_refused(medseg: Command, ct_file: Path, bone_file: Path) -> None:
    done = medseg("evaluate", ct_file, bone_file, "--probabilities")
    assert (done.code, done.out, len(done.err)) == (2, "", 1)
