"""A comparison as a table, as files and as figures."""

import csv
import math
from dataclasses import replace

import numpy as np
import pytest

from medseg.io.table import evaluation_from_json
from medseg.metrics.comparison_table import comparison_table, scopes
from medseg.records import Comparison, Evaluation, MethodOutcome, OutcomeStatus, Plot, PlotLine, SegmentScores
from medseg.records.comparison import MEAN, OVERALL
from medseg.records.metrics import METRICS
from medseg.report.comparison_csv import write_comparison_csv
from medseg.report.comparison_json import comparison_to_json
from medseg.report.comparison_page import write_comparison_page
from medseg.report.plot_figure import write_plot
from medseg.report.score_figure import write_scores

TITLES = [metric.title for metric in METRICS]


def scores(segment, dice, **changes):
    numbers = dict.fromkeys(("accuracy", "sensitivity", "specificity", "precision", "iou", "surface_dice"), 0.5)
    numbers |= dict.fromkeys(("prediction_ml", "reference_ml", "volume_difference_ml", "volume_difference_percent"), 1.0)
    numbers |= dict.fromkeys(("hausdorff_mm", "hd95_mm", "assd_mm"), 3.0)
    counts = dict.fromkeys(("true_positive", "false_positive", "false_negative", "true_negative"), 7)
    values = {**counts, **numbers, "dice": dice, "loss": 1 - dice, **changes}
    return SegmentScores(segment=segment, prediction=segment, **values)


def evaluation(*dices, **changes):
    rows = tuple(scores(name, dice, **changes) for name, dice in zip(("right", "left"), dices, strict=False))
    overall = scores(OVERALL, sum(dices) / len(dices), **changes)
    mean = sum(dices) / len(dices)
    return Evaluation(segments=rows, overall=overall, mean_dice=mean, region="body", tolerance_mm=1.0, surface="elements")


def outcome(method, scored, **changes):
    return MethodOutcome(method=method, spec=method, status=OutcomeStatus.DONE, evaluation=scored, **changes)


@pytest.fixture
def comparison():
    missing = MethodOutcome(method="CNN [x]", spec="cnn:x", status=OutcomeStatus.MISSING, reason="There is no network 'x'.")
    first = outcome("threshold", evaluation(0.7, 0.9, volume_difference_percent=-3.0), seconds=0.5, peak_mb=200.0)
    second = outcome(
        "U-Net", evaluation(0.8, 0.6, hd95_mm=math.inf), seconds=2.5, total_seconds=4.0, peak_mb=900.4, notices=("Slow.",)
    )
    return Comparison(case="case", image={}, reference={}, outcomes=(first, missing, second))


def cell(comparison, scope, method, title):
    row = next(cells for place, name, cells in comparison_table(comparison) if (place, name) == (scope, method))
    return row[TITLES.index(title)]


def test_a_method_that_failed_is_no_better_for_having_been_quick(comparison):
    first, missing, second = comparison.outcomes
    failed = replace(missing, status=OutcomeStatus.FAILED, seconds=0.001, peak_mb=10.0)  # it ran, and could not be scored
    told = replace(comparison, outcomes=(first, failed, second))
    assert cell(told, "right", failed.method, "s").value == 0.001
    assert not cell(told, "right", failed.method, "s").is_best
    assert cell(told, "right", first.method, "s").is_best


def test_the_best_is_the_best_of_its_segment_and_of_the_mean(comparison):
    assert scopes(comparison) == ("right", "left", MEAN, OVERALL)
    assert len(comparison_table(comparison)) == 12
    best = {(scope, method) for scope, method, cells in comparison_table(comparison) if cells[TITLES.index("Dice")].is_best}
    assert best == {("right", "U-Net"), ("left", "threshold"), (MEAN, "threshold"), (OVERALL, "threshold")}
    assert cell(comparison, MEAN, "threshold", "Dice").text == "0.8000"
    assert cell(comparison, MEAN, "U-Net", "loss").value == pytest.approx(0.3)


def test_low_is_best_of_distances_and_costs_and_near_to_zero_of_volumes(comparison):
    assert cell(comparison, "left", "threshold", "HD95 mm").is_best
    assert cell(comparison, MEAN, "U-Net", "HD95 mm").text == "inf"
    assert cell(comparison, "left", "threshold", "MB").is_best
    assert cell(comparison, "left", "U-Net", "MB").text == "900"
    assert cell(comparison, "left", "U-Net", "volume %").is_best


