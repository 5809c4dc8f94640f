"""Scenes on disk: `.mrml`, `.mrb`, or a folder."""

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import slicer
import vtk

_SURFACE = "Closed surface"
_ATTRIBUTE = "Segmentation.HadClosedSurface"


def write_scene(scene: Any, path: Path, messages: Any) -> bool:
    """Write a scene with its data; `.mrml` alone is the scene without data.

    Surfaces that were made from voxels are left out, and made again by `read_scene`: read from a file they would be found out of
    date and made at their slowest. The scene itself keeps them.

    Args:
        scene: The scene.
        path: A file that ends in `.mrb` or `.mrml`, or a folder.
        messages: Takes what Slicer says.

    Returns:
        Whether all was written.
    """
    with _without_surfaces(scene):
        if path.suffix.lower() == ".mrml":
            return bool(scene.Commit(str(path), messages))
        if path.suffix.lower() == ".mrb":
            return _write_bundle(scene, path, messages)
        return _write_folder(scene, path, messages)


def read_scene(scene: Any, path: Path, messages: Any, *, clear: bool) -> bool:
    """Read a scene from a `.mrb` or `.mrml` file.

    Args:
        scene: Takes the nodes.
        path: The file.
        messages: Takes what Slicer says.
        clear: Empty the scene first; else the nodes are added to those it holds.

    Returns:
        Whether all was read.
    """
    if not path.is_file():
        return False
    if clear:
        scene.Clear(False)
    read = _read_bundle(scene, path, messages) if path.suffix.lower() == ".mrb" else _import(scene, path, messages)
    _make_surfaces(scene)
    return read


def _write_folder(scene: Any, folder: Path, messages: Any) -> bool:
    folder.mkdir(parents=True, exist_ok=True)
    return bool(scene.SaveSceneToSlicerDataBundleDirectory(str(folder), None, messages))


def _write_bundle(scene: Any, path: Path, messages: Any) -> bool:
    """A zip of a folder with the scene. Slicer's own writer does the same, and prints the name of every file."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, path.stem)
        if not _write_folder(scene, folder, messages):
            return False
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as bundle:  # the data are compressed already
            for file in sorted(folder.rglob("*")):
                bundle.write(file, file.relative_to(place))
    return True


def _read_bundle(scene: Any, path: Path, messages: Any) -> bool:
    """Slicer's own reader needs a manager of transfers, which outside Slicer waits for ever."""
    with tempfile.TemporaryDirectory() as place:
        try:
            with zipfile.ZipFile(path) as bundle:
                bundle.extractall(place)
        except zipfile.BadZipFile:
            messages.AddMessage(vtk.vtkCommand.ErrorEvent, f"{path.name} is no scene bundle: it is not a zip file.")
            return False
        scenes = sorted(Path(place).rglob("*.mrml"))
        if len(scenes) != 1:
            messages.AddMessage(vtk.vtkCommand.ErrorEvent, f"{path.name} holds {len(scenes)} scenes; expected one.")
            return False
        return _import(scene, scenes[0], messages)


def _import(scene: Any, path: Path, messages: Any) -> bool:
    url, root = scene.GetURL(), scene.GetRootDirectory()
    scene.SetURL(str(path))
    scene.SetRootDirectory(str(path.parent))
    try:
        return bool(scene.Import(messages))
    finally:
        scene.SetURL(url)
        scene.SetRootDirectory(root)


@contextmanager
def _without_surfaces(scene: Any) -> Iterator[None]:
    taken = {}
    for node in _segmentations(scene):
        segmentation = node.GetSegmentation()
        if segmentation.GetSourceRepresentationName() == _SURFACE or not segmentation.ContainsRepresentation(_SURFACE):
            continue
        identifiers = segmentation.GetSegmentIDs()
        taken[node] = {name: segmentation.GetSegment(name).GetRepresentation(_SURFACE) for name in identifiers}
        segmentation.RemoveRepresentation(_SURFACE)
        node.SetAttribute(_ATTRIBUTE, "1")
    try:
        yield
    finally:
        for node, surfaces in taken.items():
            for identifier, surface in surfaces.items():
                node.GetSegmentation().GetSegment(identifier).AddRepresentation(_SURFACE, surface)
            node.RemoveAttribute(_ATTRIBUTE)


def _make_surfaces(scene: Any) -> None:
    for node in _segmentations(scene):
        if node.GetAttribute(_ATTRIBUTE):
            node.RemoveAttribute(_ATTRIBUTE)
            node.CreateClosedSurfaceRepresentation()


def _segmentations(scene: Any) -> list[Any]:
    return slicer.util.getNodesByClass("vtkMRMLSegmentationNode", scene)
