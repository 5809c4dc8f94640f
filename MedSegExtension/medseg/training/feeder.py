"""Batches made beside the training step."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from medseg.training.augmenter import Augmenter
from medseg.training.batch import Batch
from medseg.training.samples import Samples
from medseg.training.team import Team

if TYPE_CHECKING:
    import torch


class Feeder:
    """Draws, augments and brings batches to the device, in threads that run ahead of the training.

    Every sample has random numbers of its own, made of the seed, the epoch and its place in it: so the batches are the same with
    any number of threads or processes, and those of a run that goes on are those it would have had.
    """

    def __init__(self, samples: Samples, augmenter: Augmenter, *, seed: int, batch: int, workers: int, team: Team) -> None:
        self._samples = samples
        self._augmenter = augmenter
        self._seed = seed
        self._batch = batch
        self._workers = workers
        self._team = team

    def steps(self, epoch: int) -> int:
        """Steps of an epoch."""
        return self._samples.steps(epoch)

    def batches(self, epoch: int, first: int, device: torch.device) -> Generator[Batch, None, None]:
        """This process's share of each batch of an epoch.

        Args:
            epoch: Number of the epoch, from 1.
            first: Steps to leave out at the beginning: those that were done before.
            device: Where the batches go.
        """
        order = self._samples.order(epoch, self._seed).tolist()

        def make(step: int) -> Batch:
            places = range(step * self._batch + self._team.rank, (step + 1) * self._batch, self._team.size)
            return self._make(epoch, [(place, order[place]) for place in places], device)

        steps = range(first, len(order) // self._batch)
        yield from _ahead(make, steps, self._workers) if self._workers else map(make, steps)

    def _make(self, epoch: int, places: list[tuple[int, int]], device: torch.device) -> Batch:
        seeds = [(self._seed, epoch, place) for place, _ in places]
        raw = self._samples.batch([number for _, number in places], seeds)
        images, masks = self._augmenter(raw.images.to(device), raw.masks.to(device), raw.margins, seeds)
        return Batch(images, masks, raw.margins, None if raw.weights is None else raw.weights.to(device))


def _ahead(make: Callable[[int], Batch], steps: range, workers: int) -> Iterator[Batch]:
    """Let threads make what comes next; each computes with one thread, so that the training step keeps its own."""
    with ThreadPoolExecutor(workers, "augment", initializer=_use_one_thread) as pool:
        waiting: deque[Future[Batch]] = deque()
        upcoming = iter(steps)
        try:
            for _ in range(workers + 1):
                waiting.extend(pool.submit(make, step) for step in [next(upcoming, None)] if step is not None)
            while waiting:
                batch = waiting.popleft().result()
                waiting.extend(pool.submit(make, step) for step in [next(upcoming, None)] if step is not None)
                yield batch
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _use_one_thread() -> None:
    import torch

    torch.set_num_threads(1)
