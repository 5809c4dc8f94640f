"""Segmenting, from the click to the node."""

from collections.abc import Callable, Generator
from typing import Any

from MedSegModuleLib.Run import Run, Work
from MedSegModuleLib.SegmentOutcome import SegmentOutcome


class SegmentRun(Run):
    """Segments being made; its result is the segmentation node. Slice views show it before its surfaces are made.

    Attributes:
        outcome: What was found; None until then.
    """

    def __init__(self, work: Work, needed: list[Any], place: Callable[[SegmentOutcome], Generator[str, None, Any]]) -> None:
        """Watch segmenting that was started; see `Run`."""
        super().__init__(work, needed, self._placeOutcome)
        self.outcome: SegmentOutcome | None = None
        self._putIntoScene = place

    def _placeOutcome(self, outcome: SegmentOutcome) -> Generator[str, None, Any]:
        self.outcome = outcome
        return self._putIntoScene(outcome)
