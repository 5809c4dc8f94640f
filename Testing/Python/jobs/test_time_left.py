"""The time left is told late, counts down, and is never silly."""

import itertools

import pytest

from medseg.jobs.time_left import TimeLeft


def test_of_even_work_it_is_right_and_counts_down():
    left = TimeLeft()
    told = []
    for second in range(21):
        left.note(second / 20, 100.0 + second)
        told.append(left.seconds(100.0 + second))
    assert told[:2] == [None, None]
    for second, value in enumerate(told[2:20], start=2):
        assert value == pytest.approx(20 - second)
    assert told[20] is None


def test_nothing_is_said_in_the_first_two_seconds_or_before_a_tenth():
    left = TimeLeft()
    left.note(0.0, 0.0)
    left.note(0.9, 1.9)
    assert left.seconds(1.9) is None
    left = TimeLeft()
    left.note(0.0, 0.0)
    left.note(0.05, 100.0)
    assert left.seconds(100.0) is None


def test_between_two_signs_of_progress_it_counts_down_and_then_is_silent():
    left = TimeLeft()
    left.note(0.0, 0.0)
    left.note(0.5, 4.0)
    told = [left.seconds(4.0 + step / 2) for step in range(12)]
    assert told[0] == pytest.approx(4.0)
    known = [value for value in told if value is not None]
    assert all(later < earlier for earlier, later in itertools.pairwise(known))
    assert min(known) > 0
    assert told[-1] is None, "it is overdue"


def test_the_same_fraction_again_is_no_sign_of_progress():
    left = TimeLeft()
    left.note(0.0, 0.0)
    left.note(0.5, 4.0)
    left.note(0.5, 6.0)
    assert left.seconds(6.0) == pytest.approx(2.0)


def test_a_quick_step_before_a_slow_one_does_not_promise_the_end():
    left = TimeLeft()
    left.note(0.0, 0.0)
    left.note(0.8, 0.01)
    assert left.seconds(0.5) is None
    left.note(0.85, 10.0)
    assert 1.0 < left.seconds(10.0) < 60


def test_work_that_begins_in_the_middle_is_timed_from_there():
    left = TimeLeft()
    left.note(0.5, 0.0)
    left.note(0.75, 5.0)
    assert left.seconds(5.0) == pytest.approx(5.0)
