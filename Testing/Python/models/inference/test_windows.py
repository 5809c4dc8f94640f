"""Windows, their weights, and how they are put together, with MONAI as the judge."""

from collections.abc import Callable

import numpy as np
import pytest
import torch
from monai.data.utils import compute_importance_map, dense_patch_slices
from monai.inferers.utils import _get_scan_interval

from medseg.models.inference.activation import activate
from medseg.models.inference.blender import Blender
from medseg.models.inference.windows import gaussian_weights, window_starts


@pytest.mark.parametrize("overlap", [0.0, 0.25, 0.5, 0.9])
@pytest.mark.parametrize("shape", [(16, 16, 16), (17, 40, 33), (16, 16, 100)])
def test_windows_lie_where_monai_lays_them(shape: tuple[int, int, int], overlap: float) -> None:
    window = (16, 12, 8)
    interval = _get_scan_interval(shape, window, 3, (overlap,) * 3)
    theirs = {tuple(part.start for part in parts) for parts in dense_patch_slices(shape, window, interval)}
    ours = window_starts(shape, window, overlap)
    assert set(ours) == theirs
    assert len(ours) == len(theirs)
    assert [start[0] for start in ours] == sorted(start[0] for start in ours)


@pytest.mark.parametrize("window", [(8, 8, 8), (5, 12, 1)])
def test_weights_are_those_of_monai(window: tuple[int, ...]) -> None:
    theirs = compute_importance_map(window, mode="gaussian", sigma_scale=0.125, dtype=torch.float32).numpy()
    np.testing.assert_allclose(gaussian_weights(window), np.maximum(theirs, 1e-3), rtol=1e-5)


def test_windows_of_one_value_blend_to_that_value() -> None:
    shape, window = (21, 10, 13), (8, 6, 8)
    blender = Blender(2, shape, gaussian_weights(window), np.float32)
    for start in window_starts(shape, window, 0.4):
        blender.add(start, np.stack([np.full(window, 0.25, np.float32), np.full(window, 0.75, np.float32)]))
    found = blender.finish()
    np.testing.assert_allclose(found[0], 0.25, rtol=1e-5)
    np.testing.assert_allclose(found[1], 0.75, rtol=1e-5)


def test_blending_is_the_weighed_mean_of_all_windows() -> None:
    shape, window = (19, 9, 11), (6, 5, 4)
    random = np.random.default_rng(0)
    weights = gaussian_weights(window)
    blender = Blender(1, shape, weights, np.float64)
    total, share = np.zeros(shape), np.zeros(shape)
    for start in window_starts(shape, window, 0.5):
        values = random.random((1, *window), dtype=np.float32)
        place = tuple(slice(first, first + side) for first, side in zip(start, window, strict=True))
        total[place] += values[0] * weights
        share[place] += weights
        blender.add(start, values)
    np.testing.assert_allclose(blender.finish()[0], total / share, rtol=1e-5)


@pytest.mark.parametrize(
    ("activation", "judge"), [("sigmoid", torch.sigmoid), ("softmax", lambda logits: torch.softmax(logits, 1))]
)
def test_probabilities_are_those_of_pytorch(activation: str, judge: Callable[[torch.Tensor], torch.Tensor]) -> None:
    logits = np.random.default_rng(0).normal(0, 30, (2, 3, 4, 5)).astype(np.float32)
    logits[0, 0, 0, 0], logits[0, 1, 0, 0] = 2000, -2000
    before = logits.copy()
    np.testing.assert_allclose(activate(logits, activation, 1), judge(torch.from_numpy(logits)).numpy(), rtol=1e-5, atol=1e-30)
    np.testing.assert_array_equal(logits, before)
