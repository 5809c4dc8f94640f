"""What is known about an image, and why it cannot be segmented."""

import json

import numpy as np
import pytest

from medseg.errors import InputError, ReadError
from medseg.volume import Modality


def test_a_ct_is_described(logic, chest, phantom):
    summary = logic.describeInput(chest)
    array, geometry = phantom[0].array, phantom[0].geometry
    assert (summary.modality, summary.unit, summary.problem) == (Modality.CT, "HU", None)
    assert summary.sizeIjk == (64, 64, 32)
    np.testing.assert_allclose(summary.spacingMm, geometry.spacing_ijk)
    assert summary.intensityRange == (array.min(), array.max())
    assert summary.warnings == ()


def test_what_its_reader_found_is_a_warning(logic, chest):
    notes = {"modality": "CT", "findings": [{"code": "gantry-tilt", "message": "The gantry was tilted.", "repaired": True}]}
    chest.SetAttribute("MedSeg.Volume", json.dumps(notes))
    assert logic.describeInput(chest).warnings == ("The gantry was tilted.",)


def test_a_ct_without_anything_darker_than_water_is_doubted(logic, add_volume):
    node = add_volume(np.arange(1000, dtype=np.int16).reshape(10, 10, 10))
    node.SetAttribute("MedSeg.Volume", '{"modality": "CT"}')
    assert "Hounsfield" in logic.describeInput(node).warnings[0]


def test_voxels_that_are_no_numbers_are_told_of(logic, add_volume):
    array = np.linspace(0, 1, 60, dtype=np.float32).reshape(3, 4, 5)
    array[1, 2, 3] = np.nan
    summary = logic.describeInput(add_volume(array))
    assert summary.intensityRange == (0.0, 1.0)
    assert "NaN" in summary.warnings[0]


@pytest.mark.parametrize(
    ("shape", "dtype", "kind", "words"),
    [
        ((4, 5, 6, 7), np.int16, "vtkMRMLVectorVolumeNode", "7 values"),
        ((4, 5, 6), np.int16, "vtkMRMLLabelMapVolumeNode", "got the labelmap"),
    ],
)
def test_what_is_no_image_says_why(logic, parameters, add_volume, shape, dtype, kind, words):
    node = add_volume(np.zeros(shape, dtype), "other", kind)
    summary = logic.describeInput(node)
    assert words in summary.problem
    assert summary.sizeIjk == (6, 5, 4)
    parameters.inputVolume = node
    assert logic.whyNotReady(parameters) == summary.problem
    with pytest.raises(InputError, match=words):
        logic.startSegment(parameters)


def test_an_empty_volume_says_so(logic, scene):
    node = scene.AddNewNodeByClass("vtkMRMLScalarVolumeNode", "empty")
    summary = logic.describeInput(node)
    assert "without voxels" in summary.problem
    assert summary.sizeIjk == (0, 0, 0)
    assert "got none" in logic.describeInput(None).problem


def test_presets_are_refused_for_what_is_no_ct(logic, parameters, mr):
    from MedSegModuleLib.enums import ThresholdSource

    parameters.inputVolume = mr
    assert "Presets are made for CT" in logic.whyNotReady(parameters)
    parameters.thresholdSource = ThresholdSource.AUTOMATIC
    assert logic.whyNotReady(parameters) is None


@pytest.mark.parametrize("name", ["CNN", "UNET"])
def test_networks_say_what_is_missing(logic, parameters, models, name):
    from MedSegModuleLib.enums import Method

    parameters.method = Method[name]
    assert "install or train one" in logic.whyNotReady(parameters)


def test_values_that_contradict_each_other_grey_the_button(logic, parameters):
    parameters.before.spacing_mm = 0.01
    assert "spacing_mm" in logic.whyNotReady(parameters)


def test_an_output_of_surfaces_is_refused(logic, parameters, scene):
    import vtk

    output = scene.AddNewNodeByClass("vtkMRMLSegmentationNode")
    output.GetSegmentation().SetSourceRepresentationName("Closed surface")
    sphere = vtk.vtkSphereSource()
    sphere.Update()
    output.AddSegmentFromClosedSurfaceRepresentation(sphere.GetOutput(), "ball", [1.0, 0.0, 0.0])
    parameters.outputSegmentation = output
    assert "keeps surfaces" in logic.whyNotReady(parameters)