def test_without_a_choice_nothing_is_best(comparison):
    assert not any(cell(comparison, "left", method, "precision").is_best for method in ("threshold", "U-Net"))
    assert [part.text for part in next(cells for _, name, cells in comparison_table(comparison) if "CNN" in name)] == ["-"] * len(
        METRICS
    )
    alone = replace(comparison, outcomes=comparison.outcomes[:2])
    assert not any(part.is_best for _, _, cells in comparison_table(alone) for part in cells)


def test_one_segment_has_no_mean_and_no_scores_at_all_still_make_a_table(comparison):
    one = replace(comparison, outcomes=(outcome("threshold", evaluation(0.7)),))
    assert scopes(one) == ("right",)
    none = replace(comparison, outcomes=comparison.outcomes[1:2])
    assert [row[:2] for row in comparison_table(none)] == [(OVERALL, "CNN [x]")]


def test_the_csv_has_a_row_a_segment_a_method_and_one_for_what_failed(comparison, tmp_path):
    with write_comparison_csv(comparison, tmp_path / "t.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["method"], row["segment"]) for row in rows] == [
        *(("threshold", name) for name in ("right", "left", "overall")), ("CNN [x]", ""),
        *(("U-Net", name) for name in ("right", "left", "overall")),
    ]  # fmt: skip
    assert rows[3]["reason"] == "There is no network 'x'."
    assert float(rows[0]["dice"]) == 0.7
    assert float(rows[4]["hd95_mm"]) == math.inf
    assert float(rows[4]["total_seconds"]) == 4.0


def test_the_json_holds_evaluations_that_are_read_again(comparison):
    plain = comparison_to_json(comparison)
    first, missing, _ = plain["methods"]
    assert evaluation_from_json(first["evaluation"]) == comparison.outcomes[0].evaluation
    assert missing["evaluation"] is None
    assert missing["status"] == "missing"


def test_the_page_has_the_best_in_bold_the_reasons_and_no_markup_of_names(comparison, tmp_path):
    figures = {"roc": {"png": "plots/roc.png", "csv": "plots/roc.csv"}}
    plot = Plot(name="roc", title="ROC", x_label="x", y_label="y", lines=(), note="All together.")
    page = write_comparison_page(comparison, tmp_path / "r.md", {"picture": "picture.png"}, figures, (plot,)).read_text("utf-8")
    assert "**0.9000**" in page
    assert "CNN \\[x\\] (missing): There is no network 'x'." in page
    assert "U-Net: Slow." in page
    assert "![ROC](plots/roc.png)" in page
    assert "All together. [PNG](plots/roc.png), [CSV](plots/roc.csv)" in page
    assert page.count("picture.png") == 2
    assert "not for diagnosis" in page


def test_figures_come_as_png_and_svg_with_their_numbers_beside(comparison, tmp_path):
    for made in (write_scores(comparison, tmp_path), write_scores(comparison, tmp_path)):
        assert {suffix: path.name for suffix, path in made.items()} == {kind: f"scores.{kind}" for kind in ("png", "svg", "csv")}
        assert made["png"].read_bytes().startswith(b"\x89PNG")
        assert "<svg" in made["svg"].read_text("utf-8")
    rows = list(csv.reader(made["csv"].read_text("utf-8").splitlines()))
    assert rows[0][:3] == ["segment", "method", "accuracy"]
    assert len(rows) == 1 + 4 * 3


def test_a_plot_keeps_its_gaps_and_what_is_marked(tmp_path):
    lines = (
        PlotLine(label="a: lower", x=(0.0, 1.0, 2.0), y=(0.5, math.nan, 0.75), method="a", marked=2),
        PlotLine(label="a: upper", x=(0.0, 1.0), y=(0.25, 0.5), method="a"),
    )
    plot = Plot(name="sweep", title="Sweep", x_label="bound in HU", y_label="Dice", lines=lines)
    made = write_plot(plot, ["b", "a"], tmp_path / "plots")
    rows = list(csv.DictReader(made["csv"].read_text("utf-8").splitlines()))
    assert [row["marked"] for row in rows] == ["0", "0", "1", "0", "0"]
    assert np.isnan(float(rows[1]["Dice"]))
    assert made["svg"].read_bytes() == write_plot(plot, ["b", "a"], tmp_path / "again")["svg"].read_bytes()
    assert (tmp_path / "plots" / "sweep.png").stat().st_size > 5000
