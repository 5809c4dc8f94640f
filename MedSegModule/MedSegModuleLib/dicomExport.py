"""Slicer's own DICOM export."""

import slicer
from slicer.i18n import tr as _

PLUGIN = "DICOMSegmentationPlugin"
INSTANCES_ATTRIBUTE = "DICOM.instanceUIDs"


def whyNoDicomSeg(segmentationNode, volumeNode) -> str | None:
    """Why a segmentation cannot be exported as DICOM SEG.

    Slicer's exporter brings the dialog; the extension QuantitativeReporting brings the plugin that writes SEG objects. They
    refer to the instances of the image that was segmented, so that it must come from DICOM.

    Args:
        segmentationNode: What is exported; None where there is nothing.
        volumeNode: The image that it was made from, or None.

    Returns:
        A sentence that says what to do; None where it can be exported.
    """
    if segmentationNode is None or not segmentationNode.GetSegmentation().GetNumberOfSegments():
        return _("There is no segmentation yet: click Segment first, or choose one under Output.")
    if not hasattr(slicer, "qSlicerDICOMExportDialog"):
        return _("DICOM export is part of the 3D Slicer application: save a .seg.nrrd here and open it there.")
    if PLUGIN not in getattr(slicer.modules, "dicomPlugins", {}):
        return _("Install the extension QuantitativeReporting from Slicer's Extensions Manager: it writes DICOM SEG.")
    if volumeNode is None or not volumeNode.GetAttribute(INSTANCES_ATTRIBUTE):
        return _("DICOM SEG refers to DICOM images: load the image through Slicer's DICOM module.")
    return None


def exportDicomSeg(segmentationNode) -> bool:
    """Open Slicer's DICOM export with a segmentation chosen.

    Returns:
        Whether something was exported.
    """
    hierarchy = slicer.vtkMRMLSubjectHierarchyNode.GetSubjectHierarchyNode(slicer.mrmlScene)
    dialog = slicer.qSlicerDICOMExportDialog(None)
    dialog.setMRMLScene(slicer.mrmlScene)
    return bool(dialog.execDialog(hierarchy.GetItemByDataNode(segmentationNode)))
