"""Changing images to train on leaves what is lung as it is."""

import numpy as np
import pytest

from medseg.records import PhantomParameters
from medseg.sample import make_phantom


@pytest.fixture(scope="module")
def chest():
    volume, truth = make_phantom(
        PhantomParameters(columns=96, rows=80, slices=6, seed=3, ground_glass=0, consolidations=0, noise_hu=0)
    )
    return volume.array.astype(np.float32), truth.mask("Right lung") | truth.mask("Left lung"), volume.geometry.spacing_mm


@pytest.fixture
def film():
    j, i = np.mgrid[:200, :200]
    lungs = ((i - 60) ** 2 / 35**2 + (j - 100) ** 2 / 60**2 < 1) | ((i - 140) ** 2 / 35**2 + (j - 100) ** 2 / 60**2 < 1)
    return np.where(lungs, 0.3, 0.8).astype(np.float32), lungs


def test_opacities_lie_within_the_lungs_and_whiten_them(script, film):
    changes = script("film_changes")
    image, lungs = film
    painted = changes.with_opacities(image, lungs, np.random.default_rng(1))
    far = ~changes.ndimage.binary_dilation(lungs, iterations=20)
    assert np.abs(painted - image)[far].max() < 1e-3
    assert painted[lungs].mean() > image[lungs].mean() + 0.05


@pytest.mark.parametrize("seed", range(8))
def test_a_changed_film_stays_a_film_with_its_lungs(script, film, seed):
    changes = script("film_changes")
    image, lungs = changes.changed(*film, np.random.default_rng(seed))
    assert image.shape == lungs.shape
    assert image.dtype == np.float32
    assert 0 <= image.min() <= image.max() <= 1
    assert lungs.dtype == bool
    assert lungs.sum() > 0.4 * film[1].sum()


def test_the_same_numbers_change_a_film_in_the_same_way(script, film):
    changes = script("film_changes")
    one, other = (changes.changed(*film, np.random.default_rng(5))[0] for _ in range(2))
    assert np.array_equal(one, other)


def test_a_crop_cuts_film_and_lungs_alike(script, film):
    image, lungs = script("film_changes").crop(*film, np.random.default_rng(2))
    assert np.array_equal(lungs, image < 0.5)


def test_lesions_make_lung_denser_and_leave_the_rest_alone(script, chest):
    changes = script("ct_changes")
    hu, lungs, spacing = chest
    painted = changes.with_lesions(hu.copy(), lungs, spacing, np.random.default_rng(0))
    far = ~changes.ndimage.binary_dilation(lungs, np.ones((1, 13, 13)))
    assert np.abs(painted - hu)[far].max() < 1
    assert (painted - hu).min() > -1
    dense = (painted > -200) & lungs
    assert dense.sum() > 2 * ((hu > -200) & lungs).sum()


def test_lesions_reach_the_pleura(script, chest):
    changes = script("ct_changes")
    hu, lungs, spacing = chest
    painted = changes.with_lesions(hu.copy(), lungs, spacing, np.random.default_rng(0))
    rim = lungs & ~changes.ndimage.binary_erosion(lungs, np.ones((1, 3, 3)))
    assert ((painted > -100) & rim).sum() > 1.2 * ((hu > -100) & rim).sum()


@pytest.mark.parametrize("seed", range(4))
def test_a_raised_dome_moves_lung_and_image_alike_and_leaves_the_tops(script, seed):
    volume, truth = make_phantom(
        PhantomParameters(columns=96, rows=80, slices=24, seed=3, ground_glass=0, consolidations=0, noise_hu=0)
    )
    lungs = truth.mask("Right lung") | truth.mask("Left lung")
    spacing = volume.geometry.spacing_mm
    hu = volume.array.astype(np.float32)
    moved, kept = script("ct_changes").with_raised_dome(hu, lungs, spacing, np.random.default_rng(seed))
    assert 0.5 * lungs.sum() < kept.sum() < 0.99 * lungs.sum()
    dark, before = moved < -600, hu < -600
    assert np.mean(dark[kept]) > np.mean(before[lungs]) - 0.05
    assert np.mean(kept == lungs) > 0.9
    top = np.flatnonzero(lungs.any(axis=(1, 2)))[-1]
    assert np.array_equal(kept[top], lungs[top])


def test_outside_the_circle_is_padding_and_no_lung(script, chest):
    hu, lungs, _ = chest
    cut, kept = script("ct_changes").within_circle(hu, lungs, np.random.default_rng(4))
    assert cut[0, 0, 0] < -1000
    assert not kept[cut < -1100].any()


def test_a_table_lies_in_the_air_outside_the_body(script, chest):
    hu, lungs, _ = chest
    with_table = script("ct_changes").with_table(hu, np.random.default_rng(0))
    assert np.array_equal(with_table[lungs], hu[lungs])
    assert np.array_equal(with_table[hu > -300], hu[hu > -300])


def test_gas_is_painted_outside_the_lungs_within_the_body(script, chest):
    changes = script("ct_changes")
    hu, lungs, spacing = chest
    painted = changes.with_gas(hu, lungs, spacing, np.random.default_rng(0))
    gas = (painted < -800) & (hu > -200)
    assert gas.sum() > 50
    assert not (gas & lungs).any()
    assert np.array_equal(painted[lungs], hu[lungs]) or np.abs(painted - hu)[lungs].max() < 60
