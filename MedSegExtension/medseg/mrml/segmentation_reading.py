"""Segmentation nodes into `Segmentation`."""

from typing import TYPE_CHECKING

import numpy as np

from medseg.errors import GeometryMismatchError, InputError
from medseg.filters.resample import resample_segmentation
from medseg.mrml.placement import local_to_world
from medseg.mrml.provenance import read_provenance
from medseg.mrml.segmentation_nodes import LABELMAP, unique_name
from medseg.mrml.terminology import read_coding
from medseg.mrml.toolkit import from_image, from_matrix, has_voxels, slicer, to_matrix
from medseg.types import Floats, Labels
from medseg.volume import Geometry, Segment, Segmentation
from medseg.volume.geometry import MATCH_TOLERANCE_VOXELS

if TYPE_CHECKING:
    from slicer import vtkMRMLSegmentationNode, vtkOrientedImageData, vtkSegment, vtkSegmentation


def node_to_segmentation(
    node: "vtkMRMLSegmentationNode", reference_geometry: Geometry | None = None, *, resample: bool = False
) -> Segmentation:
    """Take segments out of their scene.

    The node is not changed. Slicer may keep segments cropped to their voxels; here they fill the whole grid.
    Linear parent transforms are part of the geometry. Segments kept as surfaces or contours are turned into voxels.

    Args:
        node: The segmentation node.
        reference_geometry: The grid that the segments are wanted on, such as that of the image from `node_to_volume`.
            Default: the node's own reference grid. The same grid with its axes in another order or direction is no other grid.
        resample: Bring segments from another grid onto this one by the nearest voxel; what lies outside is cut off.

    Returns:
        The segments in order, in the layers that Slicer keeps them in. Two of one name become `name` and `name (2)`.

    Raises:
        InputError: The node is none, or its segments cannot be turned into voxels.
        GeometryMismatchError: Segments lie on another grid or reach out of this one, and `resample` is off.
        GeometryError: A parent transform bends space.
    """
    if node is None or not node.IsA("vtkMRMLSegmentationNode"):
        raise InputError("Expected a segmentation node, got none: choose a segmentation.")
    source = _with_voxels(node)
    to_world = local_to_world(node)
    images = _images(source)
    geometry = reference_geometry or _own_geometry(source, images, to_world, node.GetName())
    layers = [_layer(image, to_world, geometry, resample, node.GetName()) for image in images]
    places = _places(source, images)
    if any(layer == len(images) for _, layer, _ in places):
        layers.append(np.zeros(geometry.shape, np.uint8))
    names = {source.GetNthSegmentID(number): segment.name for number, (segment, _, _) in enumerate(places)}
    return Segmentation.from_layers(geometry, layers, places, node.GetName() or "segmentation", read_provenance(node, names))


def _with_voxels(node: "vtkMRMLSegmentationNode") -> "vtkSegmentation":
    """The node's segmentation, or a copy turned into voxels where it has none."""
    own = node.GetSegmentation()
    if own.GetNumberOfSegments() == 0 or own.ContainsRepresentation(LABELMAP):
        return own
    copy = slicer.vtkSegmentation()
    copy.DeepCopy(own)
    if not copy.CreateRepresentation(LABELMAP):
        raise InputError(
            f"Expected segments that can be turned into voxels, got {node.GetName()!r} with "
            f"{own.GetSourceRepresentationName().lower()}. Make a binary labelmap of it in the Segmentations module."
        )
    return copy


def _images(source: "vtkSegmentation") -> "list[vtkOrientedImageData]":
    """The layers: images with voxels, each once."""
    images: list[vtkOrientedImageData] = []
    for number in range(source.GetNumberOfSegments()):
        image = source.GetNthSegment(number).GetRepresentation(LABELMAP)
        if has_voxels(image) and image not in images:
            images.append(image)
    return images


def _places(source: "vtkSegmentation", images: "list[vtkOrientedImageData]") -> list[tuple[Segment, int, int]]:
    """Each segment with its layer and label; those without voxels share one more layer, which holds none."""
    places: list[tuple[Segment, int, int]] = []
    for number in range(source.GetNumberOfSegments()):
        there = source.GetNthSegment(number)
        segment = _describe(there, source.GetNthSegmentID(number), {place[0].name for place in places})
        image = there.GetRepresentation(LABELMAP)
        if has_voxels(image):
            places.append((segment, images.index(image), there.GetLabelValue()))
        else:
            places.append((segment, len(images), number + 1))
    return places


def _describe(there: "vtkSegment", identifier: str, taken: set[str]) -> Segment:
    name = unique_name((there.GetName() or "").strip() or identifier, taken)
    red, green, blue = (min(1.0, max(0.0, part)) for part in there.GetColor())
    return Segment(name, (red, green, blue), read_coding(there))


