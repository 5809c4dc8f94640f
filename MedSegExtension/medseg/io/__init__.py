"""Reading and writing images and segmentations: one file a format.

Importing this imports nothing heavy; the functions do when they are called.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from medseg.records.read import ReadParameters

if TYPE_CHECKING:
    from medseg.io.listing import Listing
    from medseg.types import Voxels
    from medseg.volume import Geometry, Segmentation, Volume

__all__ = ["check_writable", "inspect", "read", "read_segmentation", "read_volume", "volume_from_array", "write"]

DEFAULT = ReadParameters()


def read(path: str | Path, parameters: ReadParameters = DEFAULT) -> "Volume | Segmentation":
    """Read what is at a path: DICOM, NIfTI, NRRD, MetaImage, PNG, JPEG, TIFF, NumPy arrays; told by content, not by name.

    Args:
        path: A file, or a folder in which things are mixed: DICOM series go before masks and other files.
        parameters: What to read where there is a choice, and how strictly.

    Returns:
        A segmentation for DICOM SEG, RTSTRUCT and `.seg.nrrd`; a volume for all else, labelmaps included (see
        `read_segmentation`).

    Raises:
        NoImageError: There is nothing to read.
        SeriesError: There are several things, and none is named.
        ReadError: It is damaged, not complete, or nothing that MedSeg reads.
        GeometryError: A spacing or axes that cannot be.
    """
    from medseg.io.reader import read_any

    return read_any(Path(path), parameters)


def read_volume(path: str | Path, parameters: ReadParameters = DEFAULT) -> "Volume":
    """Read an image.

    Args:
        path: A file, or a folder; see `read`.
        parameters: What to read where there is a choice, and how strictly.

    Raises:
        UnsupportedFormatError: It is a segmentation.
        ReadError: As `read`.
        GeometryError: As `read`.
    """
    from medseg.io import reader

    return reader.read_volume(Path(path), parameters)


def read_segmentation(
    path: str | Path, geometry: "Geometry | None" = None, parameters: ReadParameters = DEFAULT
) -> "Segmentation":
    """Read a segmentation: `.seg.nrrd`, DICOM SEG, RTSTRUCT, or any image that holds a mask or labels.

    How labels are told from grey masks and probabilities is written in `medseg.io.label_image.to_segmentation`.

    Args:
        path: A file, or a folder with one segmentation in it.
        geometry: The grid of the image that it belongs to. RTSTRUCT and DICOM SEG are drawn onto it; others are brought onto
            it where their voxels coincide with its own, so that nothing is resampled. Where they do not, the segmentation
            stays on its own grid. Default: for RTSTRUCT and DICOM SEG the image beside them.
        parameters: What to read where there is a choice, and how strictly.

    Raises:
        SegmentError: The file holds an intensity image.
        SeriesError: An RTSTRUCT without its image; or several segmentations, and none is named.
        ReadError: As `read`.
        GeometryError: As `read`.
    """
    from medseg.io import reader

    return reader.read_segmentation(Path(path), geometry, parameters)


def inspect(path: str | Path) -> "tuple[Listing, ...]":
    """List what can be read at a path: DICOM series first, then DICOM SEG and RTSTRUCT, other files, and what cannot be read.

    Args:
        path: A file, or a folder; folders are searched to their depth.

    Returns:
        Nothing for a place without any image.

    Raises:
        NoImageError: There is no such file or folder.
    """
    from medseg.io.inspector import inspect_path

    return inspect_path(Path(path))


def volume_from_array(array: "Voxels", geometry: "Geometry | None" = None, parameters: ReadParameters = DEFAULT) -> "Volume":
    """Make a volume of an array, with the checks of `read`.

    Args:
        array: Real numbers (k, j, i), or (j, i) for a picture.
        geometry: Where it lies; default: voxels of 1 mm, with a finding `no-spacing`.
        parameters: What kind of image it is.

    Raises:
        InputError: Not two or three dimensions, no real finite numbers, or another shape than the grid's.
    """
    from medseg.io.numpy_file import raw_from_array
    from medseg.io.to_volume import to_volume

    return to_volume(raw_from_array(array, geometry), parameters)


def check_writable(path: str | Path, kind: Literal["volume", "segmentation"]) -> str:
    """Check before work starts that a result can be written.

    Args:
        path: Where it shall be written.
        kind: What shall be written.

    Returns:
        The suffix that chooses the format, such as `.nii.gz`.

    Raises:
        WriteError: The suffix is not known (the message lists those that are), or the place cannot be written to.
    """
    from medseg.io import writer

    return writer.check_writable(path, kind)


def write(thing: "Volume | Segmentation", path: str | Path) -> Path:
    """Write an image or a segmentation; it appears whole or not at all.

    Args:
        thing: What to write.
        path: The suffix chooses the format: .nii.gz, .nii, .nrrd, .mha, .mhd, .png (one slice); for segmentations also
            .seg.nrrd, which alone keeps overlaps, codes and provenance. Colours and names are kept in .nii.gz too.

    Returns:
        The path.

    Raises:
        WriteError: The suffix is not known, the format cannot hold it, or the place cannot be written to.
        SegmentError: Segments overlap in a format that holds one label a voxel.
    """
    from medseg.io.writer import write_segmentation, write_volume
    from medseg.volume import Segmentation

    if isinstance(thing, Segmentation):
        write_segmentation(thing, Path(path))
    else:
        write_volume(thing, Path(path))
    return Path(path)
