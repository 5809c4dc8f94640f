"""What the stand-in for the DICOM module is made of."""

from slicerhost.slicerlib.dicom.module import DICOM
from slicerhost.slicerlib.dicom.widget import DICOMWidget

__all__ = ["DICOM", "DICOMWidget"]
