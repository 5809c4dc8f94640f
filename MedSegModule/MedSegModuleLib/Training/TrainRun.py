"""A training, from the click to the model."""

from collections.abc import Callable, Generator
from typing import Any

from MedSegModuleLib.Run import Run
from MedSegModuleLib.Training.HistoryFile import HistoryFile
from MedSegModuleLib.Training.TrainOrder import TrainOrder
from MedSegModuleLib.Training.TrainWork import TrainWork


class TrainRun(Run):
    """A network being trained; its result is the folder of the model's package. It needs no node while it goes on.

    Attributes:
        order: What was asked for.
        history: What its epochs gave so far.
    """

    def __init__(self, order: TrainOrder, threads: int | None, onHistory: Callable[[list[dict[str, float]]], None]) -> None:
        """Start.

        Args:
            order: What is asked for.
            threads: How many threads the child may use; None for all.
            onHistory: Called with all epochs whenever there is another one.
        """
        self.order = order
        self.history = HistoryFile(order.output)
        self._onHistory = onHistory
        super().__init__(TrainWork(order, threads), [], self._finish)

    def poll(self) -> bool:
        """Go on for a moment, and tell of new epochs; raises as `Run.poll`."""
        try:
            return super().poll()
        finally:
            self._tellHistory()

    def _tellHistory(self) -> None:
        if not self.isCancelled and self.history.hasChanged():
            self._onHistory(self.history.rows)

    def _finish(self, _record: Any) -> Generator[str, None, Any]:
        yield from ()
        return self.order.output / "package"
