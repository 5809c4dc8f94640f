"""Where a prediction and its reference agree, in colours over the image."""

from typing import TYPE_CHECKING

from medseg.errors import InputError
from medseg.metrics.agreement import find_agreement
from medseg.mrml.segmentation_nodes import segmentation_to_node
from medseg.records import EvaluationParameters
from medseg.volume import Segmentation

if TYPE_CHECKING:
    from slicer import vtkMRMLScene, vtkMRMLSegmentationNode, vtkMRMLVolumeNode, vtkSlicerSegmentationsModuleLogic

AGREEMENT_ATTRIBUTE = "MedSeg.Agreement"
FILL_OPACITY = 0.5


def agreement_to_node(  # noqa: PLR0917  the order of `segmentation_to_node`, with the reference before
    prediction: Segmentation,
    reference: Segmentation,
    scene: "vtkMRMLScene",
    segmentations_logic: "vtkSlicerSegmentationsModuleLogic",
    reference_node: "vtkMRMLVolumeNode | None" = None,
    node: "vtkMRMLSegmentationNode | None" = None,
    *,
    parameters: EvaluationParameters | None = None,
    true_negative: bool = False,
) -> "vtkMRMLSegmentationNode":
    """Put true positives, false positives and false negatives into a scene, each in its colour.

    Args:
        prediction: The segmentation to be scored.
        reference: The segmentation that is held to be true.
        scene: The scene that gets the node.
        segmentations_logic: The logic of the Segmentations module.
        reference_node: The image that they belong to.
        node: What this function gave before; its segments are replaced, how it is shown stays. Default: a new node.
        parameters: How segments are paired, as for `evaluate`.
        true_negative: Add the voxels that neither holds.

    Returns:
        The node; its segments are those of `medseg.metrics.agreement.find_agreement`.

    Raises:
        InputError: The node holds something else.
        GeometryMismatchError: The grids differ, and resampling was not asked for.
        SegmentError: No segment has a counterpart by name or code.
    """
    if node is not None and node.GetSegmentation().GetNumberOfSegments() and not node.GetAttribute(AGREEMENT_ATTRIBUTE):
        raise InputError(
            f"Expected a node for true and false voxels alone, got {node.GetName()!r} which holds other segments: "
            "choose a new segmentation for them."
        )
    agreement = find_agreement(prediction, reference, parameters, true_negative=true_negative)
    is_new = node is None or node.GetDisplayNode() is None
    if node is not None:
        node.CreateDefaultDisplayNodes()
        node.GetSegmentation().RemoveAllSegments()
    node = segmentation_to_node(agreement, scene, segmentations_logic, reference_node, node, surface=False)
    node.SetAttribute(AGREEMENT_ATTRIBUTE, "1")
    if is_new:
        node.GetDisplayNode().SetOpacity2DFill(FILL_OPACITY)
    return node
