"""Volumes that a network gives beside its segments: probabilities, and how unsure it is."""

from dataclasses import replace
from typing import Any

import slicer

from medseg.volume import Volume
from MedSegModuleLib.UndoStep import UndoStep

ROLE = "MedSeg.Extra."


def placeExtra(name: str, volume: Volume, segmentationNode: Any, image: Any, step: UndoStep) -> Any:
    """Put a volume that belongs to a segmentation into the scene; one of the same name of an earlier run is overwritten.

    Args:
        name: What it is, such as `probability-lungs`.
        volume: The volume on the image's grid.
        segmentationNode: What it came along with, and refers to it.
        image: The volume node of the image; both stand in one study.
        step: Gets the node if it is new, so that Undo removes it.

    Returns:
        The volume node.
    """
    from medseg.mrml import join_study, volume_to_node

    old = segmentationNode.GetNodeReference(ROLE + name)
    title = f"{image.GetName()} {name.replace('-', ' ')}"
    node = volume_to_node(replace(volume, name=title), slicer.mrmlScene, old)
    if old is None:
        node.SetName(slicer.mrmlScene.GenerateUniqueName(title))
        segmentationNode.SetNodeReferenceID(ROLE + name, node.GetID())
        step.createdIds.append(node.GetID())
    join_study(node, image, slicer.mrmlScene)
    return node


def extraVolumes(segmentationNode: Any) -> dict[str, Any]:
    """The volumes that came along with a segmentation, by what they are."""
    roles = (segmentationNode.GetNthNodeReferenceRole(index) for index in range(segmentationNode.GetNumberOfNodeReferenceRoles()))
    return {role.removeprefix(ROLE): segmentationNode.GetNodeReference(role) for role in roles if role.startswith(ROLE)}
