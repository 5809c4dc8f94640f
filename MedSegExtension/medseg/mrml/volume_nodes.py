"""Volume nodes from and to `Volume`."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from medseg.errors import InputError, UnsupportedFormatError
from medseg.io.to_volume import guess_modality
from medseg.mrml.placement import local_to_world, world_to_local
from medseg.mrml.toolkit import from_image, from_matrix, has_voxels, slicer, to_image, to_matrix
from medseg.mrml.windows import display_window
from medseg.types import Voxels
from medseg.volume import Finding, Geometry, Modality, Volume

if TYPE_CHECKING:
    from slicer import vtkMRMLScalarVolumeNode, vtkMRMLScene, vtkMRMLVolumeNode

VOLUME_ATTRIBUTE = "MedSeg.Volume"
HOUNSFIELD = ("[hnsf'U]", "UCUM", "Hounsfield unit")
ATTENUATION = ("112031", "DCM", "Attenuation Coefficient")
LUMA = (0.299, 0.587, 0.114)  # ITU-R BT.601
DICOM_MODALITIES = {"CT": Modality.CT, "MR": Modality.MR, "CR": Modality.XRAY, "DX": Modality.XRAY}
STORED_TYPES = {"int8": "int16", "float16": "float32", "longdouble": "float64"}  # what Slicer's writers or VTK lack


def volume_to_node(
    volume: Volume, scene: "vtkMRMLScene", node: "vtkMRMLScalarVolumeNode | None" = None
) -> "vtkMRMLScalarVolumeNode":
    """Put an image into a scene.

    The voxels are copied. 64-bit integers, which Slicer cannot save, become 32-bit ones, or floats where they do not fit.

    Args:
        volume: The image, placed in the world.
        scene: The scene that gets the node.
        node: A scalar volume node that gets the image instead of its own, and keeps name and transform. Default: a new one.

    Returns:
        The node with its display, with a window for its modality; a new one is named like the image.

    Raises:
        GeometryError: A parent transform of the node bends space.
    """
    local = world_to_local(node)
    if node is None:
        node = scene.AddNewNodeByClass("vtkMRMLScalarVolumeNode", volume.name)
    node.SetIJKToRASMatrix(to_matrix(local @ volume.geometry.ijk_to_ras))
    node.CreateDefaultDisplayNodes()
    display = node.GetDisplayNode()
    display.AutoWindowLevelOff()  # before the voxels come, or Slicer takes their histogram first
    display.SetWindowLevel(*display_window(volume))
    node.SetAndObserveImageData(to_image(_storable(volume.array)))
    _describe(node, volume)
    return node


def node_to_volume(node: "vtkMRMLVolumeNode", modality: Modality | None = None, *, copy: bool = True) -> Volume:
    """Take an image out of its scene.

    Linear parent transforms are part of the geometry, hardened or not. A colour image (RGB, RGBA) becomes grey.

    Args:
        node: A scalar volume node, or a vector volume node that holds colours.
        modality: What kind of image it is. Default: what `volume_to_node` wrote; else by its unit; else the DICOM modality in the
            subject hierarchy; else by its intensities, as for files that do not say.
        copy: Copy the voxels. Without, they are the node's own: for reading, while nothing else writes to them.

    Returns:
        The image. Its name is the node's.

    Raises:
        InputError: The node is none, is empty, or holds labels.
        UnsupportedFormatError: A voxel holds more than an intensity or a colour: a tensor, a time series.
        GeometryError: A parent transform bends space or shears the grid.
    """
    _check_kind(node)
    image = node.GetImageData()
    matrix = to_matrix(np.eye(4))
    node.GetIJKToRASMatrix(matrix)
    first_ijk = np.array([*image.GetExtent()[::2], 1.0])  # voxels may start at another index than 0
    ijk_to_ras = from_matrix(matrix)
    ijk_to_ras[:, 3] = ijk_to_ras @ first_ijk
    array = _to_grey(from_image(image), node.GetName())
    geometry = Geometry(array.shape, local_to_world(node) @ ijk_to_ras)
    notes = json.loads(node.GetAttribute(VOLUME_ATTRIBUTE) or "{}")
    return Volume(
        array.copy() if copy else array,
        geometry,
        modality=modality or _modality(node, array, notes),
        name=node.GetName() or "image",
        padding_value=notes.get("padding_value"),
        findings=tuple(Finding(**finding) for finding in notes.get("findings", ())),
        identifiers=notes.get("identifiers", {}),
    )


def _storable(array: Voxels) -> Voxels:
    """The same numbers in a type that VTK has and Slicer can save."""
    if array.dtype.kind in "iu" and array.dtype.itemsize == 8:
        info = np.iinfo(np.int32)
        fits = info.min <= array.min() and array.max() <= info.max
        return array.astype(np.int32 if fits else np.float64)
    name = STORED_TYPES.get(array.dtype.name)
    if array.dtype.kind == "f" and array.dtype.itemsize > 8:
        name = "float64"
    return array if name is None else array.astype(name)


def _describe(node: "vtkMRMLScalarVolumeNode", volume: Volume) -> None:
    """Write down what a grid of numbers does not say."""
    notes = {
        "modality": volume.modality.value,
        "padding_value": volume.padding_value,
        "findings": [asdict(finding) for finding in volume.findings],
        "identifiers": dict(volume.identifiers),
    }
    node.SetAttribute(VOLUME_ATTRIBUTE, json.dumps(notes))
    if volume.modality is Modality.CT:  # as Slicer's own DICOM reader does
        node.SetVoxelValueQuantity(_coded(ATTENUATION))
        node.SetVoxelValueUnits(_coded(HOUNSFIELD))


def _coded(code: tuple[str, str, str]) -> Any:
    entry = slicer.vtkCodedEntry()
    entry.SetValueSchemeMeaning(*code)
    return entry


def _check_kind(node: "vtkMRMLVolumeNode | None") -> None:
    if node is None or not node.IsA("vtkMRMLVolumeNode"):
        raise InputError("Expected a volume node, got none: choose an image.")
    if node.IsA("vtkMRMLLabelMapVolumeNode"):
        raise InputError(
            f"Expected an image, got the labelmap {node.GetName()!r}. Convert it to a segmentation (Data module, right click)."
        )
    if node.IsA("vtkMRMLDiffusionTensorVolumeNode") or node.IsA("vtkMRMLDiffusionWeightedVolumeNode"):
        raise UnsupportedFormatError(
            f"Expected one intensity a voxel, got the diffusion image {node.GetName()!r}: choose one volume."
        )
    if not has_voxels(node.GetImageData()):
        raise InputError(f"Expected an image, got the volume node {node.GetName()!r} without voxels: load its file again.")


def _to_grey(array: Voxels, name: str) -> Voxels:
    if array.ndim == 3:
        return array
    if array.shape[3] not in (3, 4) or array.dtype != np.uint8:
        raise UnsupportedFormatError(
            f"Expected one intensity a voxel, or colours of 8 bit, got {array.shape[3]} values of {array.dtype} in {name!r}. "
            "Split the volume into its components, and choose one."
        )
    grey: Voxels = np.rint(array[..., :3] @ np.array(LUMA)).astype(np.uint8)
    return grey


def _modality(node: "vtkMRMLVolumeNode", array: Voxels, notes: dict[str, Any]) -> Modality:
    """What MedSeg wrote; else by the unit; else what the subject hierarchy keeps of the DICOM header; else by the intensities."""
    if "modality" in notes:
        return Modality(notes["modality"])
    units = node.GetVoxelValueUnits() if node.IsA("vtkMRMLScalarVolumeNode") else None
    if units is not None and units.GetCodeValue() == HOUNSFIELD[0]:
        return Modality.CT
    return DICOM_MODALITIES.get(_dicom_modality(node)) or guess_modality(array)


def _dicom_modality(node: "vtkMRMLVolumeNode") -> str:
    """The modality of the node's subject hierarchy item; empty where there is none."""
    scene = node.GetScene()
    if scene is None:
        return ""
    hierarchy = slicer.vtkMRMLSubjectHierarchyNode.GetSubjectHierarchyNode(scene)
    item = hierarchy.GetItemByDataNode(node)
    return str(hierarchy.GetItemAttribute(item, "DICOM.Modality")) if item else ""
