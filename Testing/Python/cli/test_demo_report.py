"""The report of a demonstration."""

from pathlib import Path

import numpy as np
import pytest

from medseg.cli.demo_report import write_report
from medseg.metrics import evaluate
from medseg.pipeline import DemoResult
from medseg.segment import mask_statistics
from medseg.volume import Finding, Geometry, Modality, Segment, Segmentation, Volume

GRID = Geometry.from_axes((4, 6, 5), (1.0, 1.0, 1.0))


@pytest.fixture
def result() -> DemoResult:
    """A segment that is half of the truth."""
    array = np.zeros(GRID.shape, dtype=np.int16)
    array[1:3] = 100
    volume = Volume(array, GRID, Modality.CT, findings=(Finding("gap", "A gap was filled.", repaired=True),))
    half, whole = np.zeros(GRID.shape, dtype=np.bool_), array == 100
    half[1] = True
    segmentation = Segmentation.from_masks(GRID, {Segment("bone"): half})
    scores = evaluate(segmentation, Segmentation.from_masks(GRID, {Segment("bone"): whole}))
    return DemoResult(
        volume=volume,
        segmentation=segmentation,
        statistics=mask_statistics(volume, segmentation),
        scores=scores,
        seconds={"read": 0.1},
        files={},
    )


def test_it_shows_scores_statistics_findings_and_the_picture(result: DemoResult, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    text = write_report(result, {"picture": picture}, tmp_path / "report.md").read_text(encoding="utf-8")
    for words in ("0.6667", "100.0", "A gap was filled.", "](picture.png)", "For research"):
        assert words in text


def test_tables_have_as_many_cells_in_each_row(result: DemoResult, tmp_path: Path) -> None:
    lines = write_report(result, {}, tmp_path / "report.md").read_text(encoding="utf-8").splitlines()
    table = [line.count("|") for line in lines if line.startswith("|")]
    assert set(table) == {table[0], table[-1]}
    assert len(table) == 4 + 3


def test_links_lead_there_from_a_folder_that_is_named_relatively(
    result: DemoResult, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("out").mkdir()
    phantom = tmp_path / "out" / "phantom" / "dicom"
    text = write_report(result, {"phantom": phantom}, Path("out", "report.md")).read_text(encoding="utf-8")
    assert "(phantom/dicom)" in text
