"""One run of a training: prepared images, the loop, what it leaves behind."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medseg.errors import CancelledError, InputError, ParameterError, WriteError
from medseg.models.package_history import HISTORY
from medseg.records import Progress, TrainingCache, TrainingParameters
from medseg.training.augmenter import Augmenter
from medseg.training.case_scores import CaseScores
from medseg.training.checkpoint import FILE, read_checkpoint, write_checkpoint
from medseg.training.draft_card import config_sha256
from medseg.training.epoch_scores import EpochScores
from medseg.training.feeder import Feeder
from medseg.training.finish import write_results
from medseg.training.history import EVENTS, history_to_json, tell, write_history
from medseg.training.history_figure import draw_history
from medseg.training.losses import make_loss
from medseg.training.network import make_network, run_with
from medseg.training.pair import Pair
from medseg.training.precision import choose_device, uses_bf16
from medseg.training.predict import predictor
from medseg.training.prepare import prepare_case
from medseg.training.prepared_case import PreparedCase
from medseg.training.prepared_files import kept_on_disk
from medseg.training.result import TrainingResult
from medseg.training.samples import Samples
from medseg.training.split_pairs import Split
from medseg.training.team import Team
from medseg.training.tensor_board import write_events
from medseg.training.trainer import Trainer
from medseg.training.validation import Scores, look_at, mean
from medseg.training.workplace import Workplace

if TYPE_CHECKING:
    from medseg.models import ModelCard

PREPARING, TRAINING = 0.05, 0.93  # shares of the progress; scoring and writing have the rest
PICTURE_PAUSE_S = 30.0


class Session:
    """One run of a training."""

    def __init__(
        self, parameters: TrainingParameters, card: ModelCard, split: Split, output: Path, progress: Progress, *, team: Team
    ) -> None:
        self._parameters, self._card, self._split = parameters, card, split
        self._output, self._team = output, team
        self._tell_progress = progress if team.is_first else _say_nothing
        self._config = config_sha256(parameters)
        self._device = choose_device(team.device_name(parameters.loop.device))
        self._loss = make_loss(parameters.loop, softmax=card.output.activation == "softmax")
        self._written = self._drawn = time.monotonic()

    def run(self, *, resume: bool, command: str) -> TrainingResult:
        """Train to the end, and write what came of it.

        Args:
            resume: Go on from a checkpoint.
            command: For the card.
        """
        self._open_folder(anew=not resume)
        checkpoint = read_checkpoint(self._output)
        if checkpoint is not None and checkpoint.state["config"] != self._config:
            raise InputError(
                f"The checkpoint in {self._output.name!r} is of another configuration: choose another folder for this one, or "
                "begin anew there (--no-resume)."
            )
        with _settings(self._parameters, self._device.type):
            training = self._prepare(self._split.train, 0.0, keep_truth=False)
            validation = self._prepare(self._split.validation, 0.8 * PREPARING, keep_truth=True)
            trainer = self._trainer(training)
            if checkpoint is not None:
                trainer.go_on_from(checkpoint)
            self._event("resumed" if checkpoint else "started", epoch=trainer.epoch, images=len(training))
            self._loop(trainer, validation)
            scores = self._score(trainer, validation)
        path = self._output / "package"
        if self._team.is_first:
            write_results(self._parameters, self._card, self._split, trainer, scores, output=self._output, command=command)
            self._event("done", best_epoch=trainer.best_epoch)
        self._team.wait()
        self._tell_progress(1.0, "Done")
        return TrainingResult(path, tuple(trainer.history), trainer.best_epoch, tuple(scores))

    def _open_folder(self, *, anew: bool) -> None:
        """Make the folder, and where the training begins anew, take away what an earlier one would go on from."""
        try:
            self._output.mkdir(parents=True, exist_ok=True)
            for name in (FILE, HISTORY, EVENTS) if anew and self._team.is_first else ():
                (self._output / name).unlink(missing_ok=True)
        except OSError as error:
            raise WriteError(f"Cannot write into {self._output.name!r} ({error.strerror}). Choose another folder.") from error
        self._team.wait()

    def _prepare(self, pairs: Sequence[Pair], start: float, *, keep_truth: bool) -> list[PreparedCase]:
        jitter = 0.0 if keep_truth else self._parameters.augment.window_jitter
        cases = []
        for number, pair in enumerate(pairs):
            self._tell_progress(start + 0.8 * PREPARING * (not keep_truth) * number / len(pairs), "Preparing images")
            cases.append(self._prepared(pair, jitter, keep_truth=keep_truth))
        return cases

    def _prepared(self, pair: Pair, jitter: float, *, keep_truth: bool) -> PreparedCase:
        def prepare() -> PreparedCase:
            return prepare_case(pair, self._card, jitter=jitter, keep_truth=keep_truth)

        if keep_truth or self._parameters.loop.cache is not TrainingCache.DISK:
            return prepare()
        return kept_on_disk(pair, self._card, jitter, self._output, prepare)

    def _trainer(self, cases: list[PreparedCase]) -> Trainer:
        loop = self._parameters.loop
        if loop.batch % self._team.size:
            raise ParameterError(f"Expected a batch that {self._team.size} processes can share evenly, got {loop.batch}.")
        window = self._card.input.size if self._card.input.dimensions == 3 else None
        samples = Samples(cases, window, loop)
        padding = "border" if self._card.input.normalisation == "zscore" else "zeros"
        augmenter = Augmenter(self._parameters.augment, padding=padding)
        feeder = Feeder(samples, augmenter, seed=loop.seed, batch=loop.batch, workers=loop.workers, team=self._team)
        network = make_network(self._card, loop, self._device)
        running = run_with(network, loop, self._device, self._team)
        place = Workplace(self._device, uses_bf16(loop.precision, self._device), self._team)
        return Trainer(network, running, feeder, self._loss, self._card, parameters=loop, workplace=place)

    def _loop(self, trainer: Trainer, validation: list[PreparedCase]) -> None:
        while not trainer.is_done:
            trainer.run_epoch(self._look)
            start = time.monotonic()
            scores = self._validate(trainer, validation)
            row = trainer.finish_epoch(scores, time.monotonic() - start)
            self._save(trainer)
            self._note(trainer, row)

    def _look(self, trainer: Trainer) -> None:
        """After each step: tell how far it is, and write a checkpoint where the last one is old."""
        try:
            self._tell_progress(PREPARING + TRAINING * trainer.fraction, _words(trainer, self._parameters.loop.epochs))
        except CancelledError:
            if self._team.size == 1:
                self._save(trainer)
            raise
        if self._is_due():
            self._save(trainer)

    def _is_due(self) -> bool:
        """Whether a checkpoint is due; the first process says so for all."""
        import torch

        due = time.monotonic() - self._written > self._parameters.loop.checkpoint_seconds
        if self._team.size == 1:
            return due
        said = torch.tensor([float(due and self._team.is_first)], device=self._device)
        return bool(self._team.add(said).item())

    def _save(self, trainer: Trainer) -> None:
        checkpoint = trainer.to_checkpoint(self._config)
        if self._team.is_first:
            write_checkpoint(self._output, checkpoint)
        self._written = time.monotonic()

    def _validate(self, trainer: Trainer, cases: list[PreparedCase]) -> Scores:
        loop = self._parameters.loop
        if trainer.epoch % loop.validate_every and trainer.epoch != loop.epochs:
            return mean([])
        return mean(self._look_at(trainer, trainer.weights(), cases))

    def _look_at(self, trainer: Trainer, weights: dict[str, Any], cases: list[PreparedCase]) -> list[Scores]:
        """Scores of some images by some weights."""
        import torch

        network = trainer.network
        own = {name: value.clone() for name, value in network.state_dict().items()}
        network.load_state_dict(weights)
        network.eval()
        try:
            with torch.inference_mode():
                predict = predictor(network, self._loss, self._card, self._device, batch=self._parameters.loop.batch)
                return look_at(cases, self._card, predict, self._team, self._device)
        finally:
            network.load_state_dict(own)
            network.train()

    def _score(self, trainer: Trainer, validation: list[PreparedCase]) -> list[CaseScores]:
        """Scores of all that was kept back, by the best weights."""
        self._tell_progress(PREPARING + TRAINING, "Scoring images kept back")
        test = self._prepare(self._split.test, PREPARING + TRAINING, keep_truth=True)
        cases = [("validation", case) for case in validation] + [("test", case) for case in test]
        scores = self._look_at(trainer, trainer.best or trainer.weights(), [case for _, case in cases])
        return [
            CaseScores(case.pair.source, case.pair.name, part, one.dice, one.accuracy, one.loss)
            for (part, case), one in zip(cases, scores, strict=True)
        ]

    def _note(self, trainer: Trainer, row: EpochScores) -> None:
        """Write the history so far."""
        if not self._team.is_first:
            return
        write_history(trainer.history, self._output)
        self._event("epoch", **history_to_json([row])[0])
        write_events([row], self._output)
        if time.monotonic() - self._drawn > PICTURE_PAUSE_S or trainer.is_done:
            draw_history(trainer.history, self._output, self._card.title, trainer.best_epoch or None)
            self._drawn = time.monotonic()

    def _event(self, event: str, **values: Any) -> None:
        if self._team.is_first:
            tell(self._output, event, **values)


def _words(trainer: Trainer, epochs: int) -> str:
    words = f"Epoch {trainer.epoch}/{epochs}"
    if not trainer.history:
        return words
    row = trainer.history[-1]
    dice = f", Dice {row.dice:.3f}" if row.dice == row.dice else ""
    return f"{words}: loss {row.train_loss:.3f}{dice}"


def _say_nothing(fraction: float, message: str) -> None:
    """The other processes of a team say nothing."""


@contextmanager
def _settings(parameters: TrainingParameters, device: str) -> Iterator[None]:
    """Threads, determinism and MONAI's tensors as the training wants them; as they were afterwards."""
    import torch
    from monai.data.meta_obj import get_track_meta, set_track_meta

    before = torch.get_num_threads(), torch.are_deterministic_algorithms_enabled(), get_track_meta()
    benchmark = torch.backends.cudnn.benchmark
    if parameters.loop.threads:
        torch.set_num_threads(parameters.loop.threads)
    if parameters.loop.deterministic:
        os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")  # which cuBLAS asks for
    torch.backends.cudnn.benchmark = device == "cuda" and not parameters.loop.deterministic
    torch.use_deterministic_algorithms(parameters.loop.deterministic or before[1], warn_only=True)
    set_track_meta(False)
    try:
        yield
    finally:
        torch.set_num_threads(before[0])
        torch.use_deterministic_algorithms(before[1])
        torch.backends.cudnn.benchmark = benchmark
        set_track_meta(before[2])
