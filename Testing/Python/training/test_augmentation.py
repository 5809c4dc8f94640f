"""Augmentation: known moves, masks that follow, the same numbers each time."""

from typing import Any

import numpy as np
import pytest

from medseg.errors import ParameterError
from medseg.records import AugmentParameters

torch = pytest.importorskip("torch")
pytest.importorskip("monai")

from medseg.training.augmenter import Augmenter  # noqa: E402  after what it needs
from medseg.training.intensity import jitter_window  # noqa: E402

SHAPE = (2, 1, 24, 24)


def blobs(shape: tuple[int, ...] = SHAPE) -> tuple[Any, Any]:
    """Images that equal their masks: a block away from the middle."""
    masks = torch.zeros(shape)
    masks[..., 3:10, 5:15] = 1
    return masks.clone(), masks


def changed(images: Any, masks: Any, seed: int = 0, **parameters: Any) -> tuple[Any, Any]:
    augment = Augmenter(AugmentParameters(**parameters), padding="zeros")
    return augment(images, masks, [0.0] * len(images), [(seed, n) for n in range(len(images))])


def test_nothing_asked_for_changes_nothing() -> None:
    images, masks = blobs()
    found, found_masks = changed(images, masks)
    assert torch.equal(found, images)
    assert torch.equal(found_masks, masks)


def test_flips_and_quarter_turns_are_exact() -> None:
    images, masks = torch.rand(64, 1, 24, 24), torch.zeros(64, 1, 24, 24)
    found, _ = changed(images, masks, flip=True, flip_vertical=True, quarter_turns=True)
    kinds = set()
    for before, after in zip(images, found, strict=True):
        turned = {(k, f): torch.rot90(before.flip(-1) if f else before, k, (-2, -1)) for k in range(4) for f in (False, True)}
        kinds |= {key for key, one in turned.items() if torch.allclose(one, after, atol=1e-5)}
    assert len(kinds) == 8


def test_a_flip_alone_is_along_i_and_never_along_j() -> None:
    images, masks = blobs((16, 1, 24, 24))
    found, _ = changed(images, masks, flip=True)
    flipped = [torch.allclose(one, images[0].flip(-1), atol=1e-5) for one in found]
    same = [torch.allclose(one, images[0], atol=1e-5) for one in found]
    assert any(flipped)
    assert any(same)
    assert all(a or b for a, b in zip(flipped, same, strict=True))


@pytest.mark.parametrize("shape", [(4, 1, 24, 36), (3, 1, 12, 20, 16)])
def test_masks_follow_their_images(shape: tuple[int, ...]) -> None:
    images, masks = blobs(shape)
    found, found_masks = changed(
        images, masks, rotate_degrees=30, scale=0.2, translate=0.1, shear=0.1, elastic=0.03, elastic_share=1
    )
    assert set(found_masks.unique().tolist()) <= {0.0, 1.0}
    assert torch.equal((found > 0.5).float(), found_masks)
    assert not torch.equal(found_masks, masks)


def test_a_turn_keeps_the_size_of_things_on_images_that_are_not_square() -> None:
    masks = torch.zeros(8, 1, 40, 80)
    masks[..., 12:28, 30:50] = 1
    _, found = changed(masks.clone(), masks, rotate_degrees=90)
    assert found.sum((1, 2, 3)).numpy() == pytest.approx(320, rel=0.06)


def test_an_image_is_changed_by_its_own_seed_alone() -> None:
    images, masks = torch.rand(3, 1, 16, 16), torch.zeros(3, 1, 16, 16)
    every = {
        "rotate_degrees": 20,
        "noise": 0.1,
        "gamma": 0.5,
        "blur": 1.0,
        "contrast": 0.3,
        "brightness": 0.2,
        "coarse": 0.5,
        "cutout": 0.5,
    }
    augment = Augmenter(AugmentParameters(**every), padding="zeros")
    together, _ = augment(images, masks, [0.0] * 3, [(1, n) for n in range(3)])
    alone, _ = augment(images[2:], masks[2:], [0.0], [(1, 2)])
    assert torch.allclose(together[2:], alone, atol=1e-6)
    other, _ = augment(images[2:], masks[2:], [0.0], [(2, 2)])
    assert not torch.allclose(alone, other, atol=1e-3)


@pytest.mark.parametrize(
    "what",
    [
        {"gamma": 1.0},
        {"contrast": 0.5},
        {"brightness": 0.3},
        {"noise": 0.2},
        {"blur": 2.0},
        {"coarse": 1.0},
        {"invert": 1.0},
        {"cutout": 1.0},
    ],
)
def test_each_change_of_intensities_leaves_masks_alone_and_input_too(what: dict[str, float]) -> None:
    images, masks = torch.rand(6, 1, 16, 16), torch.ones(6, 1, 16, 16)
    before = images.clone()
    found, found_masks = changed(images, masks, intensity_share=1.0, **what)
    assert torch.equal(images, before)
    assert torch.equal(found_masks, masks)
    assert not torch.allclose(found, images, atol=1e-4)


def test_a_widened_window_is_narrowed_to_itself_without_jitter() -> None:
    hu = torch.linspace(-1500, 900, 200).reshape(1, 10, 20)
    low, high, margin = -1000.0, 400.0, 0.2
    room = margin * (high - low)
    wide = ((hu - low + room) / (high - low + 2 * room)).clamp(0, 1)
    found = jitter_window(wide, margin, 0.0, np.random.default_rng(0))
    assert torch.allclose(found, ((hu - low) / (high - low)).clamp(0, 1), atol=1e-5)


def test_transforms_of_monai_are_taken_by_name_and_others_refused() -> None:
    images, masks = torch.rand(2, 1, 16, 16), torch.zeros(2, 1, 16, 16)
    found, _ = changed(images, masks, transforms=({"name": "RandGibbsNoise", "prob": 1.0},))
    assert not torch.allclose(found, images, atol=1e-4)
    for wrong, message in (({"name": "LoadImage"}, "got 'LoadImage'"), ({"name": "RandGibbsNoise", "how": 1}, "does not take")):
        with pytest.raises(ParameterError, match=message):
            changed(images, masks, transforms=(wrong,))
