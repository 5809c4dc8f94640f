"""Masks by the logic alone."""

import numpy as np
import pytest

from medseg.errors import InputError, ReadError
from medseg.volume import Segment, Segmentation

AIR_HU = -1000


@pytest.fixture
def inside(phantom):
    return phantom[1].mask("Right lung")


@pytest.fixture
def mask(parameters, inside, phantom, scene):
    """A segmentation node with one segment, `Right lung`, as the mask."""
    import slicer

    from medseg.mrml import segmentation_to_node
    from MedSegModuleLib.enums import Method

    one = Segmentation.from_masks(phantom[0].geometry, {Segment("Right lung"): inside}, "mask")
    parameters.method = Method.MASK
    parameters.maskSegmentation = segmentation_to_node(
        one, scene, slicer.modules.segmentations.logic(), parameters.inputVolume, surface=False
    )
    return parameters.maskSegmentation


def voxels(node, image):
    import slicer

    return slicer.util.arrayFromSegmentBinaryLabelmap(node, node.GetSegmentation().GetNthSegmentID(0), image) > 0


def test_the_mask_becomes_the_result_and_the_image_is_cut_out(logic, parameters, mask, inside, phantom):
    import slicer

    parameters.makeMaskedVolume = True
    node = logic.segment(parameters)
    assert node is not mask
    np.testing.assert_array_equal(voxels(node, parameters.inputVolume), inside)
    masked = slicer.util.arrayFromVolume(parameters.maskedVolume)
    np.testing.assert_array_equal(masked, np.where(inside, phantom[0].array, AIR_HU))
    assert parameters.maskedVolume.GetDisplayNode().GetWindow() == parameters.inputVolume.GetDisplayNode().GetWindow()


@pytest.mark.parametrize("name", ["", "Lung"])
def test_the_result_has_voxels_of_its_own(logic, parameters, mask, inside, name):
    import slicer

    parameters.segmentName = name
    node = logic.segment(parameters)
    identifier = mask.GetSegmentation().GetNthSegmentID(0)
    slicer.util.arrayFromSegmentInternalBinaryLabelmap(mask, identifier)[...] = 0
    np.testing.assert_array_equal(voxels(node, parameters.inputVolume), inside)


def test_a_second_masked_volume_takes_the_place_of_the_first(logic, parameters, mask, scene):
    parameters.makeMaskedVolume = True
    logic.segment(parameters)
    first = parameters.maskedVolume
    logic.segment(parameters)
    assert parameters.maskedVolume is first
    assert scene.GetNumberOfNodesByClass("vtkMRMLScalarVolumeNode") == 2


def test_no_masked_volume_is_made_unless_it_is_wanted(logic, parameters, mask, scene):
    logic.segment(parameters)
    assert parameters.maskedVolume is None
    assert scene.GetNumberOfNodesByClass("vtkMRMLScalarVolumeNode") == 1


def test_statistics_are_those_of_numpy(logic, parameters, mask, inside, phantom):
    logic.segment(parameters)
    table = parameters.statistics.GetTable()
    values = phantom[0].array[inside]
    assert table.GetValueByName(0, "segment").ToString() == "Right lung"
    assert table.GetValueByName(0, "voxels").ToInt() == values.size
    assert table.GetValueByName(0, "mean").ToDouble() == pytest.approx(values.mean())
    assert table.GetValueByName(0, "p95").ToDouble() == pytest.approx(np.percentile(values, 95))


def test_the_image_is_cropped_to_the_mask(logic, parameters, mask, inside):
    import slicer

    parameters.makeMaskedVolume = True
    parameters.mask.crop = True
    logic.segment(parameters)
    box = tuple(slice(part.min(), part.max() + 1) for part in np.nonzero(inside))
    assert slicer.util.arrayFromVolume(parameters.maskedVolume).shape == inside[box].shape


def test_one_segment_can_be_given_another_name(logic, parameters, mask):
    parameters.segmentName = "Lung"
    node = logic.segment(parameters)
    assert node.GetSegmentation().GetNthSegment(0).GetName() == "Lung"
    assert parameters.statistics.GetTable().GetValueByName(0, "segment").ToString() == "Lung"


def test_a_label_volume_is_a_mask(logic, parameters, mask, inside, add_volume):
    import vtk

    from MedSegModuleLib.enums import MaskSource

    node = add_volume(inside.astype(np.int16) * 5, "labels", "vtkMRMLLabelMapVolumeNode")
    matrix = vtk.vtkMatrix4x4()
    parameters.inputVolume.GetIJKToRASMatrix(matrix)
    node.SetIJKToRASMatrix(matrix)
    parameters.maskSource, parameters.maskLabelmap = MaskSource.LABELMAP, node
    np.testing.assert_array_equal(voxels(logic.segment(parameters), parameters.inputVolume), inside)


def test_a_file_is_a_mask(logic, parameters, mask, inside, phantom, tmp_path):
    from medseg.io import write
    from MedSegModuleLib.enums import MaskSource

    path = tmp_path / "lung.nii.gz"
    write(Segmentation.from_masks(phantom[0].geometry, {Segment("Right lung"): inside}), path)
    parameters.maskSource, parameters.maskFile = MaskSource.FILE, path
    np.testing.assert_array_equal(voxels(logic.segment(parameters), parameters.inputVolume), inside)


def test_a_file_that_holds_no_mask_says_so(logic, parameters, mask, tmp_path):
    from MedSegModuleLib.enums import MaskSource

    path = tmp_path / "lung.nii.gz"
    path.write_text("nothing")
    parameters.maskSource, parameters.maskFile = MaskSource.FILE, path
    with pytest.raises(ReadError, match=r"lung\.nii\.gz"):
        logic.segment(parameters)
    path.unlink()
    assert "no longer there" in logic.whyNotReady(parameters)


def test_a_mask_of_another_patient_is_refused(logic, parameters, mask, scene):
    import vtk

    matrix = vtk.vtkTransform()
    matrix.Translate(5000, 0, 0)
    transform = scene.AddNewNodeByClass("vtkMRMLLinearTransformNode")
    transform.SetMatrixTransformToParent(matrix.GetMatrix())
    mask.SetAndObserveTransformNodeID(transform.GetID())
    with pytest.raises(InputError, match="lies on the image"):
        logic.segment(parameters)


def test_the_mask_is_never_replaced_by_its_own_copy(logic, parameters, mask):
    parameters.outputSegmentation = mask
    assert "replaced by its own copy" in logic.whyNotReady(parameters)


def test_a_mask_that_was_deleted_greys_the_button(logic, parameters, mask, scene):
    assert logic.whyNotReady(parameters) is None
    scene.RemoveNode(mask)
    assert "Choose a segmentation" in logic.whyNotReady(parameters)
