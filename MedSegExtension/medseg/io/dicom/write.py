"""Writing a volume as a DICOM series."""

import secrets
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from medseg.errors import InputError, MissingDependencyError, ParameterError, WriteError
from medseg.files.atomic import writing
from medseg.io.dicom.quiet_pydicom import QuietPydicom
from medseg.io.dicom.stored_words import StoredWords, to_words
from medseg.io.dicom.transfer_syntax import TransferSyntax
from medseg.types import Floats, Voxels
from medseg.volume import Geometry, Modality, Volume

if TYPE_CHECKING:
    from pydicom import Dataset

_CLASSES = {
    Modality.CT: "1.2.840.10008.5.1.4.1.1.2",
    Modality.MR: "1.2.840.10008.5.1.4.1.1.4",
    Modality.XRAY: "1.2.840.10008.5.1.4.1.1.1",
}


def write_dicom_series(
    volume: Volume,
    directory: Path,
    *,
    transfer_syntax: TransferSyntax | str = TransferSyntax.EXPLICIT,
    seed: str | None = None,
) -> None:
    """Write a volume as a series of CT, MR or CR images, one file a slice, of an anonymous patient.

    Whole numbers within 16 bits come back exactly, others in 65,536 levels. Slices are written in the array's order; where they
    lead against the normal of rows and columns, they come back in the opposite order, each at its place.

    Args:
        volume: CT and MR of any number of slices; X-ray of one.
        directory: Where the files shall stand; a new or an empty folder.
        transfer_syntax: How to encode the files, by name. JPEG needs the extra `dicom`.
        seed: Equal seeds give equal UIDs, and equal volumes equal files; None gives new ones.

    Raises:
        InputError: Another modality, several X-ray slices, or intensities that are not finite.
        ParameterError: There is no such transfer syntax.
        MissingDependencyError: The encoder is not installed.
        WriteError: The folder cannot be written to, or the slices are too small for JPEG 2000.
    """
    syntax = _syntax(transfer_syntax)
    _check(volume)
    _require_encoder(syntax)
    words = to_words(volume.array, volume.modality)
    with writing(directory, folder=True) as folder, QuietPydicom():
        dataset = _common(volume, words, syntax, seed or secrets.token_hex(16))
        for k, plane in enumerate(volume.array):
            _place(dataset, volume.geometry, k)
            _write_slice(dataset, words.stored(plane), syntax, folder / f"IM{k + 1:04d}.dcm")


def _syntax(name: TransferSyntax | str) -> TransferSyntax:
    try:
        return TransferSyntax(name)
    except ValueError as error:
        raise ParameterError(f"Expected a transfer syntax of {', '.join(TransferSyntax)}, got {name!r}.") from error


def _check(volume: Volume) -> None:
    if volume.modality not in _CLASSES:
        raise InputError(f"Expected a CT, MR or X-ray image to write as DICOM, got {volume.modality}. Say what it is (modality).")
    if volume.modality is Modality.XRAY and not volume.geometry.is_single_slice:
        raise InputError(f"Expected an X-ray image of one slice, got {volume.geometry.shape[0]}. Write the slices one by one.")


def _common(volume: Volume, words: StoredWords, syntax: TransferSyntax, seed: str) -> "Dataset":
    """What all slices share."""
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.uid import UID, generate_uid

    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = UID(syntax.uid)
    dataset.file_meta.MediaStorageSOPClassUID = UID(_CLASSES[volume.modality])
    dataset.SOPClassUID = _CLASSES[volume.modality]
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID, dataset.FrameOfReferenceUID = (
        generate_uid(entropy_srcs=[seed, part]) for part in ("study", "series", "frame of reference")
    )
    dataset.PatientName, dataset.PatientID, dataset.PatientIdentityRemoved = "Anonymous", "ANONYMOUS", "YES"
    dataset.DeidentificationMethod = "Made by software, of no patient or of an anonymous one"
    dataset.PatientBirthDate = dataset.PatientSex = dataset.StudyDate = dataset.StudyTime = ""
    dataset.StudyID = dataset.AccessionNumber = dataset.ReferringPhysicianName = dataset.PositionReferenceIndicator = ""
    dataset.Manufacturer, dataset.SeriesNumber, dataset.AcquisitionNumber = "MedSeg", 1, 1
    _describe_image(dataset, volume, words)
    _describe_modality(dataset, volume.modality)
    return dataset


