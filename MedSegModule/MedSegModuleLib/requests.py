"""What the parameter node asks for, as the engine's parameters."""

from pathlib import Path
from typing import Any

from slicer.i18n import tr as _

from medseg.errors import GeometryMismatchError, InputError
from medseg.records import NetworkParameters, ThresholdParameters
from medseg.types import Mask
from medseg.volume import Segmentation, Volume
from MedSegModuleLib.inputs import readVolume
from MedSegModuleLib.MaskSource import MaskSource
from MedSegModuleLib.Method import Method
from MedSegModuleLib.recordPacks import toRecord
from MedSegModuleLib.SegmentRequest import SegmentRequest
from MedSegModuleLib.ThresholdSource import ThresholdSource


def readRequest(parameterNode: Any, network: NetworkParameters | None = None) -> SegmentRequest:
    """All that the work needs, taken from the scene.

    Args:
        parameterNode: What is asked for.
        network: Which network is applied, and how; for the methods that are networks.

    Raises:
        MedSegError: Something is missing, contradicts something else, or cannot be used; the message says what to do.
    """
    if parameterNode.method is Method.THRESHOLD:
        return thresholdRequest(parameterNode)
    common = _common(parameterNode)
    if parameterNode.method is Method.MASK:
        return SegmentRequest(mask=readMask(parameterNode, common["volume"]), **common)
    return SegmentRequest(network=network, after=toRecord(parameterNode.networkAfter), **common)


def thresholdRequest(parameterNode: Any) -> SegmentRequest:
    """What thresholding as it is set needs, whatever method is chosen.

    Raises:
        MedSegError: As `readRequest`.
    """
    return SegmentRequest(
        threshold=thresholdRecord(parameterNode),
        before=toRecord(parameterNode.before),
        after=toRecord(parameterNode.after),
        **_common(parameterNode),
    )


def _common(parameterNode: Any) -> dict[str, Any]:
    """What all methods need."""
    volume = readVolume(parameterNode.inputVolume)
    return {
        "volume": volume,
        "region": readRegion(parameterNode, volume),
        "maskParameters": toRecord(parameterNode.mask),
        "segmentName": parameterNode.segmentName.strip(),
        "wantsMasked": parameterNode.makeMaskedVolume,
    }


def thresholdRecord(parameterNode: Any) -> ThresholdParameters:
    """Where the bounds come from.

    Raises:
        ParameterError: The bounds are in the wrong order.
    """
    name = parameterNode.segmentName.strip() or None
    if parameterNode.thresholdSource is ThresholdSource.PRESET:
        return ThresholdParameters(preset=parameterNode.presetName, segment=name)
    if parameterNode.thresholdSource is ThresholdSource.AUTOMATIC:
        return toRecord(parameterNode.automatic, segment=name)
    bounds = parameterNode.thresholdRange
    return ThresholdParameters(lower=bounds.minimum, upper=bounds.maximum, segment=name)


def readMask(parameterNode: Any, volume: Volume) -> Segmentation:
    """The mask, on the image's grid where it lies on it, else on its own.

    Raises:
        InputError: There is none.
        ReadError: Its file cannot be read.
        SegmentError: Its file holds an image.
    """
    if parameterNode.maskSource is MaskSource.SEGMENTATION:
        return readSegmentation(parameterNode.maskSegmentation, volume)
    if parameterNode.maskSource is MaskSource.LABELMAP:
        from medseg.mrml.labelmap_reading import labelmap_to_segmentation

        return labelmap_to_segmentation(parameterNode.maskLabelmap)
    from medseg.io import read_segmentation

    path = maskFile(parameterNode)
    if path is None:
        raise InputError(_("Expected the file of a mask, got none: choose one under Mask."))
    return read_segmentation(path, volume.geometry)


def readSegmentation(node: Any, volume: Volume) -> Segmentation:
    """The segments of a node, on the image's grid where they lie on it, else on their own."""
    from medseg.mrml import node_to_segmentation

    try:
        return node_to_segmentation(node, volume.geometry)
    except GeometryMismatchError:
        return node_to_segmentation(node)


def readRegion(parameterNode: Any, volume: Volume) -> Mask | None:
    """The voxels inside the region of interest; None where there is none.

    Raises:
        InputError: The region holds no voxel of the image.
    """
    if parameterNode.regionOfInterest is None:
        return None
    from medseg.mrml import roi_to_mask

    region = roi_to_mask(parameterNode.regionOfInterest, volume.geometry)
    if not region.any():
        raise InputError(_("Expected a region of interest that lies on the image, got one beside it: move it, or choose none."))
    return region


def maskFile(parameterNode: Any) -> Path | None:
    """The file that holds the mask; None where none was chosen, which a parameter node keeps as the current folder."""
    path = parameterNode.maskFile
    return None if path in (Path(), Path()) else path
