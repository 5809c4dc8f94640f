"""A stand-in for Slicer's DICOM module: it lists the series of a folder and loads them."""

from slicerhost.slicerlib.dicom import DICOM, DICOMWidget

__all__ = ["DICOM", "DICOMWidget"]
