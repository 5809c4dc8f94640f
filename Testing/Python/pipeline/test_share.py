"""Steps of a longer way."""

import time

from medseg.pipeline.share import share
from medseg.pipeline.stopwatch import Stopwatch


def test_a_step_tells_its_share_of_the_whole() -> None:
    told: list[tuple[float, str]] = []
    step = share(lambda fraction, message: told.append((fraction, message)), 0.25, 0.75)
    for fraction in (0.0, 0.5, 1.0):
        step(fraction, "on")
    assert told == [(0.25, "on"), (0.5, "on"), (0.75, "on")]


def test_shares_can_be_shared() -> None:
    told: list[float] = []
    share(share(lambda fraction, _: told.append(fraction), 0.5, 1.0), 0.5, 1.0)(0.5, "")
    assert told == [0.875]


def test_a_step_that_comes_twice_adds_up() -> None:
    watch = Stopwatch()
    for _ in range(2):
        with watch.step("read"):
            time.sleep(0.01)
    assert list(watch.seconds) == ["read"]
    assert 0.02 <= watch.seconds["read"] < 5
