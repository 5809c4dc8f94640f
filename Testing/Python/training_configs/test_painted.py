"""Chests in HU with painted opacities, for the infection networks."""

import numpy as np
import pytest

from medseg.training import read_config
from medseg.training.draft_card import draft_card


@pytest.fixture
def painted(script, data_dir, tmp_path, monkeypatch):
    """The script, a chest with its lungs, and the card of the infection U-Net."""
    module = script("prepare_painted")
    monkeypatch.setenv("MEDSEG_TRAINING", str(tmp_path))
    card = draft_card(read_config(module.CONFIG))
    return module, module.coarser(*module.read_nsclc(data_dir / "ct_chest_nsclc", 1)), card


def test_what_is_painted_is_marked_and_denser_and_the_rest_is_healthy(painted):
    module, chest, card = painted
    images, masks, levels = module.slices_of(*chest, card, np.random.default_rng(1), patches=True)
    plain, nothing, others = module.slices_of(*chest, card, np.random.default_rng(1), patches=False)
    assert levels == others
    assert images.shape == masks.shape == plain.shape == (len(levels), 256, 256)
    assert not nothing.any()
    assert 0.002 < masks.mean() < 0.4
    assert set(np.unique(masks)) == {0, 1}
    healthy = (masks == 0) & (plain < 120)
    assert np.median(images[masks == 1]) > np.median(images[healthy]) + 30


def test_slices_with_a_tumour_are_known(painted, data_dir):
    module, (volume, _), _ = painted
    tumour = module.has_tumour(data_dir / "ct_chest_nsclc", 1)
    assert len(tumour) == volume.geometry.shape[0]
    assert 0 < tumour.sum() < 20
