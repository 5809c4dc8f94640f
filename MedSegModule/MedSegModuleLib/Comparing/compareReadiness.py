"""Why Compare is greyed."""

from typing import Any

from slicer.i18n import tr as _

from MedSegModuleLib.Comparing.ticked import presentNodes
from MedSegModuleLib.InputSummary import InputSummary

ONES = ("threshold", "preset", "cnn", "unet", "mask")


def whyNotComparable(parameterNode: Any, summary: InputSummary | None) -> str | None:
    """Why nothing can be compared yet, and what to do about it; None where it can. Looks at no voxel.

    A method that cannot run is no reason: it says why in the table.

    Args:
        parameterNode: What is asked for.
        summary: What is known about the image; None where there is none.
    """
    if parameterNode is None or summary is None:
        return _("Choose an image under Input, or load one.")
    if summary.problem:
        return summary.problem
    reference = parameterNode.reference
    if reference is None or reference.GetScene() is None or not reference.GetSegmentation().GetNumberOfSegments():
        return _("Choose the reference segmentation that is held to be true.")
    return _whyNoMethods(parameterNode)


def _whyNoMethods(parameterNode: Any) -> str | None:
    pack, given = parameterNode.compare, presentNodes(parameterNode.compareSegmentations)
    if not any(getattr(pack, name) for name in ONES) and not given:
        return _("Tick at least one method.")
    if pack.mask and pack.maskVolume is None:
        return _("Choose the label volume beside Mask, or untick it.")
    if parameterNode.reference in given:
        return _("The reference is ticked as a method, too: untick it, or choose another reference.")
    return None
