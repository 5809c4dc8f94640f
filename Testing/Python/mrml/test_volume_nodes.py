"""Volume nodes: voxels, places and meanings survive the way into a scene and back."""

import numpy as np
import pytest
import SimpleITK as sitk
import slicer
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkImageData
from vtkmodules.vtkCommonTransforms import vtkThinPlateSplineTransform

from medseg.errors import GeometryError, InputError, UnsupportedFormatError
from medseg.mrml import node_to_volume, volume_to_node
from medseg.mrml.toolkit import to_matrix
from medseg.volume import Finding, Geometry, Modality, Volume

QUARTER_TURN = np.array([[0.0, 1, 0, 10], [-1, 0, 0, 20], [0, 0, 1, 30], [0, 0, 0, 1]])


def test_an_oblique_ct_comes_back_voxel_by_voxel(offscreen, ct):
    back = node_to_volume(volume_to_node(ct, offscreen.scene))
    np.testing.assert_array_equal(back.array, ct.array)
    assert back.array.dtype == np.int16
    np.testing.assert_allclose(back.geometry.ijk_to_ras, ct.geometry.ijk_to_ras, atol=1e-12)
    assert (back.name, back.modality, back.padding_value) == ("chest", Modality.CT, -3024.0)
    assert dict(back.identifiers) == {"SeriesInstanceUID": "1.2.3"}


def test_findings_come_back(offscreen, oblique):
    finding = Finding("gantry-tilt", "The gantry was tilted.", repaired=True)
    volume = Volume(np.zeros(oblique.shape, np.float32), oblique, Modality.MR, findings=(finding,))
    assert node_to_volume(volume_to_node(volume, offscreen.scene)).findings == (finding,)


@pytest.mark.parametrize("dtype", ["uint8", "int8", "int16", "uint16", ">i2", "int32", "uint32", "float16", "float32", "float64"])
def test_every_type_of_number_keeps_its_values(offscreen, oblique, dtype):
    array = (np.arange(210).reshape(oblique.shape) % 120).astype(dtype)
    back = node_to_volume(volume_to_node(Volume(array, oblique), offscreen.scene))
    np.testing.assert_array_equal(back.array, array)


@pytest.mark.parametrize(("top", "kind"), [(7, np.int32), (2**40, np.float64)])
def test_64_bit_integers_become_a_type_that_slicer_saves(offscreen, oblique, top, kind):
    array = np.full(oblique.shape, top, np.int64)
    image = volume_to_node(Volume(array, oblique), offscreen.scene)
    assert node_to_volume(image).array.dtype == kind
    np.testing.assert_array_equal(node_to_volume(image).array, array)


def test_the_node_has_its_own_voxels(offscreen, ct):
    node = volume_to_node(ct, offscreen.scene)
    back = node_to_volume(node)
    back.array[:] = 0
    np.testing.assert_array_equal(node_to_volume(node).array, ct.array)


def test_without_a_copy_the_voxels_are_the_nodes_own(offscreen, ct):
    node = volume_to_node(ct, offscreen.scene)
    shared, own = node_to_volume(node, copy=False), node_to_volume(node)
    node.GetImageData().SetScalarComponentFromDouble(0, 0, 0, 0, 77.0)
    assert (shared.array[0, 0, 0], own.array[0, 0, 0]) == (77, ct.array[0, 0, 0])


def test_geometry_equals_that_of_simpleitk(offscreen, data_dir):
    image = sitk.ReadImage(str(data_dir / "mr_brain_tumour" / "brain1_image.nrrd"))
    array = sitk.GetArrayFromImage(image)
    directions = np.array(image.GetDirection()).reshape(3, 3)
    geometry = Geometry.from_axes(array.shape, image.GetSpacing(), image.GetOrigin(), directions)
    node = volume_to_node(Volume(array, geometry, Modality.MR), offscreen.scene)
    matrix = to_matrix(np.eye(4))
    node.GetIJKToRASMatrix(matrix)
    for ijk in [(0, 0, 0), (255, 0, 0), (17, 200, 24)]:
        left, back, up = image.TransformIndexToPhysicalPoint(ijk)
        np.testing.assert_allclose(matrix.MultiplyPoint((*ijk, 1))[:3], (-left, -back, up), atol=1e-9)
    np.testing.assert_array_equal(node_to_volume(node).array, array)


