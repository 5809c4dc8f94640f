"""Slabs: every index once, errors passed on."""

import itertools
import threading

import pytest

from medseg.filters.slabs import in_slabs, slab_bounds, worker_count


@pytest.mark.parametrize("length", [0, 1, 2, 7, 1000])
@pytest.mark.parametrize("smallest", [1, 3, 5000])
@pytest.mark.parametrize("start", [0, 40])
def test_every_index_is_worked_on_once(length: int, smallest: int, start: int) -> None:
    seen: list[int] = []
    lock = threading.Lock()

    def work(first: int, last: int) -> None:
        with lock:
            seen.extend(range(first, last))

    in_slabs(work, length, smallest, per_worker=3, start=start)
    assert sorted(seen) == list(range(start, start + length))


def test_slabs_are_no_shorter_than_asked_for() -> None:
    bounds = slab_bounds(100, smallest=30, per_worker=100)
    assert bounds[0] == 0
    assert bounds[-1] == 100
    assert all(last - first >= 30 for first, last in itertools.pairwise(bounds))


def test_an_error_in_a_slab_reaches_the_caller() -> None:
    def work(first: int, last: int) -> None:
        raise ZeroDivisionError(first)

    with pytest.raises(ZeroDivisionError):
        in_slabs(work, 100)


def test_there_is_a_worker() -> None:
    assert 1 <= worker_count() <= 8
