"""Real images through the logic, judged by SimpleITK."""

import numpy as np
import pytest
import SimpleITK as sitk


@pytest.fixture
def segment(logic):
    """Load an image, choose, segment: `segment(path, change)` gives each segment's voxels by name, and the image."""
    import slicer

    def segment(path, change):
        parameters = logic.getParameterNode()
        parameters.inputVolume = image = logic.loadFile(path)
        parameters.shownIn3D = False
        change(parameters)
        node = logic.segment(parameters)
        segmentation = node.GetSegmentation()
        return {
            segmentation.GetNthSegment(number).GetName(): slicer.util.arrayFromSegmentBinaryLabelmap(
                node, segmentation.GetNthSegmentID(number), image
            )
            > 0
            for number in range(segmentation.GetNumberOfSegments())
        }

    return segment


def by_range(lower, upper, **after):
    def change(parameters):
        from MedSegModuleLib.enums import ThresholdSource

        parameters.thresholdSource = ThresholdSource.RANGE
        parameters.thresholdRange.setRange(lower, upper)
        for name, value in after.items():
            setattr(parameters.after, name, value)

    return change


def test_bone_of_a_dicom_series(segment, data_dir):
    folder = data_dir / "ct_abdomen_multiorgan" / "example_ct_dicom"
    (found,) = segment(folder, by_range(200.0, 3071.0, keep_largest=1)).values()
    reader = sitk.ImageSeriesReader()
    reader.SetFileNames(reader.GetGDCMSeriesFileNames(str(folder)))
    mask = sitk.BinaryThreshold(reader.Execute(), 200, 3071)
    largest = sitk.RelabelComponent(sitk.ConnectedComponent(mask, True)) == 1
    np.testing.assert_array_equal(found, sitk.GetArrayFromImage(largest) > 0)
    assert found.any()


def test_the_tumour_of_a_mask_file(segment, data_dir):
    def change(parameters):
        from MedSegModuleLib.enums import MaskSource, Method

        parameters.method, parameters.maskSource = Method.MASK, MaskSource.FILE
        parameters.maskFile = data_dir / "ct_chest_nsclc" / "lung1_label.nrrd"
        parameters.segmentName = "Tumour"

    found = segment(data_dir / "ct_chest_nsclc" / "lung1_image.nrrd", change)
    label = sitk.GetArrayFromImage(sitk.ReadImage(str(data_dir / "ct_chest_nsclc" / "lung1_label.nrrd")))
    assert list(found) == ["Tumour"]
    np.testing.assert_array_equal(found["Tumour"], label > 0)


def test_an_mr_has_no_unit_and_takes_a_range(segment, data_dir):
    path = data_dir / "mr_brain_tumour" / "brain1_image.nrrd"
    (found,) = segment(path, by_range(300.0, 500.0)).values()
    array = sitk.GetArrayFromImage(sitk.ReadImage(str(path)))
    np.testing.assert_array_equal(found, (array >= 300) & (array <= 500))


def test_a_film_is_split_by_otsu(segment, data_dir):
    def change(parameters):
        from MedSegModuleLib.enums import ThresholdSource

        parameters.thresholdSource = ThresholdSource.AUTOMATIC

    path = data_dir / "cxr_lungs" / "images" / "CHNCXR_0180_0.png"
    (found,) = segment(path, change).values()
    image = sitk.ReadImage(str(path), sitk.sitkUInt8)
    otsu = sitk.OtsuThresholdImageFilter()
    otsu.SetNumberOfHistogramBins(256)
    otsu.Execute(image)
    expected = sitk.GetArrayFromImage(image) > otsu.GetThreshold()
    np.testing.assert_array_equal(np.squeeze(found), np.squeeze(expected))
