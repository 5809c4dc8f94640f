"""The page of models is what cards and scores say."""

import json

import pytest

CARD = {
    "name": "lungs-ct-unet",
    "title": "Lungs",
    "version": "1.0.0",
    "input": {"modalities": ["CT"], "size": [192, 256]},
    "licence": {"name": "Apache-2.0", "commercial_use": True},
    "training": {
        "epochs": 3,
        "seconds": 1234,
        "device": "cpu, 1 threads",
        "data": [{"name": "A", "images": 2, "licence": "MIT"}],
    },
    "limits": "Adults.",
    "files": {},
}


def row(method, **more):
    return {"set": "A", "method": method, "model": "m", "cases": 2, "dice": 0.9, "lowest": 0.8, "accuracy": 1, "loss": 0.1} | more


def test_a_package_is_told_with_its_data_and_seconds(script):
    page = script("table").page([CARD], [])
    assert "| `lungs-ct-unet` | Lungs | CT 192 x 256 | 0.0 MB | 3 epochs, 1,234 s, cpu, 1 threads | Apache-2.0 |" in page
    assert "  - A: 2 images; MIT." in page


def test_thresholding_stands_before_cnn_and_unet_in_each_set(script):
    rows = [row("U-Net"), row("Thresholding"), row("CNN", set="B"), row("CNN")]
    ordered = [(one["set"], one["method"]) for one in script("table").ordered(rows)]
    assert ordered == [("A", "Thresholding"), ("A", "CNN"), ("A", "U-Net"), ("B", "CNN")]


def test_scores_are_kept_by_set_and_model(script, monkeypatch, tmp_path):
    scoring = script("scoring")
    monkeypatch.setattr(scoring, "SCORES", tmp_path / "scores")
    mask = [[[True, False]]]
    case = scoring.score_case("one", *(scoring.np.array(part) for part in (mask, mask)), scoring.np.array([[[0.5, 0.0]]]))
    assert (case.dice, case.accuracy) == (1, 1)
    assert case.loss == pytest.approx(1 - 2 * 0.5 / 1.5)
    for model in ("a", "b", "a"):
        path = scoring.write_rows("lungs", "Lungs", "lungs", [scoring.summarise("set", "unet", model, [case])])
    assert [one["model"] for one in json.loads(path.read_text())["rows"]] == ["b", "a"]


def test_the_page_is_up_to_date(script):
    table = script("table")
    cards = [json.loads(path.read_text()) for place in table.PLACES for path in sorted(place.glob("*/model.json"))]
    scores = [json.loads(path.read_text()) for path in sorted(table.SCORES.glob("*.json"), key=table._place_of)]
    assert table.PAGE.read_text(encoding="utf-8") == table.page(cards, scores), "run: make model-table"
