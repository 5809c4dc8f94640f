"""Label volume nodes into `Segmentation`."""

from typing import TYPE_CHECKING

import numpy as np

from medseg.errors import InputError
from medseg.mrml.placement import local_to_world
from medseg.mrml.segmentation_nodes import unique_name
from medseg.mrml.toolkit import from_image, from_matrix, has_voxels, to_matrix
from medseg.types import Labels, Voxels
from medseg.volume import Geometry, Segment, Segmentation

if TYPE_CHECKING:
    from slicer import vtkMRMLColorNode, vtkMRMLLabelMapVolumeNode

MAX_SEGMENTS = 1000


def labelmap_to_segmentation(node: "vtkMRMLLabelMapVolumeNode") -> Segmentation:
    """Take the structures out of a label volume: one a label, named and coloured by the volume's colour table.

    Linear parent transforms are part of the geometry.

    Args:
        node: The label volume node.

    Returns:
        The segments by ascending label; 0 is background. A label without a name in the table is `Label 7`.

    Raises:
        InputError: It is no label volume, is empty, or holds no whole numbers, negative ones, or more than 1000 labels.
        GeometryError: A parent transform bends space.
    """
    if node is None or not node.IsA("vtkMRMLLabelMapVolumeNode") or not has_voxels(node.GetImageData()):
        raise InputError("Expected a label volume with voxels, got none: choose a label volume.")
    labels = _labels(from_image(node.GetImageData()), node.GetName())
    matrix = to_matrix(np.eye(4))
    node.GetIJKToRASMatrix(matrix)
    depth, height, width = labels.shape
    geometry = Geometry((depth, height, width), local_to_world(node) @ from_matrix(matrix))
    used = [int(label) for label in np.unique(labels) if label]
    if len(used) > MAX_SEGMENTS:
        raise InputError(
            f"Expected at most {MAX_SEGMENTS} labels, got {len(used)} in {node.GetName()!r}: choose a label volume, not an image."
        )
    display = node.GetDisplayNode()
    segments = _named(used, None if display is None else display.GetColorNode())
    return Segmentation.from_labelmap(geometry, labels, segments, node.GetName() or "labels")


def _labels(array: Voxels, name: str) -> Labels:
    """The voxels as unsigned whole numbers, a copy where they are not."""
    if array.ndim != 3:
        raise InputError(f"Expected one label a voxel, got {array.shape[3]} in {name!r}: choose a label volume.")
    if array.dtype.kind == "u":
        return array
    if array.size and array.min() < 0:
        raise InputError(f"Expected labels of 0 or more, got {array.min():g} in {name!r}: choose a label volume.")
    labels: Labels = array.astype(np.uint32 if array.dtype.itemsize > 2 else np.uint16)
    if array.dtype.kind == "f" and not np.array_equal(labels, array):
        raise InputError(f"Expected whole numbers as labels, got fractions in {name!r}: choose a label volume.")
    return labels


def _named(labels: list[int], colors: "vtkMRMLColorNode | None") -> dict[int, Segment]:
    """A segment for each label, as the colour table has it."""
    segments: dict[int, Segment] = {}
    for label in labels:
        name, color = f"Label {label}", (0.5, 0.5, 0.5)
        if colors is not None and label < colors.GetNumberOfColors():
            rgba = [0.0, 0.0, 0.0, 0.0]
            colors.GetColor(label, rgba)
            name, color = colors.GetColorName(label) or name, (rgba[0], rgba[1], rgba[2])
        segments[label] = Segment(unique_name(name, {segment.name for segment in segments.values()}), color)
    return segments
