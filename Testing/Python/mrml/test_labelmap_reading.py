"""Label volumes into segments."""

import numpy as np
import pytest

from medseg.errors import InputError
from medseg.mrml import volume_to_node
from medseg.mrml.labelmap_reading import labelmap_to_segmentation
from medseg.mrml.toolkit import to_image, to_matrix
from medseg.volume import Volume


@pytest.fixture
def labels(oblique):
    array = np.zeros(oblique.shape, np.int16)
    array[1, 2:4, 3] = 3
    array[4, 6, 5] = 7
    return array


def _node(scene, array, geometry, names=()):
    node = scene.AddNewNodeByClass("vtkMRMLLabelMapVolumeNode", "parts")
    node.SetIJKToRASMatrix(to_matrix(geometry.ijk_to_ras))
    node.SetAndObserveImageData(to_image(array))
    node.CreateDefaultDisplayNodes()
    table = scene.AddNewNodeByClass("vtkMRMLColorTableNode")
    table.SetTypeToUser()
    table.SetNumberOfColors(5)
    for label, (name, color) in names:
        table.SetColor(label, name, *color)
    node.GetDisplayNode().SetAndObserveColorNodeID(table.GetID())
    return node


def test_each_label_becomes_a_segment_with_the_tables_name_and_colour(offscreen, labels, oblique):
    node = _node(offscreen.scene, labels, oblique, [(3, ("liver", (0.8, 0.2, 0.4, 1.0)))])
    found = labelmap_to_segmentation(node)
    assert found.names == ("liver", "Label 7")
    np.testing.assert_allclose(found.segment("liver").color, (0.8, 0.2, 0.4), atol=1e-6)
    np.testing.assert_array_equal(found.mask("liver"), labels == 3)
    np.testing.assert_array_equal(found.mask("Label 7"), labels == 7)
    np.testing.assert_allclose(found.geometry.ijk_to_ras, oblique.ijk_to_ras, atol=1e-12)


def test_two_labels_of_one_name_stay_two_segments(offscreen, labels, oblique):
    labels[0, 0, 0] = 2
    names = [(2, ("part", (1.0, 0.0, 0.0, 1.0))), (3, ("part", (0.0, 1.0, 0.0, 1.0)))]
    assert labelmap_to_segmentation(_node(offscreen.scene, labels, oblique, names)).names == ("part", "part (2)", "Label 7")


def test_the_transform_above_counts(offscreen, labels, oblique):
    node = _node(offscreen.scene, labels, oblique)
    turn = np.array([[0.0, -1, 0, 5], [1, 0, 0, -7], [0, 0, 1, 2], [0, 0, 0, 1]])
    transform = offscreen.scene.AddNewNodeByClass("vtkMRMLLinearTransformNode")
    transform.SetMatrixTransformToParent(to_matrix(turn))
    node.SetAndObserveTransformNodeID(transform.GetID())
    np.testing.assert_allclose(labelmap_to_segmentation(node).geometry.ijk_to_ras, turn @ oblique.ijk_to_ras, atol=1e-12)


def test_what_holds_no_labels_is_refused(offscreen, labels, oblique, ct):
    refused = [
        (labels - 1, "0 or more, got -1"),
        ((labels + 0.5).astype(np.float32), "fractions"),
    ]
    for array, words in refused:
        with pytest.raises(InputError, match=words):
            labelmap_to_segmentation(_node(offscreen.scene, array, oblique))
    with pytest.raises(InputError, match="label volume with voxels"):
        labelmap_to_segmentation(volume_to_node(Volume(labels, oblique), offscreen.scene))
    with pytest.raises(InputError, match="label volume with voxels"):
        labelmap_to_segmentation(offscreen.scene.AddNewNodeByClass("vtkMRMLLabelMapVolumeNode"))
