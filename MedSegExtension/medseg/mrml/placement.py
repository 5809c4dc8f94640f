"""Where MRML nodes stand in the world: their parent transforms."""

from typing import TYPE_CHECKING

import numpy as np

from medseg.errors import GeometryError
from medseg.mrml.toolkit import from_matrix, to_matrix
from medseg.types import Floats

if TYPE_CHECKING:
    from slicer import vtkMRMLTransformableNode


def local_to_world(node: "vtkMRMLTransformableNode | None") -> Floats:
    """The matrix (4, 4) from a node's own coordinates to the world's, by its parent transforms.

    Args:
        node: Any transformable node, or None for one that stands in the world.

    Returns:
        Identity where there is no parent transform, and where it was hardened.

    Raises:
        GeometryError: A parent transform is not linear, so that no grid of voxels stands for the node in the world.
    """
    if node is None or node.GetParentTransformNode() is None:
        return np.eye(4)
    transform = node.GetParentTransformNode()
    if not transform.IsTransformToWorldLinear():
        raise GeometryError(
            f"Expected a linear transform above {node.GetName()!r}, got one that bends space. "
            "Harden it on the node (Transforms module), which resamples the image, and try again."
        )
    matrix = to_matrix(np.eye(4))
    transform.GetMatrixTransformToWorld(matrix)
    return from_matrix(matrix)


def world_to_local(node: "vtkMRMLTransformableNode | None") -> Floats:
    """The inverse of `local_to_world`.

    Raises:
        GeometryError: A parent transform is not linear.
    """
    return np.asarray(np.linalg.inv(local_to_world(node)), dtype=np.float64)
