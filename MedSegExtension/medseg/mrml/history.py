"""Taking back what was done to a segmentation node, one click at a time."""

from collections import deque
from typing import TYPE_CHECKING

from medseg.errors import InputError
from medseg.mrml.segmentation_state import SegmentationState

if TYPE_CHECKING:
    from slicer import vtkMRMLSegmentationNode

MOST_STATES = 3  # each is a copy of the voxels


class SegmentationHistory:
    """States of a segmentation node, for undo. They go with this object, and not into the scene's file.

    A node that was deleted has nothing to undo any more; nor has one that was given other segments as a whole.

    Example:
        history = SegmentationHistory(node)
        history.save()
        segmentation_to_node(bone, scene, segmentations_logic, node=node)
        history.undo()
    """

    def __init__(self, node: "vtkMRMLSegmentationNode", most_states: int = MOST_STATES) -> None:
        """Begin without a state.

        Args:
            node: The segmentation node.
            most_states: How many states are kept; the oldest is dropped first.

        Raises:
            InputError: The node is none.
        """
        if node is None or not node.IsA("vtkMRMLSegmentationNode"):
            raise InputError("Expected a segmentation node whose states to keep, got none: choose a segmentation.")
        self._node = node
        self._states: deque[SegmentationState] = deque(maxlen=most_states)

    @property
    def can_undo(self) -> bool:
        """Whether there is a state to go back to."""
        return bool(self._states) and self._node.GetScene() is not None and self._states[-1].is_of(self._node)

    def is_of(self, node: "vtkMRMLSegmentationNode") -> bool:
        """Whether this keeps the states of that very node: in a new scene another one may have its identifier."""
        return node is self._node

    def save(self) -> None:
        """Keep the node's present state; call it once before each change that shall be undone at once.

        Raises:
            InputError: The node was deleted.
        """
        if self._node.GetScene() is None:
            raise InputError("Expected a segmentation that is in the scene, got one that was deleted: choose another.")
        if not self.can_undo:
            self._states.clear()
        self._states.append(SegmentationState(self._node))

    def undo(self) -> None:
        """Bring the node back to the state that was kept last, and forget that.

        Raises:
            InputError: There is none, or the node was deleted.
        """
        if not self.can_undo:
            raise InputError(
                "Expected a change to take back, got none: nothing was done to this segmentation, or it was deleted."
            )
        self._states.pop().restore(self._node)
