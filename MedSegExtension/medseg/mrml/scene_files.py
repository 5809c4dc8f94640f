"""Scenes on disk."""

import logging
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from medseg.errors import ParameterError, ReadError, WriteError
from medseg.files.atomic import writing
from medseg.mrml.segmentation_nodes import SURFACE, make_surfaces
from medseg.mrml.toolkit import slicer

if TYPE_CHECKING:
    from slicer import vtkMRMLScene, vtkMRMLSegmentationNode
    from vtkmodules.vtkCommonDataModel import vtkPolyData

LOGGER = logging.getLogger(__name__)
BUNDLE_SUFFIX = ".mrb"
SURFACE_ATTRIBUTE = "MedSeg.HasSurface"


def save_scene(scene: "vtkMRMLScene", path: str | Path) -> Path:
    """Save a scene with all its data, as Slicer does.

    Surfaces made from voxels are left out and made again by `load_scene`: Slicer would read them in, find them out of date, and
    make them again at its slowest. The scene itself keeps them.

    Args:
        scene: The scene.
        path: A file ending in .mrb (Slicer's bundle, one zip file), or a new folder, which gets the .mrml file and its data.

    Returns:
        The path.

    Raises:
        WriteError: Something could not be written; nothing is left.
        ParameterError: The path ends in another format.
    """
    path = Path(path)
    if path.suffix.lower() not in ("", BUNDLE_SUFFIX):
        raise ParameterError(f"Expected a file ending in {BUNDLE_SUFFIX}, or a folder, got {path.suffix!r}.")
    with _without_surfaces(scene):
        if path.suffix:
            with tempfile.TemporaryDirectory() as place, writing(path) as temporary:
                folder = Path(place, path.stem)
                folder.mkdir()
                _write_folder(scene, folder)
                _pack(folder, temporary)
        else:
            with writing(path, folder=True) as temporary:
                _write_folder(scene, temporary)
    return path


def load_scene(path: str | Path, scene: "vtkMRMLScene", *, surfaces: bool = True) -> None:
    """Add a saved scene to a scene, which keeps what it holds.

    Args:
        path: A .mrb file, a .mrml file, or a folder that holds one.
        scene: The scene. Its logics must exist: they bring what segmentations are read with.
        surfaces: Make the surfaces that the saved scene had.

    Raises:
        ReadError: There is no scene, or Slicer cannot read it.
    """
    path = Path(path)
    if path.suffix.lower() == BUNDLE_SUFFIX:
        with tempfile.TemporaryDirectory() as place:
            _unpack(path, Path(place))
            _import(scene, _find_scene(Path(place)))
    else:
        _import(scene, path if path.suffix.lower() == ".mrml" else _find_scene(path))
    for node in _segmentation_nodes(scene):
        had_surface = node.GetAttribute(SURFACE_ATTRIBUTE) is not None
        node.RemoveAttribute(SURFACE_ATTRIBUTE)
        if had_surface and surfaces:
            make_surfaces(node)


@contextmanager
def _without_surfaces(scene: "vtkMRMLScene") -> Iterator[None]:
    """Take the surfaces out of segmentations that keep voxels, and put the same ones back at the end."""
    taken = []
    for node in _segmentation_nodes(scene):
        segmentation = node.GetSegmentation()
        if segmentation.GetSourceRepresentationName() == SURFACE or not segmentation.ContainsRepresentation(SURFACE):
            continue
        taken.append((node, _take_surfaces(node)))
        node.SetAttribute(SURFACE_ATTRIBUTE, "1")
    try:
        yield
    finally:
        for node, surfaces in taken:
            for identifier, surface in surfaces.items():
                node.GetSegmentation().GetSegment(identifier).AddRepresentation(SURFACE, surface)
            node.RemoveAttribute(SURFACE_ATTRIBUTE)


def _take_surfaces(node: "vtkMRMLSegmentationNode") -> "dict[str, vtkPolyData]":
    segmentation = node.GetSegmentation()
    identifiers = [segmentation.GetNthSegmentID(number) for number in range(segmentation.GetNumberOfSegments())]
    surfaces = {identifier: segmentation.GetSegment(identifier).GetRepresentation(SURFACE) for identifier in identifiers}
    segmentation.RemoveRepresentation(SURFACE)
    return surfaces


def _write_folder(scene: "vtkMRMLScene", folder: Path) -> None:
    messages = slicer.vtkMRMLMessageCollection()
    if not scene.SaveSceneToSlicerDataBundleDirectory(str(folder), None, messages):
        LOGGER.debug("Slicer says: %s", messages.GetAllMessagesAsString())
        raise WriteError("Cannot write the scene: Slicer could not save all of its data. Check the free space and try again.")


def _pack(folder: Path, bundle: Path) -> None:
    """Zip a folder, with its name as the one folder at the top, as Slicer does."""
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_STORED) as archive:  # the data files are compressed already
        for file in sorted(folder.rglob("*")):
            archive.write(file, file.relative_to(folder.parent))


def _unpack(bundle: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(bundle) as archive:
            archive.extractall(folder)
    except (OSError, zipfile.BadZipFile) as error:
        raise ReadError(
            f"Cannot read {bundle.name!r}: expected a Slicer scene bundle, got a file that is no zip archive."
        ) from error


def _find_scene(folder: Path) -> Path:
    found = sorted(folder.rglob("*.mrml")) if folder.is_dir() else []
    if len(found) != 1:
        raise ReadError(f"Expected one scene (.mrml) in {folder.name!r}, got {len(found)}.")
    return found[0]


def _import(scene: "vtkMRMLScene", path: Path) -> None:
    if not path.is_file():
        raise ReadError(f"Expected a scene, got no file at {path.name!r}.")
    old_url, old_root = scene.GetURL(), scene.GetRootDirectory()
    scene.SetURL(str(path))
    scene.SetRootDirectory(str(path.parent))
    messages = slicer.vtkMRMLMessageCollection()
    try:
        done = scene.Import(messages)
    finally:
        scene.SetURL(old_url)
        scene.SetRootDirectory(old_root)
    if not done:
        LOGGER.debug("Slicer says: %s", messages.GetAllMessagesAsString())
        raise ReadError(
            f"Cannot read {path.name!r}: Slicer could not load all of the scene. Open it in Slicer to see what is missing."
        )


def _segmentation_nodes(scene: "vtkMRMLScene") -> "list[vtkMRMLSegmentationNode]":
    count = scene.GetNumberOfNodesByClass("vtkMRMLSegmentationNode")
    return [scene.GetNthNodeByClass(number, "vtkMRMLSegmentationNode") for number in range(count)]
