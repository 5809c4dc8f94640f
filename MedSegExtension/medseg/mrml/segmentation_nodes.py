"""Segmentations into segmentation nodes."""

from typing import TYPE_CHECKING

import numpy as np

from medseg.errors import InputError
from medseg.mrml.placement import world_to_local
from medseg.mrml.provenance import add_provenance
from medseg.mrml.terminology import find_coding, write_coding
from medseg.mrml.toolkit import slicer, to_matrix, to_oriented_image
from medseg.types import Floats, Labels
from medseg.volume import Segment, Segmentation

if TYPE_CHECKING:
    from slicer import (
        vtkMRMLScene,
        vtkMRMLSegmentationNode,
        vtkMRMLVolumeNode,
        vtkOrientedImageData,
        vtkSegmentation,
        vtkSlicerSegmentationsModuleLogic,
        vtkSlicerTerminologiesModuleLogic,
    )

LABELMAP = "Binary labelmap"
SURFACE = "Closed surface"
SURFACE_NETS = "1"  # Slicer's conversion method; its default, flying edges, takes twice as long
FILL_OPACITY = 0.35
OUTLINE_OPACITY = 1.0


def segmentation_to_node(  # noqa: PLR0913  what, where to, and one choice each
    segmentation: Segmentation,
    scene: "vtkMRMLScene",
    segmentations_logic: "vtkSlicerSegmentationsModuleLogic",
    reference_node: "vtkMRMLVolumeNode | None" = None,
    node: "vtkMRMLSegmentationNode | None" = None,
    *,
    replace: bool = False,
    surface: bool = True,
    terminologies_logic: "vtkSlicerTerminologiesModuleLogic | None" = None,
    copy: bool = True,
) -> "vtkMRMLSegmentationNode":
    """Put segments into a scene, in a new segmentation node or beside the segments of one.

    Each layer becomes a layer of the node, voxel by voxel: segments that share a layer share it there too, and overlaps stay.
    A new node takes over the parent transform of the reference node, so that it moves with its image.

    Args:
        segmentation: The segments, placed in the world, as `node_to_volume` places its image.
        scene: The scene that gets the node.
        segmentations_logic: The logic of the Segmentations module, which brings what turns voxels into surfaces.
        reference_node: The image that the segments belong to; its grid becomes the node's reference.
        node: A segmentation node that gets the segments; what it holds stays. Default: a new one.
        replace: A segment of the node that has a new one's name gives its place to it, and keeps its identifier. By default both
            are kept, the new one as `name (2)`.
        surface: Make surfaces, for 3D views. A node that has them gets them in any case.
        terminologies_logic: The logic of the Terminologies module: segments without a code are looked up there by name.
        copy: Copy the voxels. Without, the node takes their memory: of a segmentation that is not used any more afterwards.

    Returns:
        The node.

    Raises:
        InputError: No logic, or a node that does not keep voxels but, for example, surfaces; it is left as it was.
        GeometryError: A parent transform bends space.
    """
    if segmentations_logic is None:
        raise InputError("Expected the logic of the Segmentations module, got none: it registers the conversions needed here.")
    if node is not None:
        _check_source(node)
    local = world_to_local(reference_node if node is None else node)
    if node is None:
        node = _new_node(segmentation, scene, local, reference_node)
    if reference_node is not None:
        node.SetReferenceImageGeometryParameterFromVolumeNode(reference_node)
    had_surface = node.GetSegmentation().ContainsRepresentation(SURFACE)
    node.GetSegmentation().RemoveRepresentation(SURFACE)  # else each new segment's is made at once, and again at every change
    ijk_to_local = local @ segmentation.geometry.ijk_to_ras
    images = [
        to_oriented_image(_tidy(segmentation, number), ijk_to_local, copy=copy) for number in range(len(segmentation.layers))
    ]
    identifiers = _put_segments(node.GetSegmentation(), segmentation, images, replace)
    _write_codes(node.GetSegmentation(), identifiers, terminologies_logic)
    add_provenance(node, segmentation.provenance, identifiers)
    if surface or had_surface:
        make_surfaces(node)
    return node


def make_surfaces(node: "vtkMRMLSegmentationNode") -> None:
    """Make the closed surfaces of a node's segments, and prefer them in 3D views; segments without voxels get empty ones."""
    node.CreateClosedSurfaceRepresentation()
    if node.GetDisplayNode() is not None:
        node.GetDisplayNode().SetPreferredDisplayRepresentationName3D(SURFACE)


def unique_name(name: str, taken: set[str]) -> str:
    """The name, with a number behind it where it is taken.

    Example:
        >>> unique_name("lung", {"lung"})
        'lung (2)'
    """
    result, number = name, 1
    while result in taken:
        number += 1
        result = f"{name} ({number})"
    return result


