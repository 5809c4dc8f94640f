"""Writing volumes and segmentations: the name's suffix chooses the format."""

import os
from pathlib import Path
from typing import Literal

import numpy as np

from medseg.errors import WriteError
from medseg.io.itk_writer import write_meta_image, write_png
from medseg.io.nifti_writer import write_nifti
from medseg.io.nrrd_writer import write_nrrd
from medseg.io.seg_nrrd_writer import write_seg_nrrd
from medseg.types import Voxels
from medseg.volume import Geometry, Segment, Segmentation, Volume

Kind = Literal["volume", "segmentation"]

VOLUME_SUFFIXES = (".nii.gz", ".nii", ".nrrd", ".mha", ".mhd", ".png")
SEGMENTATION_SUFFIXES = (".seg.nrrd", *VOLUME_SUFFIXES)


def check_writable(path: str | Path, kind: Kind) -> str:
    """Check before work starts that a result can be written to a path.

    Args:
        path: Where it shall be written.
        kind: What shall be written.

    Returns:
        The suffix that chooses the format, such as `.nii.gz`.

    Raises:
        WriteError: The suffix is not known or is for something else, or the place cannot be written to.
    """
    target = Path(path)
    known = SEGMENTATION_SUFFIXES if kind == "segmentation" else VOLUME_SUFFIXES
    suffix = next((suffix for suffix in SEGMENTATION_SUFFIXES if target.name.lower().endswith(suffix)), "")
    if suffix not in known or target.name.lower() == suffix:
        raise WriteError(f"Expected a name that ends in one of {', '.join(known)} for a {kind}, got {target.name!r}.")
    if target.is_dir():
        raise WriteError(f"Expected the path of a file, got the folder {target.name!r}. Add a file name.")
    parent = next(folder for folder in target.resolve().parents if folder.exists())
    if not parent.is_dir() or not os.access(parent, os.W_OK):
        raise WriteError(f"Cannot write {target.name!r}: its folder cannot be written to. Choose another folder.")
    return suffix


def write_volume(volume: Volume, path: Path) -> None:
    """Write an image; see `medseg.io.write`."""
    suffix = check_writable(path, "volume")
    array = volume.array.astype(np.float32) if volume.array.dtype == np.float16 else volume.array
    _write_array(array, volume.geometry, path, suffix)


def write_segmentation(segmentation: Segmentation, path: Path) -> None:
    """Write a segmentation; see `medseg.io.write`."""
    suffix = check_writable(path, "segmentation")
    if suffix == ".seg.nrrd":
        write_seg_nrrd(segmentation, path)
        return
    labels = segmentation.labelmap()
    if suffix == ".png" and len(segmentation.segments) == 1:
        labels = np.multiply(labels, 255, dtype=np.uint8)
    names = dict(enumerate(segmentation.segments, start=1))
    _write_array(labels, segmentation.geometry, path, suffix, names)


def _write_array(array: Voxels, geometry: Geometry, path: Path, suffix: str, labels: dict[int, Segment] | None = None) -> None:
    match suffix:
        case ".nii" | ".nii.gz":
            write_nifti(array, geometry, path, labels)
        case ".nrrd":
            write_nrrd([array], geometry, path)
        case ".png":
            write_png(array, geometry, path)
        case _:
            write_meta_image(array, geometry, path)
