"""The loop of a training."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING

from medseg.records import LoopParameters
from medseg.training.checkpoint import Checkpoint
from medseg.training.epoch_scores import EpochScores
from medseg.training.history import history_from_json, history_to_json
from medseg.training.optimizer import make_optimizer, moments_from_tensors, moments_to_tensors
from medseg.training.precision import autocast
from medseg.training.schedule import learning_rate
from medseg.training.tally import Tally
from medseg.training.validation import Scores, said_masks, with_background
from medseg.training.weight_average import WeightAverage
from medseg.training.workplace import Workplace

if TYPE_CHECKING:
    from torch import Tensor, nn

    from medseg.models import ModelCard
    from medseg.training.batch import Batch
    from medseg.training.feeder import Feeder


class Trainer:
    """A network with its optimiser, on its way through the epochs.

    Attributes:
        network: The network.
        history: One line an epoch that is done.
        best: Weights of the best epoch, by name; empty before the first.
        best_epoch: Its number, 0 before the first.
        epoch: Epoch that goes on, from 1.
        step: Steps done in it.
        seconds: Seconds of training so far, over all runs.
    """

    def __init__(
        self,
        network: nn.Module,
        running: nn.Module,
        feeder: Feeder,
        loss: Callable[[Tensor, Tensor, Tensor | None], Tensor],
        card: ModelCard,
        *,
        parameters: LoopParameters,
        workplace: Workplace,
    ) -> None:
        """Get ready.

        Args:
            network: On its device.
            running: The same network as steps call it: compiled, or shared with other processes.
            feeder: Gives batches.
            loss: Of a batch.
            card: Says what the network's numbers mean.
            parameters: How long and how fast.
            workplace: Where the network is.
        """
        self.network = network
        self.history: list[EpochScores] = []
        self.best: dict[str, Tensor] = {}
        self.best_epoch = 0
        self.epoch, self.step, self.seconds = 1, 0, 0.0
        self._running, self._feeder, self._loss, self._card = running, feeder, loss, card
        self._parameters, self._device, self._bf16, self._team = parameters, workplace.device, workplace.bf16, workplace.team
        self._optimizer = make_optimizer(network, parameters, workplace.device)
        self._average = WeightAverage(network, parameters.average) if parameters.average else None
        self._tally = Tally(workplace.device)
        self._steps_before = [0]
        for epoch in range(1, parameters.epochs + 1):
            self._steps_before.append(self._steps_before[-1] + feeder.steps(epoch))

    @property
    def is_done(self) -> bool:
        """Whether all epochs are done, the time is up, or nothing has become better for long."""
        patience = self._parameters.patience
        tired = patience > 0 and len(self.history) - self.best_epoch >= patience
        return self.epoch > self._parameters.epochs or tired or (self._time_used() >= 1 and self.step == 0)

    @property
    def fraction(self) -> float:
        """Share of all steps that are done, or of the time that is used up, whichever is more."""
        return min(1.0, max(self._steps_done() / self._steps_before[-1], self._time_used()))

    def run_epoch(self, look: Callable[[Trainer], None]) -> None:
        """Train for the rest of the epoch that goes on.

        Args:
            look: Called after each step; may raise to stop.
        """
        self._running.train()
        start = time.monotonic()
        with closing(self._feeder.batches(self.epoch, self.step, self._device)) as batches:
            for batch in batches:
                self._train_on(batch)
                self.step += 1
                now = time.monotonic()
                self.seconds, start = self.seconds + now - start, now
                look(self)

    def finish_epoch(self, validation: Scores, seconds: float) -> EpochScores:
        """Take the validation's scores in, and go on to the next epoch.

        Args:
            validation: Means over the validation images; NaN where they were not looked at.
            seconds: What looking at them took.
        """
        self.seconds += seconds
        loss, accuracy, dice = Tally.means(self._tally.values(self._team))
        rate = self._rate(self._steps_done() - 1)
        seen = (validation.loss, validation.accuracy, validation.dice)
        row = EpochScores(self.epoch, round(self.seconds, 3), rate, loss, *seen, accuracy, dice)
        if self._is_best(row):
            self.best_epoch = row.epoch
            self.best = {name: value.detach().clone() for name, value in self.weights().items()}
        self.history.append(row)
        self.epoch, self.step, self._tally = self.epoch + 1, 0, Tally(self._device)
        return row

    def weights(self) -> dict[str, Tensor]:
        """The weights that are judged: their average, where one is kept."""
        return self._average.weights if self._average else self.network.state_dict()

    def to_checkpoint(self, config: str) -> Checkpoint:
        """All that is needed to go on; all processes must ask for it.

        Args:
            config: SHA-256 of the configuration.
        """
        parts = {"network": self.network.state_dict(), "best": self.best, "moments": moments_to_tensors(self._optimizer)}
        if self._average:
            parts["average"] = self._average.weights
        tensors = {f"{prefix}/{name}": value for prefix, values in parts.items() for name, value in values.items()}
        state = {
            "config": config,
            "epoch": self.epoch,
            "step": self.step,
            "seconds": self.seconds,
            "best_epoch": self.best_epoch,
            "tally": self._tally.values(self._team),
            "history": history_to_json(self.history),
        }
        return Checkpoint(tensors, state)

    def go_on_from(self, checkpoint: Checkpoint) -> None:
        """Take up where a checkpoint was written."""
        state = checkpoint.state
        self.network.load_state_dict(checkpoint.part("network"))
        moments_from_tensors(self._optimizer, checkpoint.part("moments"))
        if self._average:
            for name, value in checkpoint.part("average").items():
                self._average.weights[name].copy_(value)
        self.best = {name: value.to(self._device) for name, value in checkpoint.part("best").items()}
        self.epoch, self.step, self.seconds = int(state["epoch"]), int(state["step"]), float(state["seconds"])
        self.best_epoch = int(state["best_epoch"])
        self._tally = Tally(self._device, [value / self._team.size for value in state["tally"]])
        self.history = history_from_json(state["history"])

    def _train_on(self, batch: Batch) -> None:
        import torch

        done = self._steps_done()
        torch.manual_seed(self._parameters.seed * 1_000_003 + done)  # dropout: the same when a run goes on
        for group in self._optimizer.param_groups:
            group["lr"] = self._rate(done)
        self._optimizer.zero_grad(set_to_none=True)
        with autocast(self._device, bf16=self._bf16):
            output = self._running(batch.images)
        output = output.float()
        loss = self._loss(output, with_background(batch.masks, self._card), batch.weights)
        loss.backward()  # type: ignore[no-untyped-call]  # torch
        if self._parameters.gradient_clip:
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), self._parameters.gradient_clip)
        self._optimizer.step()
        if self._average:
            self._average.update(self.network, done)
        self._tally.count(loss.detach(), said_masks(output.detach(), self._card), batch.masks)

    def _time_used(self) -> float:
        """Share of the time that is used up; 0 where there is no limit."""
        limit_s = 60 * self._parameters.minutes
        return self.seconds / limit_s if limit_s else 0.0

    def _steps_done(self) -> int:
        return self._steps_before[self.epoch - 1] + self.step

    def _rate(self, done: int) -> float:
        parameters = self._parameters
        warmup = round(parameters.warmup_epochs * self._steps_before[1])
        return learning_rate(done, self._steps_before[-1], warmup, parameters.learning_rate)

    def _is_best(self, row: EpochScores) -> bool:
        """Whether no epoch before had a better Dice; without any validation the last is the best."""
        before = [other.dice for other in self.history if not math.isnan(other.dice)]
        return not before if math.isnan(row.dice) else all(row.dice > dice for dice in before)
