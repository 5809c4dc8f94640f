"""Nodes into files."""

from typing import Any

import slicer
import vtk

# what ITK writes in every Slicer; slicer-core does not list it before the first image was written
_IMAGE_FORMATS = (
    "NRRD (.nrrd)",
    "NRRD (.nhdr)",
    "MetaImage (.mha)",
    "MetaImage (.mhd)",
    "NIfTI (.nii.gz)",
    "NIfTI (.nii)",
    "TIFF (.tif)",
    "PNG (.png)",
)


def save_node(node: Any, path: str, properties: dict[str, Any], messages: Any) -> bool:
    """Write a node; it remembers the file.

    Args:
        node: A node that can be stored.
        path: The file.
        properties: `useCompression` (0 or 1), `fileFormat`.
        messages: Takes what Slicer says.

    Returns:
        Whether it was written.
    """
    storage = storage_for(node, path)
    if storage is None:
        messages.AddMessage(vtk.vtkCommand.ErrorEvent, f"No format for {node.GetName()}")
        return False
    storage.SetFileName(path)
    if "useCompression" in properties:
        storage.SetUseCompression(int(properties["useCompression"]))
    written = bool(storage.WriteData(node))
    messages.AddMessages(storage.GetUserMessages())
    return written


def export_node(node: Any, path: str, properties: dict[str, Any], messages: Any, *, harden: bool) -> bool:
    """Write a copy of a node, whose own file stays what it is.

    Args:
        node: A node that can be stored.
        path: The file.
        properties: As for `save_node`.
        messages: Takes what Slicer says.
        harden: Write it in world coordinates.

    Returns:
        Whether it was written.
    """
    scene = node.GetScene()
    scene.StartState(slicer.vtkMRMLScene.BatchProcessState)
    copy = scene.AddNode(_copy(node))
    try:
        if harden and copy.IsA("vtkMRMLTransformableNode"):
            copy.HardenTransform()
        return save_node(copy, path, properties, messages)
    finally:
        storage = copy.GetStorageNode()
        scene.RemoveNode(copy)
        if storage is not None:
            scene.RemoveNode(storage)
        scene.EndState(slicer.vtkMRMLScene.BatchProcessState)


def storage_for(node: Any, path: str) -> Any:
    """The storage node of a node, of a class that writes such files; None where the node cannot be stored."""
    storage = node.GetStorageNode()
    if storage is None or not storage.SupportedFileType(path):
        if hasattr(node, "SetForceCreateStorageNode"):  # short texts are kept in the scene file unless told
            node.SetForceCreateStorageNode(1)
        node.AddDefaultStorageNode(path)
        storage = node.GetStorageNode()
    return storage


def formats_of(node: Any) -> tuple[str, ...]:
    """The formats that a node can be saved in, such as `NRRD (.nrrd)`."""
    storage = node.GetStorageNode()
    if storage is None:
        storage = node.CreateDefaultStorageNode()
        storage.UnRegister(None)  # the Python variable owns it now
    types = storage.GetSupportedWriteFileTypes()
    found = tuple(types.GetValue(number) for number in range(types.GetNumberOfValues()))
    return found or (_IMAGE_FORMATS if node.IsA("vtkMRMLVolumeNode") else ())


def _copy(node: Any) -> Any:
    copy = node.CreateNodeInstance()
    copy.UnRegister(None)  # the Python variable owns it now
    copy.Copy(node)
    copy.SetName(node.GetName())
    while copy.GetNumberOfNodeReferences("storage"):
        copy.RemoveNthNodeReferenceID("storage", 0)
    return copy
