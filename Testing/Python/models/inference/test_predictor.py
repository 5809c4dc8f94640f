"""Predicting slices and volumes: what comes out, what is refused, and what happens where memory runs out."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from medseg.errors import CancelledError, InputError, ModelError, ParameterError
from medseg.models import ModelCard, Package
from medseg.models.inference import Predictor, load_predictor
from medseg.models.inference.run_plan import RunPlan

Make = Callable[..., Package]
Fails = Callable[[RunPlan], BaseException | None]


def sigmoid(values: Any) -> Any:
    return 1 / (1 + np.exp(-values))


def plan_for(card: ModelCard, device: str = "cuda") -> RunPlan:
    return RunPlan("torch", device, "auto", 1, tuple(card.input.size))


@pytest.fixture
def predictor_that(fake_runner: Any) -> Callable[..., Predictor]:
    def make(card: ModelCard, fails: Fails, device: str = "cuda") -> Predictor:
        return Predictor(card, plan_for(card, device), lambda plan: fake_runner(plan, fails))

    return make


def test_slices_come_back_in_order(predictor_that: Any, make_package: Make) -> None:
    card = make_package(2).card
    images = np.random.default_rng(0).random((21, 1, *card.input.size), dtype=np.float32)
    np.testing.assert_allclose(predictor_that(card, lambda _: None).predict_slices(images), sigmoid(images), atol=1e-6)


def test_no_slices_give_no_probabilities(predictor_that: Any, make_package: Make) -> None:
    card = make_package(2).card
    assert predictor_that(card, lambda _: None).predict_slices(np.empty((0, 1, *card.input.size), np.float32)).shape[0] == 0


@pytest.mark.parametrize("shape", [(16, 16, 32), (40, 21, 50), (5, 7, 90)])
def test_a_volume_comes_back_where_it_was(predictor_that: Any, make_package: Make, shape: tuple[int, int, int]) -> None:
    volume = np.random.default_rng(0).random((1, *shape), dtype=np.float32)
    found = predictor_that(make_package(3).card, lambda _: None).predict_volume(volume, out_dtype=np.float32)
    np.testing.assert_allclose(found, sigmoid(volume), atol=1e-6)


def test_a_network_of_two_dimensions_slides_over_each_slice(predictor_that: Any, make_package: Make) -> None:
    volume = np.random.default_rng(0).random((1, 3, 50, 70), dtype=np.float32)
    found = predictor_that(make_package(2).card, lambda _: None).predict_volume(volume)
    assert found.dtype == np.float16
    np.testing.assert_allclose(found, sigmoid(volume), atol=1e-3)


def test_a_mirrored_input_comes_back_mirrored(predictor_that: Any, make_package: Make) -> None:
    images = np.random.default_rng(0).random((3, 1, 32, 48), dtype=np.float32)
    predictor = predictor_that(make_package(2).card, lambda _: None)
    np.testing.assert_allclose(predictor.predict_slices(images, flips=True), sigmoid(images), atol=1e-6)
    np.testing.assert_allclose(predictor.flip_slices(images).variance, 0, atol=1e-12)


def test_flips_are_the_mean_and_variance_of_both_ways(make_package: Make) -> None:
    images = np.random.default_rng(0).random((2, 1, 32, 48), dtype=np.float32)
    with load_predictor(make_package(2), backend="torch", threads=1) as predictor:
        plain = predictor.predict_slices(images)
        mirrored = predictor.predict_slices(images[..., ::-1])[..., ::-1]
        mean, variance = predictor.flip_slices(images)
    assert np.abs(plain - mirrored).max() > 0.01
    np.testing.assert_allclose(mean, (plain + mirrored) / 2, atol=1e-5)
    np.testing.assert_allclose(variance, np.var([plain, mirrored], axis=0), atol=1e-5)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_nan_and_infinity_are_refused(predictor_that: Any, make_package: Make, bad: float) -> None:
    images = np.zeros((1, 1, 32, 48), dtype=np.float32)
    images[0, 0, 3, 4] = bad
    with pytest.raises(InputError, match=r"finite intensities.*0\.07% of the voxels"):
        predictor_that(make_package(2).card, lambda _: None).predict_slices(images)


def test_large_finite_values_are_not_taken_for_infinity(predictor_that: Any, make_package: Make) -> None:
    images = np.full((1, 1, 32, 48), 3e38, dtype=np.float32)
    assert predictor_that(make_package(2).card, lambda _: None).predict_slices(images).min() == 1


def test_inputs_of_another_size_are_refused(predictor_that: Any, make_package: Make) -> None:
    predictor = predictor_that(make_package(2).card, lambda _: None)
    with pytest.raises(InputError, match=r"\(n, 1, 32, 48\)"):
        predictor.predict_slices(np.zeros((1, 1, 48, 32), np.float32))
    with pytest.raises(InputError, match="with voxels"):
        predictor.predict_volume(np.zeros((1, 0, 32, 48), np.float32))
    with pytest.raises(ParameterError, match=r"overlap from 0 to 0\.9"):
        predictor.predict_volume(np.zeros((1, 1, 32, 48), np.float32), overlap=1.0)


def test_progress_rises_to_one_and_may_cancel(predictor_that: Any, make_package: Make) -> None:
    predictor = predictor_that(make_package(3).card, lambda _: None)
    volume, told = np.zeros((1, 20, 40, 40), np.float32), []
    predictor.predict_volume(volume, lambda fraction, message: told.append((fraction, message)))
    assert [fraction for fraction, _ in told] == sorted(fraction for fraction, _ in told)
    assert told[-1] == (1.0, "Window 12 of 12")

    def cancel(fraction: float, message: str) -> None:
        if fraction > 0.3:
            raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        predictor.predict_volume(volume, cancel)


def test_a_cancelled_network_of_openvino_can_run_again(make_package: Make) -> None:
    images = np.random.default_rng(0).random((9, 1, 32, 48), dtype=np.float32)

    def cancel(fraction: float, message: str) -> None:
        if fraction > 0.2:
            raise CancelledError("Stopped.")

    with load_predictor(make_package(2), backend="openvino", threads=2) as predictor:
        whole = predictor.predict_slices(images)
        with pytest.raises(CancelledError):
            predictor.predict_slices(images, cancel)
        np.testing.assert_array_equal(predictor.predict_slices(images), whole)


def too_large_on_gpu(most: int) -> Fails:
    return lambda plan: (
        torch.OutOfMemoryError("CUDA out of memory.") if plan.device != "cpu" and (plan.batch or 8) > most else None
    )


def test_exhausted_gpu_memory_leads_to_smaller_batches(predictor_that: Any, make_package: Make) -> None:
    images = np.random.default_rng(0).random((11, 1, 32, 48), dtype=np.float32)
    predictor = predictor_that(make_package(2).card, too_large_on_gpu(2))
    np.testing.assert_allclose(predictor.predict_slices(images), sigmoid(images), atol=1e-6)
    assert predictor.notices == (
        "The GPU ran out of memory: 4 inputs at a time instead of 8.",
        "The GPU ran out of memory: 2 inputs at a time instead of 4.",
    )
    assert predictor.device == "cuda"


def test_then_to_smaller_windows_and_at_last_to_the_cpu(predictor_that: Any, make_package: Make, card: ModelCard) -> None:
    volume = np.random.default_rng(0).random((1, 20, 30, 70), dtype=np.float32)
    large = dict(make_package(3).card.to_json())
    large["input"] = {**large["input"], "size": [16, 32, 64]}
    predictor = predictor_that(ModelCard.from_json(large), too_large_on_gpu(0))
    np.testing.assert_allclose(predictor.predict_volume(volume, out_dtype=np.float32), sigmoid(volume), atol=1e-6)
    assert predictor.notices[3:] == (
        "The GPU ran out of memory: windows of 16 x 32 x 32 voxels, which the result may show.",
        "The GPU ran out of memory: the CPU runs the network.",
    )
    assert predictor.device == "cpu"


def test_an_error_in_words_alone_counts_as_exhausted_memory(predictor_that: Any, make_package: Make) -> None:
    images = np.zeros((1, 1, 32, 48), np.float32)

    def fails(plan: RunPlan) -> BaseException | None:
        return None if plan.device == "cpu" else RuntimeError("MPS backend out of memory (MPS allocated: 9 GB)")

    predictor = predictor_that(make_package(2).card, fails, "mps")
    predictor.predict_slices(images)
    assert predictor.device == "cpu"


def test_other_errors_pass_and_a_full_computer_says_so(predictor_that: Any, make_package: Make) -> None:
    images = np.zeros((1, 1, 32, 48), np.float32)
    card = make_package(2).card
    with pytest.raises(RuntimeError, match="a bug"):
        predictor_that(card, lambda _: RuntimeError("a bug")).predict_slices(images)
    with pytest.raises(MemoryError):
        predictor_that(card, lambda _: MemoryError(), "cpu").predict_slices(images)


def test_nan_of_half_precision_leads_to_single(fake_runner: Any, make_package: Make) -> None:
    class Overflowing(fake_runner):
        def stream(self, inputs: Any, count: int) -> Any:
            for result in super().stream(inputs, count):
                yield result * np.nan if self.precision == "fp16" else result

    card = make_package(2).card
    images = np.random.default_rng(0).random((2, 1, 32, 48), dtype=np.float32)
    predictor = Predictor(card, plan_for(card), lambda plan: Overflowing(plan, lambda _: None))
    np.testing.assert_allclose(predictor.predict_slices(images), sigmoid(images), atol=1e-6)
    assert predictor.notices == ("Half precision gave NaN: the network runs in single precision.",)


def test_a_network_that_gives_nan_is_refused(fake_runner: Any, make_package: Make) -> None:
    class Broken(fake_runner):
        def stream(self, inputs: Any, count: int) -> Any:
            for result in super().stream(inputs, count):
                yield result * np.nan

    card = make_package(2).card
    with pytest.raises(ModelError, match="gives NaN or infinity"):
        Predictor(card, plan_for(card, "cpu"), lambda plan: Broken(plan, lambda _: None)).predict_slices(
            np.zeros((1, 1, 32, 48), np.float32)
        )


def test_a_closed_predictor_loads_again(fake_runner: Any, make_package: Make) -> None:
    made: list[Any] = []
    card = make_package(2).card

    def make(plan: RunPlan) -> Any:
        made.append(fake_runner(plan, lambda _: None))
        return made[-1]

    with Predictor(card, plan_for(card), make) as predictor:
        predictor.predict_slices(np.zeros((1, 1, 32, 48), np.float32))
    assert made[0].is_closed
    predictor.predict_slices(np.zeros((1, 1, 32, 48), np.float32))
    assert len(made) == 2