def _own_geometry(source: "vtkSegmentation", images: "list[vtkOrientedImageData]", to_world: Floats, name: str) -> Geometry:
    """The node's reference grid, or where it has none that of its first layer."""
    parameter = source.GetConversionParameter(slicer.vtkSegmentationConverter.GetReferenceImageGeometryParameterName())
    grid = slicer.vtkOrientedImageData()
    if parameter and slicer.vtkSegmentationConverter.DeserializeImageGeometry(parameter, grid, False):
        return _geometry(grid, to_world)
    if not images:
        raise InputError(f"Expected a segmentation with voxels, got {name!r} without any: give the image's geometry.")
    return _geometry(images[0], to_world)


def _geometry(image: "vtkOrientedImageData", to_world: Floats) -> Geometry:
    """Where an image lies in the world; its first voxel may have another index than 0."""
    matrix = to_matrix(np.eye(4))
    image.GetImageToWorldMatrix(matrix)
    ijk_to_world = to_world @ from_matrix(matrix)
    ijk_to_world[:, 3] = ijk_to_world @ np.array([*image.GetExtent()[::2], 1.0])
    width, height, depth = image.GetDimensions()
    return Geometry((depth, height, width), ijk_to_world)


def _layer(image: "vtkOrientedImageData", to_world: Floats, geometry: Geometry, resample: bool, name: str) -> Labels:
    """A layer on the wanted grid, (k, j, i)."""
    here = _geometry(image, to_world)
    labels = from_image(image)
    labels = labels.view(labels.dtype.str.replace("i", "u"))  # Slicer may keep labels as signed numbers, never below 0
    turned = _turned(labels, here, geometry)
    if turned is not None:
        pasted = _paste(*turned, geometry.shape)
        if pasted is not None:
            return pasted
    if not resample:
        raise GeometryMismatchError(_mismatch(here, geometry, turned is not None, name))
    whole = Segmentation.from_labelmap(here, labels, {})
    return resample_segmentation(whole, geometry).layers[0]


def _turned(labels: Labels, here: Geometry, geometry: Geometry) -> tuple[Labels, tuple[int, int, int]] | None:
    """The labels with their axes in the order and direction of another grid, and the index (k, j, i) of the first there.

    Slicer turns the slices of left-handed grids around when it loads images, but not when it loads segmentations.

    Returns:
        None where the voxels of the two grids do not stand on each other.
    """
    steps = np.round(np.linalg.inv(geometry.ijk_to_ras)[:3, :3] @ here.ijk_to_ras[:3, :3])
    used = np.abs(steps)
    if not ((used.sum(axis=0) == 1).all() and (used.sum(axis=1) == 1).all()):
        return None
    first = np.round(geometry.to_ijk(here.to_ras([[0, 0, 0]]))[0])
    last_ijk = np.array(here.shape[::-1]) - 1
    corners = np.array([(x, y, z) for z in (0, last_ijk[2]) for y in (0, last_ijk[1]) for x in (0, last_ijk[0])])
    apart = geometry.to_ijk(here.to_ras(corners)) - (first + corners @ steps.T)
    if np.abs(apart).max() > MATCH_TOLERANCE_VOXELS:
        return None
    order_ijk = used.argmax(axis=1)
    moved = labels.transpose([2 - int(axis) for axis in order_ijk[::-1]])
    signs_kji = steps.sum(axis=1)[::-1]
    start = np.minimum(first, first + steps @ last_ijk)
    i, j, k = start.astype(int).tolist()
    return moved[tuple(slice(None, None, int(sign)) for sign in signs_kji)], (k, j, i)


def _paste(labels: Labels, start: tuple[int, int, int], shape: tuple[int, int, int]) -> Labels | None:
    """The labels at their place in a grid; None where any would fall outside."""
    result = np.zeros(shape, labels.dtype)
    inside, target = [], []
    for offset, size, room in zip(start, labels.shape, shape, strict=True):
        low, high = max(0, -offset), max(0, min(size, room - offset))
        inside.append(slice(low, max(low, high)))
        target.append(slice(offset + low, offset + max(low, high)))
    part = labels[tuple(inside)]
    if part.shape != labels.shape and np.count_nonzero(part) != np.count_nonzero(labels):
        return None
    if part.size:
        result[tuple(target)] = part
    return result


def _mismatch(here: Geometry, geometry: Geometry, same_grid: bool, name: str) -> str:
    what = "reaches out of the image" if same_grid else f"lies on another grid ({here}, wanted {geometry})"
    return f"Expected segments on the wanted grid, got {name!r} which {what}. Ask for resampling: it cuts off what lies outside."
