"""One click on Segment, and how to take it back."""

from typing import Any

import slicer


class UndoStep:
    """Remembers what Segment changed.

    Attributes:
        previousId: Identifier of the output that was chosen before; None where none was.
        createdIds: Identifiers of the nodes that were made.
    """

    def __init__(self, parameterNode: Any, histories: dict[str, Any]) -> None:
        """Keep the state before a change.

        Args:
            parameterNode: Its output is about to be changed.
            histories: The states of segmentation nodes by identifier; a new one is added.
        """
        output = parameterNode.outputSegmentation
        self.previousId = None if output is None else output.GetID()
        self.createdIds: list[str] = []
        self._history = None
        if output is not None:
            from medseg.mrml import SegmentationHistory

            kept = histories.get(output.GetID())
            self._history = kept if kept is not None and kept.is_of(output) else SegmentationHistory(output)
            histories[output.GetID()] = self._history
            self._history.save()

    @property
    def isPossible(self) -> bool:
        """Whether what was changed is still there."""
        if self._history is not None:
            return self._history.can_undo
        return any(slicer.mrmlScene.GetNodeByID(identifier) is not None for identifier in self.createdIds)

    def undo(self, parameterNode: Any) -> None:
        """Bring the segments back, and remove the nodes that were made."""
        if self._history is not None:
            self._history.undo()
        for identifier in self.createdIds:
            node = slicer.mrmlScene.GetNodeByID(identifier)
            if node is not None:
                slicer.mrmlScene.RemoveNode(node)
        previous = None if self.previousId is None else slicer.mrmlScene.GetNodeByID(self.previousId)
        parameterNode.outputSegmentation = previous
