"""Opacities inside the lungs."""

from dataclasses import replace

import numpy as np
import pytest

from medseg.errors import ParameterError, SegmentError
from medseg.records import ThresholdParameters
from medseg.segment import find_preset, segment_with_threshold
from medseg.segment.opacities import find_opacities
from medseg.volume import Modality


def _share(prediction, part):
    return (prediction & part).sum() / part.sum()


@pytest.fixture(scope="module")
def patient(chest):
    """The chest with a ball of ground glass in the left lung, and one of the same density outside the lungs."""
    k, j, i = np.indices(chest.left.shape)
    ball = ((k - 34) * 5.0) ** 2 + ((j - 45) * 3.0) ** 2 + ((i - 88) * 3.0) ** 2 <= 20**2
    outside = ((k - 10) * 5.0) ** 2 + ((j - 60) * 3.0) ** 2 + ((i - 30) * 3.0) ** 2 <= 20**2
    glass = ball & chest.left
    array = np.where(glass, -550, chest.volume.array).astype(np.int16)
    array[outside] = -350
    return replace(chest.volume, array=array), glass, outside


def test_ground_glass_in_a_lung_is_taken_and_the_same_density_elsewhere_is_not(patient):
    volume, glass, outside = patient
    found = segment_with_threshold(volume, ThresholdParameters(preset="ground-glass")).union()
    assert _share(found, glass) > 0.9
    assert not (found & outside).any()


def test_a_consolidation_on_the_chest_wall_is_taken(chest, patient):
    found = segment_with_threshold(patient[0], ThresholdParameters(preset="consolidation")).union()
    assert _share(found, chest.lesion) > 0.7
    assert _share(found, patient[1]) < 0.05


def test_infection_is_both(chest, patient):
    found = segment_with_threshold(patient[0], ThresholdParameters(preset="infection"))
    assert found.names == ("Infection",)
    assert _share(found.union(), patient[1]) > 0.9
    assert _share(found.union(), chest.lesion) > 0.7


def test_thin_vessels_and_the_rim_of_the_lungs_are_dropped(chest, patient):
    preset = find_preset("infection")
    opened = find_opacities(patient[0], preset)
    raw = find_opacities(patient[0], replace(preset, opening_mm=0.0))
    truth = patient[1] | chest.lesion
    assert (raw & ~truth).sum() > 2 * (opened & ~truth).sum()


def test_without_lungs_there_is_nothing_to_look_in(chest):
    solid = np.where(chest.right | chest.left | chest.airways, 40, chest.volume.array).astype(np.int16)
    with pytest.raises(SegmentError, match="Expected lungs"):
        find_opacities(replace(chest.volume, array=solid), find_preset("infection"))


def test_what_is_no_ct_is_refused(chest):
    with pytest.raises(ParameterError, match="HU"):
        find_opacities(replace(chest.volume, modality=Modality.OTHER), find_preset("infection"))
