"""Thresholds by the logic alone, judged by NumPy and SimpleITK."""

import numpy as np
import pytest
import SimpleITK as sitk


@pytest.fixture
def choose(parameters):
    """Choose a range, a preset or an automatic method: `choose(range=(100, 200))`."""
    from MedSegModuleLib.enums import AutoThresholdChoice, ThresholdSource

    def choose(*, range=None, preset=None, auto=None):
        if range is not None:
            parameters.thresholdSource = ThresholdSource.RANGE
            parameters.thresholdRange.setRange(*range)
        elif preset is not None:
            parameters.thresholdSource, parameters.presetName = ThresholdSource.PRESET, preset
        else:
            parameters.thresholdSource = ThresholdSource.AUTOMATIC
            parameters.automatic.auto = AutoThresholdChoice[auto]
        return parameters

    return choose


def voxels(node, image, number=0):
    import slicer

    identifier = node.GetSegmentation().GetNthSegmentID(number)
    return slicer.util.arrayFromSegmentBinaryLabelmap(node, identifier, image) > 0


def names(node):
    segmentation = node.GetSegmentation()
    return [segmentation.GetNthSegment(number).GetName() for number in range(segmentation.GetNumberOfSegments())]


def test_both_bounds_belong_to_the_segment(logic, choose, chest, phantom):
    node = logic.segment(choose(range=(-50.0, 80.0)))
    array = phantom[0].array
    np.testing.assert_array_equal(voxels(node, chest), (array >= -50) & (array <= 80))


def test_the_largest_part_is_that_of_simpleitk(logic, choose, chest, phantom):
    parameters = choose(range=(150.0, 3071.0))
    parameters.after.keep_largest = 1
    found = voxels(logic.segment(parameters), chest)
    parts = sitk.ConnectedComponent(sitk.GetImageFromArray((phantom[0].array >= 150).astype(np.uint8)), True)
    largest = sitk.GetArrayFromImage(sitk.RelabelComponent(parts)) == 1
    np.testing.assert_array_equal(found, largest)


def test_a_preset_brings_its_name_and_its_code(logic, choose, chest, phantom):
    from medseg.mrml.terminology import read_coding

    node = logic.segment(choose(preset="fat"))
    assert names(node) == ["Fat"]
    assert read_coding(node.GetSegmentation().GetNthSegment(0)).type.value == "248300009"
    array = phantom[0].array
    np.testing.assert_array_equal(voxels(node, chest), (array >= -190) & (array <= -30))


def test_a_name_that_is_asked_for_is_given(logic, choose):
    parameters = choose(preset="fat")
    parameters.segmentName = " Adipose "
    assert names(logic.segment(parameters)) == ["Adipose"]


def test_an_automatic_threshold_is_that_of_the_preview(logic, choose, chest, phantom):
    parameters = choose(auto="OTSU")
    lower, upper = logic.thresholdBounds(parameters)
    assert upper is None
    np.testing.assert_array_equal(voxels(logic.segment(parameters), chest), phantom[0].array >= lower)


def test_the_preview_shows_what_is_asked_for(logic, choose):
    assert logic.thresholdBounds(choose(range=(-10.0, 20.0))) == (-10.0, 20.0)
    assert logic.thresholdBounds(choose(preset="fat")) == (-190, -30)
    assert logic.thresholdBounds(choose(preset="lungs")) == (None, -400)


def test_automatic_bounds_follow_the_image(logic, choose, add_volume, phantom):
    parameters = choose(auto="OTSU")
    first = logic.thresholdBounds(parameters)
    parameters.inputVolume = add_volume(np.arange(1000, dtype=np.int16).reshape(10, 10, 10))
    assert logic.thresholdBounds(parameters) != first
    parameters.inputVolume = None
    assert logic.thresholdBounds(parameters) == (None, None)


def test_the_region_of_interest_restricts_before_the_largest_part_is_kept(logic, choose, chest, scene, phantom):
    parameters = choose(range=(150.0, 3071.0))
    roi = scene.AddNewNodeByClass("vtkMRMLMarkupsROINode")
    bounds = [0.0] * 6
    chest.GetRASBounds(bounds)
    roi.SetCenter(bounds[0] / 2 + bounds[1] / 2, bounds[2] / 2 + bounds[3] / 2, bounds[4])
    roi.SetSize(bounds[1] - bounds[0] + 1, bounds[3] - bounds[2] + 1, 2 * 10 * chest.GetSpacing()[2])
    parameters.regionOfInterest = roi
    parameters.after.keep_largest = 1
    found = voxels(logic.segment(parameters), chest)
    array = np.where(np.arange(32)[:, None, None] < 10, phantom[0].array, -1000)
    parts = sitk.ConnectedComponent(sitk.GetImageFromArray((array >= 150).astype(np.uint8)), True)
    np.testing.assert_array_equal(found, sitk.GetArrayFromImage(sitk.RelabelComponent(parts)) == 1)


def test_a_region_beside_the_image_is_refused(logic, choose, scene):
    from medseg.errors import InputError

    parameters = choose(range=(150.0, 3071.0))
    roi = scene.AddNewNodeByClass("vtkMRMLMarkupsROINode")
    roi.SetCenter(5000, 0, 0)
    roi.SetSize(10, 10, 10)
    parameters.regionOfInterest = roi
    with pytest.raises(InputError, match="region of interest that lies on the image"):
        logic.segment(parameters)