def test_the_display_window_suits_the_modality(offscreen, oblique):
    array = np.random.default_rng(0).normal(500, 100, oblique.shape)
    array[0, 0, 0] = 1e6
    ct = volume_to_node(Volume(array, oblique, Modality.CT), offscreen.scene).GetDisplayNode()
    assert (ct.GetWindow(), ct.GetLevel(), ct.GetAutoWindowLevel()) == (400, 40, 0)
    mr = volume_to_node(Volume(array, oblique, Modality.MR), offscreen.scene).GetDisplayNode()
    assert 300 < mr.GetLevel() < 3e5
    assert ct.GetColorNodeID() == "vtkMRMLColorTableNodeGrey"


def test_a_ct_node_says_hounsfield_as_slicers_dicom_reader_does(offscreen, ct):
    node = volume_to_node(ct, offscreen.scene)
    assert node.GetVoxelValueUnits().GetCodeValue() == "[hnsf'U]"
    node.RemoveAttribute("MedSeg.Volume")
    assert node_to_volume(node).modality is Modality.CT


def test_the_modality_comes_from_the_subject_hierarchy(offscreen, oblique):
    node = volume_to_node(Volume(np.zeros(oblique.shape, np.int16), oblique, Modality.MR), offscreen.scene)
    node.RemoveAttribute("MedSeg.Volume")
    assert node_to_volume(node).modality is Modality.OTHER
    hierarchy = slicer.vtkMRMLSubjectHierarchyNode.GetSubjectHierarchyNode(offscreen.scene)
    item = hierarchy.CreateItem(hierarchy.GetSceneItemID(), node)
    hierarchy.SetItemAttribute(item, "DICOM.Modality", "MR")
    assert node_to_volume(node).modality is Modality.MR
    assert node_to_volume(node, Modality.CT).modality is Modality.CT


def test_a_ct_from_a_file_that_says_nothing_is_known_by_its_intensities(offscreen, box_volume):
    node = volume_to_node(box_volume, offscreen.scene)
    node.RemoveAttribute("MedSeg.Volume")
    node.SetVoxelValueUnits(None)
    assert node_to_volume(node).modality is Modality.CT


def test_a_linear_transform_counts_hardened_or_not(offscreen, ct):
    node = volume_to_node(ct, offscreen.scene)
    transform = offscreen.scene.AddNewNodeByClass("vtkMRMLLinearTransformNode")
    transform.SetMatrixTransformToParent(to_matrix(QUARTER_TURN))
    node.SetAndObserveTransformNodeID(transform.GetID())
    np.testing.assert_allclose(node_to_volume(node).geometry.ijk_to_ras, QUARTER_TURN @ ct.geometry.ijk_to_ras, atol=1e-12)
    node.HardenTransform()
    assert node.GetParentTransformNode() is None
    np.testing.assert_allclose(node_to_volume(node).geometry.ijk_to_ras, QUARTER_TURN @ ct.geometry.ijk_to_ras, atol=1e-12)


def test_transforms_above_transforms_count(offscreen, ct):
    node = volume_to_node(ct, offscreen.scene)
    inner, outer = (offscreen.scene.AddNewNodeByClass("vtkMRMLLinearTransformNode") for _ in range(2))
    shift = np.eye(4)
    shift[:3, 3] = (1, 2, 3)
    inner.SetMatrixTransformToParent(to_matrix(shift))
    outer.SetMatrixTransformToParent(to_matrix(QUARTER_TURN))
    inner.SetAndObserveTransformNodeID(outer.GetID())
    node.SetAndObserveTransformNodeID(inner.GetID())
    np.testing.assert_allclose(
        node_to_volume(node).geometry.ijk_to_ras, QUARTER_TURN @ shift @ ct.geometry.ijk_to_ras, atol=1e-12
    )


