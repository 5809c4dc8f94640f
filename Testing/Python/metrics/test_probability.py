import math

import numpy as np
import pytest

from medseg.errors import InputError, ParameterError
from medseg.metrics import count_confusion, cross_entropy, soft_dice
from medseg.metrics import probability as module

SHAPE = (3, 8, 9)


@pytest.fixture
def case() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(6)
    return rng.uniform(0.01, 0.99, SHAPE).astype(np.float32), rng.random(SHAPE) < 0.3


def test_a_coin_costs_the_logarithm_of_two(case):
    assert cross_entropy(np.full(SHAPE, 0.5), case[1]) == pytest.approx(math.log(2))


def test_cross_entropy_equals_torch(case):
    torch = pytest.importorskip("torch")
    chances, mask = (torch.from_numpy(part.astype(np.float64)) for part in case)
    expected = torch.nn.functional.binary_cross_entropy(chances, mask).item()
    assert cross_entropy(*case) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("squared", [False, True])
def test_soft_dice_equals_monai(case, squared):
    torch = pytest.importorskip("torch")
    losses = pytest.importorskip("monai.losses")
    chances, mask = (torch.from_numpy(part.astype(np.float64))[None, None] for part in case)
    loss = losses.DiceLoss(squared_pred=squared, smooth_nr=0.0, smooth_dr=0.0)
    assert 1.0 - soft_dice(*case, squared=squared) == pytest.approx(loss(chances, mask).item(), rel=1e-12)


def test_soft_dice_of_a_sure_prediction_is_dice(case):
    sure = case[0] > 0.5
    assert soft_dice(sure.astype(np.float32), case[1]) == pytest.approx(count_confusion(sure, case[1]).dice)


def test_a_sure_voxel_costs_nothing_right_and_the_clip_wrong():
    mask = np.array([[[True, False]]])
    assert cross_entropy(mask.astype(np.float32), mask) == pytest.approx(0.0, abs=1e-6)
    assert cross_entropy((~mask).astype(np.float32), mask) == pytest.approx(-math.log(1e-7))
    assert cross_entropy((~mask).astype(np.float32), mask, clip=0.01) == pytest.approx(-math.log(0.01))


def test_turning_prediction_and_reference_over_costs_the_same(case):
    assert cross_entropy(1.0 - case[0], ~case[1]) == pytest.approx(cross_entropy(*case), rel=1e-6)


def test_nothing_predicted_where_nothing_is_is_right():
    assert soft_dice(np.zeros(SHAPE), np.zeros(SHAPE, dtype=bool)) == 1.0
    assert soft_dice(np.full(SHAPE, 0.5), np.zeros(SHAPE, dtype=bool)) == 0.0


def test_no_voxels_have_no_loss():
    assert math.isnan(cross_entropy(np.zeros((0, 1, 1)), np.zeros((0, 1, 1), dtype=bool)))


def test_blocks_change_no_score(case, monkeypatch):
    expected = cross_entropy(*case), soft_dice(*case)
    monkeypatch.setattr(module, "BLOCK_VOXELS", 7)
    assert (cross_entropy(*case), soft_dice(*case)) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("value", [-0.001, 1.001, math.nan, math.inf, 255.0])
@pytest.mark.parametrize("score", [cross_entropy, soft_dice])
def test_what_is_no_probability_is_refused(case, value, score):
    case[0][1, 2, 3] = value
    with pytest.raises(InputError, match="probabilities from 0 to 1"):
        score(*case)


@pytest.mark.parametrize("score", [cross_entropy, soft_dice])
def test_arrays_that_do_not_fit_are_refused(case, score):
    for chances, mask in ((case[0][:2], case[1]), (case[1], case[1]), (case[0], case[0])):
        with pytest.raises(InputError, match="float type and a boolean mask"):
            score(chances, mask)


@pytest.mark.parametrize("clip", [0.0, 0.5, -1.0, math.nan])
def test_an_absurd_clip_is_refused(case, clip):
    with pytest.raises(ParameterError, match="clip"):
        cross_entropy(*case, clip=clip)
