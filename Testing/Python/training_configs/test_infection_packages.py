"""The packages for infection in `Resources/Models`: their licence, and that they do what their cards say."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from medseg.errors import LicenceError
from medseg.io import read_volume
from medseg.metrics import count_confusion
from medseg.models import available_packages, install_package, open_package
from medseg.records import NetworkParameters, PhantomParameters
from medseg.sample import make_phantom
from medseg.segment.network import segment_with_network

SHIPPED = Path(__file__).parents[3] / "Resources/Models"
METHODS = ("unet", "cnn")
SLICES = ("16", "25", "32", "41", "53")
"""Of the slices that the packages were trained on: this is no score, it tells that a package is the one that was trained."""
IN_SAMPLE = {"unet": 0.75, "cnn": 0.60}
IN_HU = {"unet": 0.6, "cnn": 0.5}


def dice(mask, truth):
    counts = count_confusion(mask, truth)
    return 2 * counts.tp / (2 * counts.tp + counts.fp + counts.fn)


def infected(volume, method):
    parameters = NetworkParameters(method=method, target="infection", model=str(SHIPPED / f"infection-ct-{method}"))
    return segment_with_network(volume, parameters).segmentation.union()


@pytest.mark.parametrize("method", METHODS)
def test_a_package_forbids_commercial_use_says_so_in_full_and_is_installed_only_when_that_is_accepted(
    method, monkeypatch, tmp_path
):
    monkeypatch.setenv("MEDSEG_MODELS", str(tmp_path))
    name = f"infection-ct-{method}"
    entry = next(one for one in available_packages() if one.name == name)
    assert entry.needs_acceptance
    with pytest.raises(LicenceError, match="non-commercial"):
        install_package(name)
    assert not (tmp_path / name).exists()
    assert install_package(name, accept_licence=True).path == tmp_path / name
    assert "non-commercial" in (tmp_path / name / "LICENCE").read_text(encoding="utf-8")


@pytest.mark.parametrize("method", METHODS)
def test_a_card_tells_its_data_its_scores_by_cross_validation_and_what_made_the_weak_labels(method):
    card = open_package(SHIPPED / f"infection-ct-{method}").card
    assert card.input.pictures and card.input.unit == "HU" and card.input.region == "lungs"
    assert any("cross-validation" in row["set"] for row in card.metrics)
    notes = " ".join(source["note"] for source in card.training["data"])
    assert "outlined by a network" in notes.lower() and "has probably seen" in notes


@pytest.mark.parametrize("method", METHODS)
def test_slices_as_pictures_are_segmented_as_they_were_learnt_whichever_way_they_lie(method, data_dir):
    folder = data_dir / "ct_infection_slices/train50"
    dices, turned = [], []
    for name in SLICES:
        volume = read_volume(folder / "images" / f"{name}.jpg")
        truth = read_volume(folder / "infection" / f"{name}.png").array > 127
        dices.append(dice(infected(volume, method), truth))
        upside_down = replace(volume, array=volume.array[:, ::-1].copy())
        turned.append(dice(infected(upside_down, method), truth[:, ::-1]))
    assert np.mean(dices) >= IN_SAMPLE[method]
    assert np.mean(turned) >= IN_SAMPLE[method] - 0.05


@pytest.mark.parametrize("method", METHODS)
def test_lesions_of_a_phantom_in_hu_are_found_and_a_healthy_one_has_hardly_any(method):
    size = {"columns": 192, "rows": 160, "slices": 24, "seed": 5}
    sick, truth = make_phantom(PhantomParameters(**size, ground_glass=8, consolidations=4))
    healthy, anatomy = make_phantom(PhantomParameters(**size, ground_glass=0, consolidations=0))
    lungs = anatomy.mask("Right lung") | anatomy.mask("Left lung")
    assert sick.unit == "HU"
    assert dice(infected(sick, method), truth.mask("Infection")) >= IN_HU[method]
    assert infected(healthy, method).sum() <= 0.02 * lungs.sum()