def test_a_transform_that_bends_space_is_refused(offscreen, ct):
    node = volume_to_node(ct, offscreen.scene)
    spline = vtkThinPlateSplineTransform()
    for set_points, shift in ((spline.SetSourceLandmarks, 0), (spline.SetTargetLandmarks, 5)):
        points = vtkPoints()
        for x, y, z in [(0, 0, 0), (50, 0, 0), (0, 50, 0), (0, 0, 50), (50, 50, 50)]:
            points.InsertNextPoint(x + shift * (x > 0) * (y > 0), y, z)
        set_points(points)
    transform = offscreen.scene.AddNewNodeByClass("vtkMRMLTransformNode")
    transform.SetAndObserveTransformToParent(spline)
    node.SetAndObserveTransformNodeID(transform.GetID())
    with pytest.raises(GeometryError, match="Harden it"):
        node_to_volume(node)


def test_a_transform_that_shears_is_refused(offscreen, ct):
    node = volume_to_node(ct, offscreen.scene)
    transform = offscreen.scene.AddNewNodeByClass("vtkMRMLLinearTransformNode")
    transform.SetMatrixTransformToParent(to_matrix([[1, 0.5, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]))
    node.SetAndObserveTransformNodeID(transform.GetID())
    with pytest.raises(GeometryError, match="perpendicular"):
        node_to_volume(node)


def test_voxels_that_start_at_another_index_keep_their_place(offscreen, ct):
    node = volume_to_node(ct, offscreen.scene)
    whole = node.GetImageData()
    whole.SetExtent(3, 8, -2, 4, 10, 14)
    back = node_to_volume(node)
    np.testing.assert_allclose(back.geometry.origin_ras, ct.geometry.to_ras([[3, -2, 10]])[0], atol=1e-9)


def colour_node(scene, components, dtype=np.uint8):
    pixels = np.random.default_rng(3).integers(0, 255, (1, 4, 5, components)).astype(dtype)
    image = vtkImageData()
    image.SetDimensions(5, 4, 1)
    image.GetPointData().SetScalars(numpy_to_vtk(pixels.reshape(-1, components), deep=True))
    node = scene.AddNewNodeByClass("vtkMRMLVectorVolumeNode", "photo")
    node.SetAndObserveImageData(image)
    return node, pixels


@pytest.mark.parametrize("components", [3, 4])
def test_colours_become_grey_as_in_simpleitk(offscreen, components):
    node, pixels = colour_node(offscreen.scene, components)
    image = sitk.GetImageFromArray(pixels[..., :3].astype(float), isVector=True)
    red, green, blue = (sitk.VectorIndexSelectionCast(image, n) for n in range(3))
    judge = sitk.GetArrayFromImage(0.299 * red + 0.587 * green + 0.114 * blue)
    grey = node_to_volume(node).array
    assert grey.dtype == np.uint8
    assert np.abs(grey - judge).max() <= 0.5 + 1e-6


@pytest.mark.parametrize(("components", "dtype"), [(2, np.uint8), (6, np.uint8), (3, np.float32)])
def test_other_vectors_are_refused(offscreen, components, dtype):
    node, _ = colour_node(offscreen.scene, components, dtype)
    with pytest.raises(UnsupportedFormatError, match="component"):
        node_to_volume(node)


def test_what_is_no_image_is_refused(offscreen):
    with pytest.raises(InputError, match="choose an image"):
        node_to_volume(None)
    with pytest.raises(InputError, match="choose an image"):
        node_to_volume(offscreen.scene.AddNewNodeByClass("vtkMRMLTableNode"))
    with pytest.raises(InputError, match="without voxels"):
        node_to_volume(offscreen.scene.AddNewNodeByClass("vtkMRMLScalarVolumeNode", "empty"))
    with pytest.raises(InputError, match="labelmap"):
        node_to_volume(offscreen.scene.AddNewNodeByClass("vtkMRMLLabelMapVolumeNode", "labels"))
    with pytest.raises(UnsupportedFormatError, match="diffusion"):
        node_to_volume(offscreen.scene.AddNewNodeByClass("vtkMRMLDiffusionWeightedVolumeNode", "dwi"))
