"""One click on Segment, and how to take it back."""

from collections.abc import Collection
from typing import Any

import slicer

from MedSegModuleLib.ExistingSegments import ExistingSegments
from MedSegModuleLib.SegmentsBackup import SegmentsBackup


class UndoStep:
    """Remembers what Segment changed.

    Attributes:
        previousId: Identifier of the output that was chosen before; None where none was.
        createdIds: Identifiers of the nodes that were made.
    """

    def __init__(self, parameterNode: Any, names: Collection[str]) -> None:
        """Keep the state before a change.

        Args:
            parameterNode: Its output is about to be changed.
            names: Names of the segments that are put there.
        """
        output = parameterNode.outputSegmentation
        self.previousId = None if output is None else output.GetID()
        self.createdIds: list[str] = []
        isReplacing = parameterNode.existingSegments is ExistingSegments.REPLACE
        self._backup = None if output is None else SegmentsBackup(output, names if isReplacing else ())

    @property
    def isPossible(self) -> bool:
        """Whether what was changed is still there."""
        if self._backup is not None:
            return self._backup.isPossible
        return any(slicer.mrmlScene.GetNodeByID(identifier) is not None for identifier in self.createdIds)

    def undo(self, parameterNode: Any) -> None:
        """Bring the segments back, and remove the nodes that were made."""
        if self._backup is not None:
            self._backup.restore()
        for identifier in self.createdIds:
            node = slicer.mrmlScene.GetNodeByID(identifier)
            if node is not None:
                slicer.mrmlScene.RemoveNode(node)
        previous = None if self.previousId is None else slicer.mrmlScene.GetNodeByID(self.previousId)
        parameterNode.outputSegmentation = previous
