"""Results in the study of their image."""

from typing import TYPE_CHECKING

import numpy as np

from medseg.errors import InputError
from medseg.mrml.placement import local_to_world
from medseg.mrml.toolkit import slicer, to_matrix

if TYPE_CHECKING:
    from slicer import vtkMRMLDisplayableNode, vtkMRMLScene


def join_study(node: "vtkMRMLDisplayableNode", like_node: "vtkMRMLDisplayableNode", scene: "vtkMRMLScene") -> None:
    """Put a node beside another one: into the same study or folder of the subject hierarchy, and under the same transform.

    Nothing moves: a node that stood in the world gets the inverse of the transform into its own coordinates. A node that has
    another transform already keeps it.

    Args:
        node: The node that joins, such as a segmentation.
        like_node: The node that is in its place, such as the image.
        scene: The scene of both.

    Raises:
        InputError: One of them is none, or not in the scene.
        GeometryError: The transform bends space.
    """
    for one in (node, like_node):
        if one is None or one.GetScene() is not scene:
            raise InputError("Expected two nodes of the scene, got one that is not in it: choose another.")
    inverse = np.linalg.inv(local_to_world(like_node))  # first: a transform that bends space is an error
    _join_hierarchy(node, like_node, scene)
    if like_node.GetTransformNodeID() and not node.GetTransformNodeID():
        node.ApplyTransformMatrix(to_matrix(inverse))
        node.SetAndObserveTransformNodeID(like_node.GetTransformNodeID())


def _join_hierarchy(node: "vtkMRMLDisplayableNode", like_node: "vtkMRMLDisplayableNode", scene: "vtkMRMLScene") -> None:
    hierarchy = slicer.vtkMRMLSubjectHierarchyNode.GetSubjectHierarchyNode(scene)
    top = hierarchy.GetSceneItemID()
    like_item = hierarchy.GetItemByDataNode(like_node) or hierarchy.CreateItem(top, like_node)
    item = hierarchy.GetItemByDataNode(node) or hierarchy.CreateItem(top, node)
    parent = hierarchy.GetItemParent(like_item)
    if hierarchy.GetItemParent(item) != parent:
        hierarchy.SetItemParent(item, parent)
