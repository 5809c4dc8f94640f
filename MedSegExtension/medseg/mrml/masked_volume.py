"""The image cut out by a segmentation, as a volume node."""

from typing import TYPE_CHECKING

from medseg.errors import InputError
from medseg.mrml.study import join_study
from medseg.mrml.volume_nodes import volume_to_node
from medseg.volume import Volume

if TYPE_CHECKING:
    from slicer import vtkMRMLScalarVolumeNode, vtkMRMLScene, vtkMRMLVolumeNode


def masked_volume_to_node(
    masked: Volume, image_node: "vtkMRMLVolumeNode", scene: "vtkMRMLScene", node: "vtkMRMLScalarVolumeNode | None" = None
) -> "vtkMRMLScalarVolumeNode":
    """Put an image that was cut out of another one into a scene: in its study, under its transform, and with its window.

    Args:
        masked: The image cut out, placed in the world, as `medseg.segment.segment_with_mask` gives it.
        image_node: The image that it was cut out of.
        scene: The scene that gets the node.
        node: A volume node that gets the image instead of its own. Default: a new one, `IMAGE masked`.

    Returns:
        The node.

    Raises:
        InputError: The node is the image itself.
        GeometryError: A parent transform bends space.
    """
    if node is image_node:
        raise InputError("Expected another volume than the image for the masked one, got the image itself: choose another.")
    is_new = node is None
    node = volume_to_node(masked, scene, node)
    if is_new:
        node.SetName(f"{image_node.GetName()} masked")
    shown = image_node.GetDisplayNode()
    if shown is not None and shown.IsA("vtkMRMLScalarVolumeDisplayNode"):
        node.GetDisplayNode().SetWindowLevel(shown.GetWindow(), shown.GetLevel())
    join_study(node, image_node, scene)
    return node
