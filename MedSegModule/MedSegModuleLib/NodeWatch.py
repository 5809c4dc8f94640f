"""Tells when a node that the parameter node names has changed."""

from collections.abc import Callable

import slicer
import vtk
from slicer.util import VTKObservationMixin

NODE_EVENTS = (
    vtk.vtkCommand.ModifiedEvent,
    slicer.vtkMRMLTransformableNode.TransformModifiedEvent,
    slicer.vtkMRMLVolumeNode.ImageDataModifiedEvent,
)
SEGMENTATION_EVENTS = (
    slicer.vtkSegmentation.SegmentAdded,
    slicer.vtkSegmentation.SegmentRemoved,
    slicer.vtkSegmentation.SegmentModified,
    slicer.vtkSegmentation.SourceRepresentationModified,
)


class NodeWatch(VTKObservationMixin):
    """Observes the nodes that a parameter node refers to, and their segments."""

    def __init__(self, onChanged: Callable) -> None:
        """Watch nothing yet.

        Args:
            onChanged: Called with (caller, event) at every change.
        """
        VTKObservationMixin.__init__(self)
        self._onChanged = onChanged
        self._watched = {}

    def follow(self, parameterNode) -> None:
        """Watch the nodes that this parameter node, or None, refers to now; those that it no longer names are let go."""
        named = {} if parameterNode is None else _referencedNodes(parameterNode.parameterNode)
        for identifier in [identifier for identifier, (node, _) in self._watched.items() if named.get(identifier) is not node]:
            for target, event in self._watched.pop(identifier)[1]:
                self.removeObserver(target, event, self._onChanged)
        for identifier in named.keys() - self._watched.keys():
            observed = _observed(named[identifier])
            self._watched[identifier] = (named[identifier], observed)
            for target, event in observed:
                self.addObserver(target, event, self._onChanged)


def _referencedNodes(scriptedNode) -> dict:
    """The nodes that a node refers to, by identifier."""
    roles = (scriptedNode.GetNthNodeReferenceRole(index) for index in range(scriptedNode.GetNumberOfNodeReferenceRoles()))
    nodes = (scriptedNode.GetNodeReference(role) for role in roles)
    return {node.GetID(): node for node in nodes if node is not None}


def _observed(node) -> list[tuple]:
    """What is observed of a node: objects and their events."""
    observed = [(node, event) for event in NODE_EVENTS]
    if node.IsA("vtkMRMLSegmentationNode"):
        observed.append((node, slicer.vtkMRMLDisplayableNode.DisplayModifiedEvent))
        observed.extend((node.GetSegmentation(), event) for event in SEGMENTATION_EVENTS)
    return observed
