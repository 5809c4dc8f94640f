"""DICOM images: what there is, reading it, and writing a series.

Importing this imports pydicom only when a file is read.
"""

from medseg.io.dicom.choose import choose_series
from medseg.io.dicom.dicom_object import DicomObject
from medseg.io.dicom.dicom_scan import DicomScan
from medseg.io.dicom.dicom_series import DicomSeries
from medseg.io.dicom.read import list_series, read_dicom, read_series
from medseg.io.dicom.scan import scan, scan_files
from medseg.io.dicom.transfer_syntax import TransferSyntax
from medseg.io.dicom.unreadable import Unreadable
from medseg.io.dicom.write import write_dicom_series

__all__ = [
    "DicomObject",
    "DicomScan",
    "DicomSeries",
    "TransferSyntax",
    "Unreadable",
    "choose_series",
    "list_series",
    "read_dicom",
    "read_series",
    "scan",
    "scan_files",
    "write_dicom_series",
]
