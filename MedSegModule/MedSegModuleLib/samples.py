"""Images to try things out on, and images from files."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import slicer
from slicer.i18n import tr as _

from medseg.errors import InputError
from medseg.records import PhantomParameters, Progress, ignore_progress
from medseg.sample import Sample, catalogue, fetch, find_sample
from medseg.volume import Segmentation, Volume

SEGMENTATION_SUFFIX = ".seg.nrrd"
INSTANCE_UIDS = "DICOM.instanceUIDs"
PANEL_PHANTOM = PhantomParameters(columns=192, rows=192, slices=100)
"""Fine enough to look real, and made in a few seconds."""


def loadSample(name: str, progress: Progress = ignore_progress) -> Any:
    """Put a sample into the scene: made here, or downloaded once and kept.

    Args:
        name: As in `medseg.sample.catalogue`.
        progress: Told how far it is.

    Returns:
        Its volume node; for a sample that is a segmentation, the segmentation node.

    Raises:
        ParameterError: There is no such sample.
        DownloadError: It cannot be had; the message says where to put it by hand.
    """
    from medseg.io import read

    sample = find_sample(name)
    if sample.is_made:
        return loadPhantom(PANEL_PHANTOM, progress)
    thing = read(fetch(sample.name, progress=progress))
    return addSegmentation(thing, sample.name) if isinstance(thing, Segmentation) else addVolume(thing, sample.name)


def imageSamples() -> tuple[Sample, ...]:
    """The samples that are images, which can be an input."""
    return tuple(sample for sample in catalogue() if not sample.file_name.endswith(SEGMENTATION_SUFFIX))


def loadPhantom(parameters: PhantomParameters, progress: Progress = ignore_progress) -> Any:
    """Make a chest CT with its truth, and put both into the scene; the truth is hidden.

    Returns:
        The volume node. The truth stands under its name with ` truth` behind it.
    """
    from medseg.sample import make_phantom

    volume, truth = make_phantom(parameters, progress)
    image = addVolume(volume, _("Chest phantom"))
    node = addSegmentation(truth, f"{image.GetName()} {_('truth')}", image)
    node.GetDisplayNode().SetVisibility(False)
    return image


def loadFile(path: str | Path) -> Any:
    """Put an image from a file or a DICOM folder into the scene. One file of a DICOM series stands for all of it.

    Returns:
        Its volume node; for DICOM it knows the instances that it was made of.

    Raises:
        ReadError: It cannot be read, or is a segmentation.
        InputError: The folder holds several series.
    """
    path = Path(path)
    volume, uids = _readImage(path)
    node = addVolume(volume, volume.name if uids or volume.name != "image" else _plainName(path))
    if uids:
        node.SetAttribute(INSTANCE_UIDS, " ".join(uids))
    return node


def addVolume(volume: Volume, name: str) -> Any:
    """Put an image into the scene under a name that is not taken, and show it."""
    from medseg.mrml import volume_to_node

    unique = slicer.mrmlScene.GenerateUniqueName(name)
    node = volume_to_node(replace(volume, name=unique), slicer.mrmlScene)
    hasViews = slicer.app.layoutManager() is not None  # there are none without a main window, as in tests on a server
    slicer.util.setSliceViewerLayers(background=node, fit=hasViews)
    return node


def addSegmentation(segmentation: Segmentation, name: str, image: Any = None) -> Any:
    """Put segments into the scene under a name that is not taken, without surfaces."""
    from medseg.mrml import segmentation_to_node

    unique = slicer.mrmlScene.GenerateUniqueName(name)
    logic = slicer.modules.segmentations.logic()
    node = segmentation_to_node(segmentation, slicer.mrmlScene, logic, image, surface=False)
    node.SetName(unique)
    return node


def _readImage(path: Path) -> tuple[Volume, list[str]]:
    """The image, and the UIDs of its DICOM instances; none for other formats."""
    from medseg.io import read_volume
    from medseg.io.dicom import list_series, read_series

    series = list_series(path)
    if series and path.is_file():
        wanted = path.resolve()
        series = tuple(one for one in list_series(path.parent) if wanted in {file.resolve() for file in one.paths})
    if not series:
        return read_volume(path), []
    if len(series) > 1:
        raise InputError(
            _("Expected one series, got {count}: use Load DICOM, or choose a file of the series.").format(count=len(series))
        )
    frames = sorted(series[0].frames, key=lambda frame: frame.path)
    return read_series(series[0]), list(dict.fromkeys(frame.instance_uid for frame in frames if frame.instance_uid))


def _plainName(path: Path) -> str:
    """The name of a file without its suffixes, as Slicer names what it loads."""
    name = path.name
    for suffix in (".nii.gz", path.suffix):
        if suffix and name.lower().endswith(suffix.lower()):
            return name[: -len(suffix)] or name
    return name
