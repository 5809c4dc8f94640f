"""Taking back what was done to a segmentation node, one click at a time."""

from typing import TYPE_CHECKING

from medseg.errors import InputError
from medseg.mrml.provenance import PROVENANCE_ATTRIBUTE
from medseg.mrml.toolkit import slicer

if TYPE_CHECKING:
    from slicer import vtkMRMLSegmentationNode

MOST_STATES = 5


class SegmentationHistory:
    """States of a segmentation node, for undo: voxels, names, colours, terminology, order and provenance.

    Slicer's own `vtkSegmentationHistory` keeps them; what did not change from state to state is kept once. States go with this
    object, and not into the scene's file. A node that was deleted has nothing to undo any more.

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
        self._most = most_states
        self._history = slicer.vtkSegmentationHistory()
        self._history.SetMaximumNumberOfStates(most_states + 1)  # Slicer keeps one more, for redo, when it goes back
        self._history.SetSegmentation(node.GetSegmentation())
        self._provenances: list[str | None] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is a state to go back to."""
        return bool(self._provenances) and self._is_alive()

    def save(self) -> None:
        """Keep the node's present state; call it once before each change that shall be undone at once.

        Raises:
            InputError: The node was deleted.
        """
        if self._node.GetScene() is None:
            raise InputError("Expected a segmentation that is in the scene, got one that was deleted: choose another.")
        if not self._is_alive():  # the node was given other segments as a whole, as loading a scene does
            self._history.SetSegmentation(self._node.GetSegmentation())
            self._provenances = []
        # right after an undo the present state is there already
        if not self._history.IsRestoreNextStateAvailable():
            self._history.SaveState()
        self._provenances.append(self._node.GetAttribute(PROVENANCE_ATTRIBUTE))
        del self._provenances[: -self._most]

    def undo(self) -> None:
        """Bring the node back to the state that was kept last.

        Raises:
            InputError: There is none, or the node was deleted.
        """
        if not self.can_undo:
            raise InputError(
                "Expected a change to take back, got none: nothing was done to this segmentation, or it was deleted."
            )
        self._history.RestorePreviousState()
        self._node.SetAttribute(PROVENANCE_ATTRIBUTE, self._provenances.pop())

    def _is_alive(self) -> bool:
        return self._node.GetScene() is not None and self._history.GetSegmentation() is self._node.GetSegmentation()
