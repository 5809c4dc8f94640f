"""One function for each kind of file that the host reads.

Each takes the path, the properties of `slicer.util.load...` and a collection for messages, and returns the nodes that were made.
"""

from pathlib import Path
from typing import Any

import slicer
import vtk

from slicerhost.application.files.writing import storage_for

_LABELMAP, _CENTER, _SINGLE_FILE, _AUTO_WINDOW, _DISCARD_ORIENTATION = 1, 2, 4, 8, 16


def read_volume(path: str, properties: dict[str, Any], _messages: Any) -> list[Any]:
    """An image; for a DICOM file, the series that it belongs to. It is shown unless `show` is False."""
    options = sum(
        bit
        for name, bit, default in (
            ("labelmap", _LABELMAP, False),
            ("center", _CENTER, False),
            ("singleFile", _SINGLE_FILE, False),
            ("autoWindowLevel", _AUTO_WINDOW, True),
            ("discardOrientation", _DISCARD_ORIENTATION, False),
        )
        if properties.get(name, default)
    )
    arguments = [path, properties.get("name") or node_name(path), options]
    if properties.get("fileNames"):
        arguments.append(_to_strings(properties["fileNames"]))
    node = _logic("volumes").AddArchetypeVolume(*arguments)
    if node is None:
        return []
    _set_color(node, properties.get("colorNodeID"))
    if properties.get("show", True):
        _show(node)
    return [node]


def read_segmentation(path: str, properties: dict[str, Any], messages: Any) -> list[Any]:
    """A segmentation, or an image of labels that becomes one."""
    color = slicer.mrmlScene.GetNodeByID(properties.get("colorNodeID") or "")
    name = properties.get("name") or node_name(path)
    node = _logic("segmentations").LoadSegmentationFromFile(path, properties.get("autoOpacities", True), name, color, messages)
    return _nodes(node)


def read_model(path: str, properties: dict[str, Any], messages: Any) -> list[Any]:
    """A surface mesh."""
    system = properties.get("coordinateSystem", slicer.vtkMRMLStorageNode.CoordinateSystemLPS)
    return _nodes(_logic("models").AddModel(path, system, messages), properties)


def read_markups(path: str, properties: dict[str, Any], messages: Any) -> list[Any]:
    """Points, lines, boxes."""
    identifiers = _logic("markups").LoadMarkups(path, properties.get("name") or node_name(path), messages)
    names = identifiers.split(",") if identifiers else []
    return [slicer.mrmlScene.GetNodeByID(name) for name in names]


def read_transform(path: str, properties: dict[str, Any], messages: Any) -> list[Any]:
    """A transform."""
    return _nodes(_logic("transforms").AddTransform(path, slicer.mrmlScene, messages), properties)


def read_table(path: str, properties: dict[str, Any], messages: Any) -> list[Any]:
    """A table."""
    name = properties.get("name") or node_name(path)
    return _nodes(_logic("tables").AddTable(path, name, True, properties.get("password") or "", messages))


def read_text(path: str, properties: dict[str, Any], messages: Any) -> list[Any]:
    """A text."""
    node = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLTextNode", properties.get("name") or node_name(path))
    storage = storage_for(node, path)
    storage.SetFileName(path)
    if storage.ReadData(node):
        return [node]
    messages.AddMessages(storage.GetUserMessages())
    slicer.mrmlScene.RemoveNode(node)
    return []


def read_color_table(path: str, properties: dict[str, Any], messages: Any) -> list[Any]:
    """A table of colours."""
    color_logic = slicer.app.applicationLogic().GetColorLogic()
    return _nodes(color_logic.LoadColorFile(path, properties.get("name") or node_name(path), messages, True))


def read_sequence(path: str, properties: dict[str, Any], messages: Any) -> list[Any]:
    """Images over time."""
    return _nodes(_logic("sequences").AddSequence(path, messages), properties)


def node_name(path: str) -> str:
    """The name of a file without its endings, as Slicer names nodes."""
    name = Path(path).name
    for ending in (".gz", ".nii", ".nrrd", ".seg", ".mrk", ".json"):
        name = name.removesuffix(ending)
    return Path(name).stem if "." in name else name


def _logic(name: str) -> Any:
    return getattr(slicer.modules, name).logic()


def _nodes(node: Any, properties: dict[str, Any] | None = None) -> list[Any]:
    if node is None:
        return []
    if properties and properties.get("name"):
        node.SetName(slicer.mrmlScene.GetUniqueNameByString(properties["name"]))
    return [node]


def _to_strings(names: Any) -> Any:
    strings = vtk.vtkStringArray()
    for name in names:
        strings.InsertNextValue(str(name))
    return strings


def _set_color(node: Any, color_id: str | None) -> None:
    if color_id and node.GetDisplayNode():
        node.GetDisplayNode().SetAndObserveColorNodeID(color_id)


def _show(node: Any) -> None:
    logic = slicer.app.applicationLogic()
    selection = logic.GetSelectionNode()
    if selection is None:
        return
    if node.IsA("vtkMRMLLabelMapVolumeNode"):
        selection.SetActiveLabelVolumeID(node.GetID())
        logic.PropagateLabelVolumeSelection()
    else:
        selection.SetActiveVolumeID(node.GetID())
        logic.PropagateVolumeSelection()