def _check_source(node: "vtkMRMLSegmentationNode") -> None:
    source = node.GetSegmentation().GetSourceRepresentationName()
    if node.GetSegmentation().GetNumberOfSegments() and source != LABELMAP:
        raise InputError(
            f"Expected a segmentation that keeps a {LABELMAP.lower()}, got {node.GetName()!r} which keeps a {source.lower()}. "
            "Make the binary labelmap its source in the Segmentations module, or choose another segmentation."
        )


def _new_node(
    segmentation: Segmentation, scene: "vtkMRMLScene", local: Floats, reference_node: "vtkMRMLVolumeNode | None"
) -> "vtkMRMLSegmentationNode":
    node = scene.AddNewNodeByClass("vtkMRMLSegmentationNode", segmentation.name)
    node.CreateDefaultDisplayNodes()
    display = node.GetDisplayNode()
    display.SetVisibility2DFill(True)
    display.SetVisibility2DOutline(True)
    display.SetOpacity2DFill(FILL_OPACITY)
    display.SetOpacity2DOutline(OUTLINE_OPACITY)
    target = node.GetSegmentation()
    target.SetSourceRepresentationName(LABELMAP)
    target.SetConversionParameter("Conversion method", SURFACE_NETS)
    target.SetConversionParameter(
        slicer.vtkSegmentationConverter.GetReferenceImageGeometryParameterName(), _grid(segmentation, local)
    )
    if reference_node is not None and reference_node.GetTransformNodeID():
        node.SetAndObserveTransformNodeID(reference_node.GetTransformNodeID())
    return node


def _grid(segmentation: Segmentation, local: Floats) -> str:
    """A grid as Slicer writes it into a conversion parameter."""
    empty = slicer.vtkOrientedImageData()
    depth, height, width = segmentation.geometry.shape
    empty.SetDimensions(width, height, depth)
    empty.SetGeometryFromImageToWorldMatrix(to_matrix(local @ segmentation.geometry.ijk_to_ras))
    return str(slicer.vtkSegmentationConverter.SerializeImageGeometry(empty))


def _put_segments(
    target: "vtkSegmentation", segmentation: Segmentation, images: "list[vtkOrientedImageData]", replace: bool
) -> dict[str, Segment]:
    """Put every segment, with the image of its layer, where it belongs; returns them by the identifiers that they got."""
    identifiers = {}
    for segment in segmentation.segments:
        number, label = segmentation.place(segment.name)
        place = _identifier(target, segment.name) if replace else ""
        if place:
            _refill(target, place, segment, images[number], label)
        else:
            place = _add(target, segment, images[number], label)
        identifiers[place] = segment
    return identifiers


def _tidy(segmentation: Segmentation, number: int) -> Labels:
    """A layer without labels that no segment names, in a type that Slicer can save."""
    layer = segmentation.layers[number]
    places = [segmentation.place(name) for name in segmentation.names]
    used = sorted(label for layer_number, label in places if layer_number == number)
    if layer.dtype.itemsize == 8:
        layer = layer.astype(np.uint32)
    if used == list(range(1, int(layer.max(initial=0)) + 1)):
        return layer
    return np.where(np.isin(layer, used), layer, 0).astype(layer.dtype)


def _identifier(target: "vtkSegmentation", name: str) -> str:
    """Identifier of the segment of exactly this name, which Slicer's own search does not tell from `NAME`; empty if none."""
    found = (number for number in range(target.GetNumberOfSegments()) if target.GetNthSegment(number).GetName() == name)
    return "".join(str(target.GetNthSegmentID(number)) for number in list(found)[:1])


def _add(target: "vtkSegmentation", segment: Segment, image: "vtkOrientedImageData", label: int) -> str:
    """A new segment; one that has the image of another shares its layer, as in Slicer's own reader."""
    names = {target.GetNthSegment(number).GetName() for number in range(target.GetNumberOfSegments())}
    new = slicer.vtkSegment()
    new.SetName(unique_name(segment.name, names))
    new.SetColor(*segment.color)
    new.SetLabelValue(label)
    new.AddRepresentation(LABELMAP, image)
    target.AddSegment(new)
    return str(target.GetSegmentIdBySegment(new))


def _refill(target: "vtkSegmentation", identifier: str, segment: Segment, image: "vtkOrientedImageData", label: int) -> None:
    """Other voxels for a segment that is there."""
    target.SeparateSegmentLabelmap(identifier)  # takes the old voxels out of a layer that others share
    old = target.GetSegment(identifier)
    old.SetColor(*segment.color)
    old.SetLabelValue(label)
    old.AddRepresentation(LABELMAP, image)


def _write_codes(
    target: "vtkSegmentation", identifiers: dict[str, Segment], logic: "vtkSlicerTerminologiesModuleLogic | None"
) -> None:
    for identifier, segment in identifiers.items():
        coding = segment.coding
        if coding is None and logic is not None:
            coding = find_coding(segment.name, logic)
        if coding is not None:
            write_coding(target.GetSegment(identifier), coding)