def _describe_image(dataset: "Dataset", volume: Volume, words: StoredWords) -> None:
    _, dataset.Rows, dataset.Columns = volume.geometry.shape
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 1, "MONOCHROME2"
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = 16, 16, 15
    dataset.PixelRepresentation = int(words.is_signed)
    dataset.RescaleSlope, dataset.RescaleIntercept = _decimals(np.array([words.scale.slope, words.scale.intercept]))
    dataset.RescaleType = "HU" if volume.modality is Modality.CT else "US"
    i, j, k = volume.geometry.spacing_ijk
    dataset.PixelSpacing, dataset.SliceThickness = _decimals(np.array([j, i])), _decimals(np.array([k]))[0]
    if volume.padding_value is not None:
        dataset.add_new("PixelPaddingValue", "SS" if words.is_signed else "US", int(words.stored(np.array(volume.padding_value))))


def _describe_modality(dataset: "Dataset", modality: Modality) -> None:
    """What the standard asks of each kind of image, empty where it is not known."""
    dataset.Modality = "CR" if modality is Modality.XRAY else str(modality)
    dataset.ImageType = ["DERIVED", "SECONDARY", "AXIAL"] if modality is Modality.CT else ["DERIVED", "SECONDARY"]
    dataset.PatientPosition = "HFS"
    if modality is Modality.CT:
        dataset.KVP = None
    elif modality is Modality.MR:
        dataset.ScanningSequence, dataset.SequenceVariant, dataset.ScanOptions = "RM", "NONE", ""
        dataset.MRAcquisitionType, dataset.EchoTime, dataset.EchoTrainLength = "", None, None
    else:
        dataset.BodyPartExamined = dataset.ViewPosition = ""
        dataset.ImagerPixelSpacing = dataset.PixelSpacing


def _place(dataset: "Dataset", geometry: Geometry, k: int) -> None:
    """Say which slice it is and where it lies."""
    from pydicom.uid import UID, generate_uid

    dataset.SOPInstanceUID = generate_uid(entropy_srcs=[str(dataset.SeriesInstanceUID), str(k)])
    dataset.file_meta.MediaStorageSOPInstanceUID = UID(dataset.SOPInstanceUID)
    dataset.InstanceNumber = k + 1
    if dataset.Modality == "CR":
        return
    position = geometry.ijk_to_lps @ (0, 0, k, 1)
    dataset.ImagePositionPatient = _decimals(position[:3])
    dataset.ImageOrientationPatient = _decimals(geometry.directions_lps[:, :2].T.ravel())


def _decimals(numbers: Floats) -> list[str]:
    """Numbers as decimal strings of at most 16 characters, as exactly as these can say them."""
    from pydicom.valuerep import format_number_as_ds

    return [format_number_as_ds(float(number) + 0.0) for number in numbers]  # + 0.0 turns -0 into 0


def _write_slice(dataset: "Dataset", stored: Voxels, syntax: TransferSyntax, path: Path) -> None:
    dataset = copy(dataset)
    dataset.PixelData = stored.astype(stored.dtype.newbyteorder(">" if syntax is TransferSyntax.BIG_ENDIAN else "<")).tobytes()
    dataset["PixelData"].VR = "OW"
    if syntax.is_compressed:
        _compress(dataset, syntax)
    dataset.save_as(path, enforce_file_format=True)


def _compress(dataset: "Dataset", syntax: TransferSyntax) -> None:
    from pydicom.uid import UID, ExplicitVRLittleEndian

    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    try:
        dataset.compress(UID(syntax.uid), generate_instance_uid=False)
    except RuntimeError as error:
        size = f"{dataset.Columns} x {dataset.Rows}"
        raise WriteError(
            f"Slices of {size} pixels cannot be encoded as {str(syntax)!r}: choose another transfer syntax."
        ) from error


def _require_encoder(syntax: TransferSyntax) -> None:
    from pydicom.pixels.encoders.base import get_encoder

    if syntax.is_compressed and not get_encoder(syntax.uid).is_available:
        raise MissingDependencyError(
            f'No encoder is installed for {str(syntax)!r}. Install the encoders with: pip install "medseg[dicom]"'
        )
