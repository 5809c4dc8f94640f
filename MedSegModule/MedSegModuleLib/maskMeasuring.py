"""What the image holds inside a mask, before anything is segmented with it."""

from medseg.records import MaskStatistics
from MedSegModuleLib.inputs import readVolume
from MedSegModuleLib.recordPacks import toRecord
from MedSegModuleLib.requests import readMask, readRegion


def measureMask(parameterNode) -> tuple[MaskStatistics, ...]:
    """Lay the mask on the image as Segment would, and measure it.

    Returns:
        One record a segment.

    Raises:
        MedSegError: The image or the mask cannot be used, or they do not meet; the message says what to do.
    """
    from medseg.segment import segment_with_mask

    volume = readVolume(parameterNode.inputVolume)
    mask = readMask(parameterNode, volume)
    return segment_with_mask(volume, mask, toRecord(parameterNode.mask), region=readRegion(parameterNode, volume)).statistics
