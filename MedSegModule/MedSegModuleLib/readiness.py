"""Why a button is greyed."""

from typing import Any

from slicer.i18n import tr as _

from medseg.errors import MedSegError
from medseg.volume import Modality
from MedSegModuleLib.ExistingSegments import ExistingSegments
from MedSegModuleLib.InputSummary import InputSummary
from MedSegModuleLib.MaskSource import MaskSource
from MedSegModuleLib.Method import Method
from MedSegModuleLib.recordPacks import toRecord
from MedSegModuleLib.requests import maskFile, thresholdRecord
from MedSegModuleLib.ThresholdSource import ThresholdSource

LABELMAP = "Binary labelmap"


def whyNotReady(parameterNode: Any, summary: InputSummary | None) -> str | None:
    """Why nothing can be segmented yet, and what to do about it; None where it can. Looks at no voxel.

    Args:
        parameterNode: What is asked for.
        summary: What is known about the image; None where there is none.
    """
    if parameterNode is None or summary is None:
        return _("Choose an image under Input, or load one.")
    if summary.problem:
        return summary.problem
    return _whyNoMethod(parameterNode, summary) or _whyNoOutput(parameterNode)


def whyNotEvaluable(parameterNode: Any) -> str | None:
    """Why nothing can be scored yet, and what to do about it; None where it can."""
    if parameterNode is None or not _hasSegments(parameterNode.outputSegmentation):
        return _("Make a segmentation first, or choose one under Output.")
    if not _hasSegments(parameterNode.reference):
        return _("Choose the reference segmentation that is held to be true.")
    if parameterNode.reference is parameterNode.outputSegmentation:
        return _("Choose another segmentation as reference: this one is the result itself.")
    return None


def _whyNoMethod(parameterNode: Any, summary: InputSummary) -> str | None:
    """Networks are asked about elsewhere: it depends on what is installed."""
    if parameterNode.method is Method.MASK:
        return _whyNoMask(parameterNode)
    if parameterNode.method is Method.THRESHOLD:
        return _whyNoThreshold(parameterNode, summary)
    return _whyNoCleanup(parameterNode.networkAfter)


def _whyNoMask(parameterNode: Any) -> str | None:
    if parameterNode.maskSource is MaskSource.FILE:
        path = maskFile(parameterNode)
        if path is None:
            return _("Choose the file that holds the mask.")
        return None if path.exists() else _("The file of the mask is no longer there: choose another.")
    if parameterNode.maskSource is MaskSource.LABELMAP:
        return None if parameterNode.maskLabelmap is not None else _("Choose the label volume that holds the mask.")
    if _hasSegments(parameterNode.maskSegmentation):
        return None
    return _("Choose a segmentation with segments as mask.")


def _whyNoThreshold(parameterNode: Any, summary: InputSummary) -> str | None:
    if parameterNode.thresholdSource is ThresholdSource.PRESET and summary.modality is not Modality.CT:
        return _("Presets are made for CT in Hounsfield units: choose a range or an automatic method for this image.")
    try:
        thresholdRecord(parameterNode)
        toRecord(parameterNode.before)
    except MedSegError as error:
        return str(error)
    return _whyNoCleanup(parameterNode.after)


def _whyNoCleanup(after: Any) -> str | None:
    try:
        toRecord(after)
    except MedSegError as error:
        return str(error)
    return None


def _whyNoOutput(parameterNode: Any) -> str | None:
    output = parameterNode.outputSegmentation
    if output is not None and output is parameterNode.reference:
        return _("The output is the reference, which would be changed: choose another output, or a new one.")
    transform = None if output is None else output.GetParentTransformNode()
    if transform is not None and not transform.IsTransformToWorldLinear():
        return _("The output stands under a transform that bends space: harden it, or choose another output.")
    if not _hasSegments(output):
        return None
    if output.GetSegmentation().GetSourceRepresentationName() != LABELMAP:
        return _("The output keeps surfaces instead of voxels: choose another, or make its labelmap the source in Segmentations.")
    usesItself = parameterNode.method is Method.MASK and parameterNode.maskSource is MaskSource.SEGMENTATION
    if usesItself and output is parameterNode.maskSegmentation and parameterNode.existingSegments is ExistingSegments.REPLACE:
        return _("The mask would be replaced by its own copy: choose another output.")
    return None


def _hasSegments(node: Any) -> bool:
    return node is not None and node.GetScene() is not None and node.GetSegmentation().GetNumberOfSegments() > 0
