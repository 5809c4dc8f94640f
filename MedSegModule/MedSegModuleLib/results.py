"""Putting segments into the scene."""

from collections.abc import Generator
from dataclasses import asdict
from typing import Any

import slicer
import vtk
from slicer.i18n import tr as _

from medseg.records import MaskStatistics
from MedSegModuleLib.display import applyDisplay, applySliceDisplay
from MedSegModuleLib.ExistingSegments import ExistingSegments
from MedSegModuleLib.extraVolumes import placeExtra
from MedSegModuleLib.SegmentOutcome import SegmentOutcome
from MedSegModuleLib.UndoStep import UndoStep

SURFACE = "Closed surface"
RESULT_ATTRIBUTE = "MedSeg.Result"
"""Attribute of the segmentation nodes that Segment put segments into; references have none."""


def placeSegments(outcome: SegmentOutcome, parameterNode: Any, image: Any, step: UndoStep) -> Any:
    """Put the segments into the output, or into a new node; those that are there are never lost without undo."""
    from medseg.mrml import join_study, segmentation_to_node

    output = parameterNode.outputSegmentation
    if output is not None:
        output.CreateDefaultDisplayNodes()  # a node that was made in a selector has none
        output.GetSegmentation().RemoveRepresentation(SURFACE)  # of the old segments; made again after the slices are drawn
    node = segmentation_to_node(
        outcome.segmentation,
        slicer.mrmlScene,
        slicer.modules.segmentations.logic(),
        image,
        output,
        replace=parameterNode.existingSegments is ExistingSegments.REPLACE,
        surface=False,
        terminologies_logic=slicer.modules.terminologies.logic(),
        copy=not outcome.ownsVoxels,
    )
    if output is None:
        step.createdIds.append(node.GetID())
    node.SetAttribute(RESULT_ATTRIBUTE, "1")
    join_study(node, image, slicer.mrmlScene)
    parameterNode.outputSegmentation = node
    applySliceDisplay(parameterNode)
    return node


def finishOutcome(outcome: SegmentOutcome, parameterNode: Any, image: Any, step: UndoStep) -> Generator[str, None, None]:
    """Put what came along with the segments into the scene, and make their surfaces.

    Args:
        outcome: What was found; its segments are in the scene already.
        parameterNode: What is wanted, and how it is shown.
        image: The volume node that it belongs to.
        step: Gets what is needed to take it back.

    Yields:
        What is done next, in a few words; slice views can be drawn meanwhile.
    """
    if outcome.masked is not None:
        _placeMasked(outcome, parameterNode, image, step)
    if outcome.statistics:
        _placeStatistics(outcome.statistics, parameterNode, step)
    for name, volume in outcome.extras.items():
        placeExtra(name, volume, parameterNode.outputSegmentation, image, step)
    if parameterNode.shownIn3D:
        yield _("Making the surfaces")
    applyDisplay(parameterNode)


def _placeMasked(outcome: SegmentOutcome, parameterNode: Any, image: Any, step: UndoStep) -> None:
    from medseg.mrml.masked_volume import masked_volume_to_node

    old = parameterNode.maskedVolume
    node = masked_volume_to_node(outcome.masked, image, slicer.mrmlScene, old if old is not image else None)
    if old is None:
        node.SetName(slicer.mrmlScene.GenerateUniqueName(_("{image} masked").format(image=image.GetName())))
        step.createdIds.append(node.GetID())
    parameterNode.maskedVolume = node


def _placeStatistics(statistics: tuple[MaskStatistics, ...], parameterNode: Any, step: UndoStep) -> None:
    """A table with a row a segment; the columns are named like the fields of `MaskStatistics`."""
    node = parameterNode.statistics
    if node is None:
        node = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLTableNode", _("Statistics"))
        step.createdIds.append(node.GetID())
    rows = [asdict(row) for row in statistics]
    changing = node.StartModify()
    try:
        node.RemoveAllColumns()
        for name in rows[0]:
            node.AddColumn(_column(name, [row[name] for row in rows]))
        node.SetUseColumnTitleAsColumnHeader(True)
    finally:
        node.EndModify(changing)
    parameterNode.statistics = node


def _column(name: str, values: list[Any]) -> Any:
    kinds = {str: vtk.vtkStringArray, int: vtk.vtkLongLongArray, float: vtk.vtkDoubleArray}
    column = kinds[type(values[0])]()
    column.SetName(name)
    for value in values:
        column.InsertNextValue(value)
    return column