@pytest.mark.parametrize("is_hardened", [False, True])
def test_a_rotated_image_is_segmented_voxel_by_voxel(logic, choose, chest, scene, phantom, is_hardened):
    import slicer
    import vtk

    matrix = vtk.vtkTransform()
    matrix.RotateWXYZ(30, 1, 2, 3)
    matrix.Translate(10, -20, 30)
    transform = scene.AddNewNodeByClass("vtkMRMLLinearTransformNode")
    transform.SetMatrixTransformToParent(matrix.GetMatrix())
    chest.SetAndObserveTransformNodeID(transform.GetID())
    if is_hardened:
        chest.HardenTransform()
    node = logic.segment(choose(range=(150.0, 3071.0)))
    assert node.GetTransformNodeID() == (None if is_hardened else transform.GetID())
    identifier = node.GetSegmentation().GetNthSegmentID(0)
    found = slicer.util.arrayFromSegmentBinaryLabelmap(node, identifier, chest) > 0
    np.testing.assert_array_equal(found, phantom[0].array >= 150)


def test_a_bending_transform_says_why_not(logic, choose, chest, scene):
    import slicer
    import vtk

    spline = vtk.vtkThinPlateSplineTransform()
    spline.SetBasisToR()
    spline.SetSourceLandmarks(_points(((0, 0, 0), (50, 0, 0), (0, 50, 0), (0, 0, 50))))
    spline.SetTargetLandmarks(_points(((0, 0, 9), (50, 3, 0), (7, 50, 0), (0, 0, 41))))
    transform = scene.AddNode(slicer.vtkMRMLTransformNode())
    transform.SetAndObserveTransformToParent(spline)
    chest.SetAndObserveTransformNodeID(transform.GetID())
    parameters = choose(range=(150.0, 3071.0))
    assert "bends space" in logic.whyNotReady(parameters)
    assert logic.describeInput(chest).problem == logic.whyNotReady(parameters)


def test_colours_are_taken_as_grey(logic, choose, add_volume):
    colours = np.zeros((1, 8, 8, 3), np.uint8)
    colours[0, 2:5, 3:6] = (255, 0, 0)
    parameters = choose(range=(76.0, 76.0))
    parameters.inputVolume = add_volume(colours, "film", "vtkMRMLVectorVolumeNode")
    found = voxels(logic.segment(parameters), parameters.inputVolume)
    np.testing.assert_array_equal(found[0], colours[0, ..., 0] == 255)


def test_an_image_of_one_slice_has_no_surface_and_says_so(logic, choose, add_volume):
    parameters = choose(range=(50.0, 100.0))
    parameters.inputVolume = add_volume(np.arange(100, dtype=np.int16).reshape(1, 10, 10))
    parameters.shownIn3D = True
    node = logic.segment(parameters)
    assert voxels(node, parameters.inputVolume).sum() == 50
    assert "one slice" in logic.applyDisplay(parameters)
    assert not node.GetDisplayNode().GetVisibility3D()


def test_the_result_joins_the_study_of_its_image(logic, choose, chest, scene):
    import slicer

    hierarchy = slicer.vtkMRMLSubjectHierarchyNode.GetSubjectHierarchyNode(scene)
    study = hierarchy.CreateStudyItem(hierarchy.GetSceneItemID(), "Study")
    hierarchy.SetItemParent(hierarchy.GetItemByDataNode(chest), study)
    node = logic.segment(choose(range=(150.0, 3071.0)))
    assert hierarchy.GetItemParent(hierarchy.GetItemByDataNode(node)) == study


def test_the_provenance_is_kept_with_the_node(logic, choose, chest):
    from medseg.mrml import node_to_segmentation

    provenance = node_to_segmentation(logic.segment(choose(range=(150.0, 3071.0)))).provenance
    assert (provenance["method"], provenance["bounds"]) == ("threshold", [150.0, 3071.0])


def test_of_two_images_the_chosen_one_is_segmented(logic, choose, chest, add_volume):
    other = add_volume(np.full((4, 5, 6), 200, np.int16), "other")
    parameters = choose(range=(150.0, 3071.0))
    parameters.inputVolume = other
    assert voxels(logic.segment(parameters), other).all()


def test_the_surface_is_made_after_the_slices_can_be_drawn(logic, choose, chest):
    parameters = choose(range=(150.0, 3071.0))
    parameters.shownIn3D = True
    run = logic.startSegment(parameters)
    assert run.poll()
    node = parameters.outputSegmentation
    assert node.GetSegmentation().GetNumberOfSegments() == 1
    assert not node.GetSegmentation().ContainsRepresentation("Closed surface")
    assert not run.poll()
    assert run.result is node
    assert node.GetSegmentation().ContainsRepresentation("Closed surface")
    assert node.GetDisplayNode().GetVisibility3D()
    assert run.fraction == 1.0


def _points(points):
    import vtk

    result = vtk.vtkPoints()
    for point in points:
        result.InsertNextPoint(point)
    return result


def test_the_reference_is_no_output(logic, parameters, scene):
    truth = scene.AddNewNodeByClass("vtkMRMLSegmentationNode", "truth")
    parameters.outputSegmentation = parameters.reference = truth
    assert "output is the reference" in logic.whyNotReady(parameters)
    parameters.outputSegmentation = None
    assert logic.whyNotReady(parameters) is None
