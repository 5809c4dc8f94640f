"""One state of a segmentation node."""

from typing import TYPE_CHECKING

from medseg.mrml.provenance import PROVENANCE_ATTRIBUTE
from medseg.mrml.segment_looks import read_looks, write_looks
from medseg.mrml.toolkit import slicer

if TYPE_CHECKING:
    from slicer import vtkMRMLSegmentationNode


class SegmentationState:
    """What a segmentation node holds at one moment: voxels, surfaces, names, colours, codes, order, looks, provenance.

    Slicer's own `vtkSegmentationHistory` keeps the segments. Each state has one of its own: in a shared one, going back and then
    changing something puts the state that was gone back to on top again.
    """

    def __init__(self, node: "vtkMRMLSegmentationNode") -> None:
        """Keep the present state."""
        self._history = slicer.vtkSegmentationHistory()
        self._history.SetMaximumNumberOfStates(2)  # Slicer keeps the present one too when it goes back
        self._history.SetSegmentation(node.GetSegmentation())
        self._history.SaveState()
        self._looks = read_looks(node)
        self._provenance = node.GetAttribute(PROVENANCE_ATTRIBUTE)

    def is_of(self, node: "vtkMRMLSegmentationNode") -> bool:
        """Whether the node still holds the segmentation that this is a state of: loading a scene gives it another one."""
        return self._history.GetSegmentation() is node.GetSegmentation()

    def restore(self, node: "vtkMRMLSegmentationNode") -> None:
        """Bring the node back to this state; do it once."""
        changing = node.StartModify()
        try:
            self._history.RestorePreviousState()
            write_looks(node, self._looks)
            node.SetAttribute(PROVENANCE_ATTRIBUTE, self._provenance)
        finally:
            node.EndModify(changing)
