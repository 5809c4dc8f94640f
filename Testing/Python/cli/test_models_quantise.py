"""`medseg models quantise`, with a network that ships."""

import json

import pytest

from medseg.io import read_segmentation


@pytest.mark.slow
def test_an_int8_version_of_a_shipped_network_segments_films_as_the_network_does(medseg, data_dir, tmp_path):
    films = sorted((data_dir / "cxr_lungs" / "images").glob("*.png"))
    package, film = tmp_path / "lungs-xray-cnn", films[30]
    made = medseg("models", "quantise", "lungs-xray-cnn", "--images", *films[100:116], "-o", package, "--threads", "1")
    assert made.code == 0, made.err
    assert "Dice to fp32: 0.99" in made.out
    card = json.loads((package / "model.json").read_text(encoding="utf-8"))
    assert {"int8/model.xml", "int8/model.bin"} <= set(card["files"])
    masks = {name: tmp_path / f"{name}.nii.gz" for name in ("fp32", "int8")}
    for precision, mask in masks.items():
        options = ("--model", package, "--precision", precision, "--threads", "1")
        done = medseg("segment", film, "-o", mask, "--method", "cnn", *options, "--json")
        assert done.payload["provenance"]["precision"] == precision
    one, other = (read_segmentation(mask).union() for mask in masks.values())
    assert 0.99 <= 2 * (one & other).sum() / (one.sum() + other.sum()) < 1


def test_what_cannot_be_segmented_cannot_fit_it_and_nothing_is_written(medseg, tmp_path):
    (tmp_path / "film.png").write_bytes(b"no picture")
    done = medseg("models", "quantise", "lungs-xray-cnn", "--images", tmp_path / "film.png", "-o", tmp_path / "int8")
    assert done.code == 2
    assert "film.png" in done.err[0]
    assert not (tmp_path / "int8").exists()
