"""Reading a DICOM image."""

from pathlib import Path

from medseg.errors import NoImageError, StrictReadError, UnsupportedFormatError
from medseg.io.dicom.choose import choose_series
from medseg.io.dicom.dicom_scan import DicomScan
from medseg.io.dicom.dicom_series import DicomSeries
from medseg.io.dicom.intensities import Intensities, read_intensities
from medseg.io.dicom.scan import scan
from medseg.io.dicom.stack import RESAMPLED, Stack
from medseg.io.dicom.stack_resampling import resample_stack
from medseg.records import ReadParameters
from medseg.types import Voxels
from medseg.volume import Finding, Modality, Volume

SAMPLE = 100_000  # voxels that tell most images in Hounsfield units from others, without a look at all


def list_series(path: Path) -> tuple[DicomSeries, ...]:
    """List the images among the DICOM files at a place, by their headers alone.

    Args:
        path: A file, a folder, or a folder of folders with many series mixed. Files that are no DICOM, or no images, are
            passed over.

    Returns:
        Numbered from 1; empty where there is no DICOM image.

    Raises:
        NoImageError: There is nothing at that place.
    """
    return scan(path).series


def read_dicom(path: Path, parameters: ReadParameters | None = None) -> Volume:
    """Read one image from DICOM files.

    Slices are placed by ImagePositionPatient, never by file name or instance number. What is peculiar is found, named and, where
    that can be done, put right: see the findings of the volume.

    Args:
        path: A file, a folder, or a folder of folders. A file is read alone, without the others of its series.
        parameters: Which series, and how strictly. Default: the only one, with repairs.

    Returns:
        Intensities after the rescale of each slice: HU for CT. In X-ray images dense is bright. Padding keeps its voxels and
        is told by `padding_value`.

    Raises:
        NoImageError: There is no DICOM image; the message says what there is.
        UnsupportedFormatError: The file is another DICOM object (a segmentation, contours, a report, a film loop), or
            compressed in a way that no decoder knows.
        SeriesError: There are several series and none, or no single one, is named.
        StrictReadError: Reading needs a repair that strict reading forbids.
        ReadError: The files are damaged, or two different slices lie at the same place.
        GeometryError: Spacing or directions that cannot be.
        MissingDependencyError: A decoder is needed that is not installed.
    """
    parameters = parameters or ReadParameters()
    found = scan(path)
    _require_image(Path(path), found)
    chosen = choose_series(found.series, parameters.series)
    return read_series(chosen, strict=parameters.strict, modality=parameters.modality)


def read_series(series: DicomSeries, *, strict: bool = False, modality: Modality | None = None) -> Volume:
    """Read an image that `list_series` has listed.

    Args:
        series: The image.
        strict: Refuse to resample it.
        modality: What kind of image it is, where its files are wrong about it.

    Raises:
        MedSegError: As `read_dicom`.
    """
    if series.error is not None:
        raise series.error
    stack = series.stack
    if stack is None:
        raise NoImageError("The series holds no slices.")
    if strict and stack.needs_resampling:
        _refuse_repair(stack)
    intensities = read_intensities(stack.slots)
    kind = modality or series.modality
    return Volume(
        _on_grid(intensities, stack, kind),
        stack.geometry,
        kind,
        series.name,
        intensities.padding_value,
        series.findings + _padding_findings(intensities) + _unit_findings(intensities.array, kind),
        series.frames[0].identity.uids,
    )


def _on_grid(intensities: Intensities, stack: Stack, modality: Modality) -> Voxels:
    if not stack.needs_resampling:
        return intensities.array
    padding = intensities.padding_value
    return resample_stack(intensities.array, stack, _fill_of(intensities, modality), padding)


def _fill_of(intensities: Intensities, modality: Modality) -> float:
    """What stands where no slice reaches: padding where the image has some, else the modality's intensity of nothing."""
    if intensities.padding_value is not None:
        return intensities.padding_value
    return (
        max(modality.fill_value, float(intensities.array.min())) if intensities.array.dtype.kind == "u" else modality.fill_value
    )


def _refuse_repair(stack: Stack) -> None:
    words = " ".join(finding.message for finding in stack.findings if finding.code in RESAMPLED)
    raise StrictReadError(f"The image would have to be resampled, which strict reading forbids. {words}")


def _padding_findings(intensities: Intensities) -> tuple[Finding, ...]:
    if intensities.padding_value is None:
        return ()
    percent = 100.0 * intensities.padding_count / intensities.array.size
    words = f"{percent:.3g} % of the pixels are padding outside the field of view, marked by {intensities.padding_value:g}."
    return (Finding("padding", words),)


def _unit_findings(array: Voxels, modality: Modality) -> tuple[Finding, ...]:
    """Tell of a CT that holds nothing darker than water: its numbers may be counts of the scanner, not Hounsfield units.

    A single slice may well have been cut out of the body.
    """
    if modality is not Modality.CT or len(array) == 1:
        return ()
    if array.reshape(-1)[:: max(1, array.size // SAMPLE)].min() < 0 or array.min() < 0:
        return ()
    words = "No intensity of this CT lies below 0: it may not be in Hounsfield units, which presets and recipes rely on."
    return (Finding("not-hounsfield", words),)


def _require_image(path: Path, found: DicomScan) -> None:
    """Say what is there instead, where there is no image."""
    if found.series:
        return
    if found.unreadable:
        raise min(found.unreadable, key=lambda bad: not bad.is_damaged).error
    if path.is_dir():
        raise NoImageError(f"Expected a DICOM image in the folder {path.name!r}, got none: there are {found.describe_rest()}.")
    if found.objects:
        raise UnsupportedFormatError(
            f"Expected an image, got {found.objects[0].name} in {path.name!r}. {found.objects[0].remedy}."
        )
    raise NoImageError(f"Expected a DICOM image, got {path.name!r}, which is not DICOM.")
