"""Images and segmentations in the files of a job's folder: voxels as .npy, the rest as plain values.

Voxels are written once and mapped into memory by who reads them: no second copy is made. Nothing is ever unpickled. Files are
numbered, so that no name of an image becomes the name of a file.
"""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medseg.jobs.json_records import to_json
from medseg.types import Voxels
from medseg.volume import Code, Coding, Finding, Geometry, Modality, Segment, Segmentation, Volume


def volume_to_json(volume: Volume, path: str) -> dict[str, Any]:
    """All of an image but the voxels.

    Args:
        volume: The image.
        path: Name of the file that has its voxels.
    """
    return {
        "file": path,
        "ijk_to_ras": volume.geometry.ijk_to_ras.tolist(),
        "modality": volume.modality.value,
        "name": volume.name,
        "padding_value": None if volume.padding_value is None else float(volume.padding_value),
        "findings": [asdict(finding) for finding in volume.findings],
        "identifiers": dict(volume.identifiers),
    }


def volume_from_json(values: Mapping[str, Any], folder: Path, *, mapped: bool) -> Volume:
    """An image whose voxels lie in a folder; see `read_array`."""
    return volume_of(read_array(folder / values["file"], mapped=mapped), values)


def volume_of(array: Voxels, values: Mapping[str, Any]) -> Volume:
    """An image of these voxels and all that `volume_to_json` says of it."""
    return Volume(
        array,
        Geometry((array.shape[0], array.shape[1], array.shape[2]), np.array(values["ijk_to_ras"])),
        Modality(values["modality"]),
        values["name"],
        values["padding_value"],
        tuple(Finding(**finding) for finding in values["findings"]),
        values["identifiers"],
    )


def segmentation_to_json(segmentation: Segmentation, paths: list[str]) -> dict[str, Any]:
    """All of a segmentation but the voxels.

    Args:
        segmentation: The segmentation.
        paths: Names of the files that have its layers.
    """
    return {
        "files": paths,
        "shape": list(segmentation.geometry.shape),
        "ijk_to_ras": segmentation.geometry.ijk_to_ras.tolist(),
        "segments": [{"place": list(segmentation.place(segment.name)), **to_json(segment)} for segment in segmentation.segments],
        "name": segmentation.name,
        "provenance": segmentation.provenance,
    }


def segmentation_from_json(values: Mapping[str, Any], folder: Path, *, mapped: bool) -> Segmentation:
    """A segmentation whose layers lie in a folder; see `read_array`."""
    layers = [read_array(folder / name, mapped=mapped) for name in values["files"]]
    places = [(_segment(segment), *segment["place"]) for segment in values["segments"]]
    geometry = Geometry(tuple(values["shape"]), np.array(values["ijk_to_ras"]))
    return Segmentation.from_layers(geometry, layers, places, values["name"], values["provenance"])


def write_array(path: Path, array: NDArray[Any]) -> None:
    """Write voxels; a plain array goes to the file as it lies in memory."""
    with path.open("xb") as file:
        np.lib.format.write_array(file, np.asarray(array), allow_pickle=False)


def read_array(path: Path, *, mapped: bool) -> NDArray[Any]:
    """Read voxels.

    Args:
        path: The file.
        mapped: Let the file stand for the memory, as long as the array lives; changes stay in memory. Else it is read.
    """
    if not mapped:
        loaded: NDArray[Any] = np.load(path, allow_pickle=False)
        return loaded
    # copy on write: compiled loops take a writable array for another type than one that is read only
    return np.asarray(np.load(path, mmap_mode="c", allow_pickle=False))


def _segment(values: Mapping[str, Any]) -> Segment:
    red, green, blue = values["color"]
    coding = values["coding"]
    codes = {name: None if code is None else Code(**code) for name, code in coding.items()} if coding else None
    return Segment(values["name"], (red, green, blue), Coding(**codes) if codes else None)  # type: ignore[arg-type]