def test_an_output_under_a_bending_transform_is_refused(logic, parameters, scene):
    import slicer
    import vtk

    spline = vtk.vtkThinPlateSplineTransform()
    spline.SetBasisToR()
    corners = ((0, 0, 0), (50, 0, 0), (0, 50, 0), (0, 0, 50))
    spline.SetSourceLandmarks(_points(corners))
    spline.SetTargetLandmarks(_points([(x + y / 9, y, z + x * x / 500) for x, y, z in corners]))
    transform = scene.AddNode(slicer.vtkMRMLTransformNode())
    transform.SetAndObserveTransformToParent(spline)
    output = scene.AddNewNodeByClass("vtkMRMLSegmentationNode")
    output.SetAndObserveTransformNodeID(transform.GetID())
    parameters.outputSegmentation = output
    assert "bends space" in logic.whyNotReady(parameters)


def _points(points):
    import vtk

    result = vtk.vtkPoints()
    for point in points:
        result.InsertNextPoint(point)
    return result


def test_a_file_is_loaded_under_its_name_and_shown(logic, phantom, tmp_path):
    import slicer

    from medseg.io import write

    first, second = (logic.loadFile(write(phantom[0], tmp_path / "thorax.nii.gz")) for _ in range(2))
    assert first.GetName() == "thorax"
    assert second.GetName() not in ("", "thorax")
    np.testing.assert_array_equal(slicer.util.arrayFromVolume(first), phantom[0].array)
    shown = slicer.app.layoutManager().sliceWidget("Red").sliceLogic().GetSliceCompositeNode().GetBackgroundVolumeID()
    assert shown == second.GetID()


def test_one_file_of_a_dicom_series_stands_for_all_and_instances_are_kept(logic, phantom, tmp_path):
    import slicer

    from medseg.io.dicom.write import write_dicom_series

    write_dicom_series(phantom[0], tmp_path / "dicom")
    files = sorted((tmp_path / "dicom").iterdir())
    for path in (files[7], tmp_path / "dicom"):
        node = logic.loadFile(path)
        np.testing.assert_array_equal(slicer.util.arrayFromVolume(node), phantom[0].array)
        uids = node.GetAttribute("DICOM.instanceUIDs").split()
        assert len(set(uids)) == len(files) == 32


def test_two_series_are_not_guessed_between(logic, phantom, tmp_path):
    from medseg.io.dicom.write import write_dicom_series

    for number in range(2):
        write_dicom_series(phantom[0], tmp_path / "dicom" / str(number), seed=str(number))
    with pytest.raises(InputError, match="one series, got 2"):
        logic.loadFile(tmp_path / "dicom")


def test_a_file_that_is_no_image_says_so(logic, tmp_path):
    (tmp_path / "notes.nrrd").write_text("nothing")
    with pytest.raises(ReadError):
        logic.loadFile(tmp_path / "notes.nrrd")


def test_the_made_sample_brings_its_truth_hidden(logic, scene, monkeypatch):
    import slicer

    from medseg.records import PhantomParameters
    from MedSegModuleLib import samples

    monkeypatch.setattr(samples, "PANEL_PHANTOM", PhantomParameters(columns=48, rows=48, slices=24))
    node = logic.loadSample("chest-ct")
    truth = slicer.util.getNode(f"{node.GetName()} truth")
    assert node.GetImageData().GetDimensions() == (48, 48, 24)
    assert truth.GetSegmentation().GetSegmentIdBySegmentName("Right lung")
    assert not truth.GetDisplayNode().GetVisibility()


def test_samples_to_choose_are_images(logic):
    from MedSegModuleLib.samples import imageSamples

    names = [sample.name for sample in imageSamples()]
    assert {"chest-ct", "CTChest", "MRHead", "TinyPatient"} <= set(names)
    assert "TinyPatientStructures" not in names


def test_a_downloaded_sample_is_loaded_under_its_name(logic, phantom, tmp_path, monkeypatch):
    import slicer

    from medseg.io import write
    from MedSegModuleLib import samples

    path = write(phantom[0], tmp_path / "CT-chest.nrrd")
    monkeypatch.setattr(samples, "fetch", lambda name, progress: path)
    node = logic.loadSample("ctchest")
    assert node.GetName() == "CTChest"
    np.testing.assert_array_equal(slicer.util.arrayFromVolume(node), phantom[0].array)


def test_a_real_series_keeps_its_intensities(logic, data_dir):
    import SimpleITK as sitk
    import slicer

    folder = data_dir / "ct_abdomen_multiorgan" / "example_ct_dicom"
    reader = sitk.ImageSeriesReader()
    reader.SetFileNames(reader.GetGDCMSeriesFileNames(str(folder)))
    expected = sitk.GetArrayFromImage(reader.Execute())
    node = logic.loadFile(folder)
    np.testing.assert_array_equal(slicer.util.arrayFromVolume(node), expected)
    assert logic.describeInput(node).modality is Modality.CT
