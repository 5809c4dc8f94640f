"""Scenes that are saved and loaded: everything survives, and nothing else changes."""

import math
import zipfile

import numpy as np
import pytest
import slicer

from medseg.errors import ParameterError, ReadError, WriteError
from medseg.mrml import (
    OffscreenScene,
    evaluation_to_table,
    load_scene,
    node_to_segmentation,
    node_to_volume,
    save_scene,
    segmentation_to_node,
    volume_to_node,
)
from medseg.mrml.segmentation_nodes import SURFACE
from medseg.mrml.toolkit import to_matrix
from medseg.volume import Volume


@pytest.fixture
def filled(offscreen, ct, overlapping, evaluation):
    """A scene with an image, overlapping segments with surfaces, and a table."""
    image = volume_to_node(ct, offscreen.scene)
    node = segmentation_to_node(overlapping, offscreen.scene, offscreen.segmentations_logic, image)
    node.GetDisplayNode().SetOpacity2DFill(0.21)
    node.GetDisplayNode().SetSegmentOpacity3D(node.GetSegmentation().GetNthSegmentID(0), 0.3)
    evaluation_to_table(evaluation, offscreen.scene)
    return offscreen


@pytest.fixture(params=["case.mrb", "case"])
def loaded(filled, tmp_path, request):
    """The same scene, saved as a bundle or a folder, and loaded into a new one."""
    save_scene(filled.scene, tmp_path / request.param)
    with OffscreenScene() as other:
        load_scene(tmp_path / request.param, other.scene)
        yield other.scene


def intensities_at(volume, geometry):
    """Intensities at the voxels of a grid: Slicer turns the slices of left-handed images around when it loads them."""
    k, j, i = np.indices(geometry.shape).reshape(3, -1)
    index = np.round(volume.geometry.to_ijk(geometry.to_ras(np.stack([i, j, k], axis=1)))).astype(int)
    return volume.array[tuple(index[:, ::-1].T)].reshape(geometry.shape)


def first(scene, name):
    return scene.GetFirstNodeByClass(name)


def test_the_image_survives(loaded, ct):
    back = node_to_volume(first(loaded, "vtkMRMLScalarVolumeNode"))
    np.testing.assert_array_equal(intensities_at(back, ct.geometry), ct.array)
    assert back.array.dtype == ct.array.dtype
    np.testing.assert_allclose(np.sort(back.geometry.corners_ras, axis=0), np.sort(ct.geometry.corners_ras, axis=0), atol=1e-6)
    assert (back.name, back.modality, back.padding_value) == (ct.name, ct.modality, ct.padding_value)
    assert dict(back.identifiers) == dict(ct.identifiers)
    display = first(loaded, "vtkMRMLScalarVolumeNode").GetDisplayNode()
    assert (display.GetWindow(), display.GetLevel()) == (400, 40)


def test_the_segments_survive(loaded, overlapping):
    node = first(loaded, "vtkMRMLSegmentationNode")
    back = node_to_segmentation(node, overlapping.geometry)
    assert back.names == overlapping.names
    for name in overlapping.names:
        np.testing.assert_array_equal(back.mask(name), overlapping.mask(name))
        np.testing.assert_allclose(back.segment(name).color, overlapping.segment(name).color, atol=1e-6)
        assert back.segment(name).coding == overlapping.segment(name).coding
    assert back.provenance == overlapping.provenance
    assert back.name == overlapping.name


def test_segments_fit_the_loaded_image_voxel_by_voxel(loaded, overlapping):
    image = node_to_volume(first(loaded, "vtkMRMLScalarVolumeNode"))
    back = node_to_segmentation(first(loaded, "vtkMRMLSegmentationNode"), image.geometry)
    for name in overlapping.names:
        mask = Volume(back.mask(name).astype(np.uint8), image.geometry)
        np.testing.assert_array_equal(intensities_at(mask, overlapping.geometry) > 0, overlapping.mask(name))


def test_the_display_and_the_reference_survive(loaded):
    node = first(loaded, "vtkMRMLSegmentationNode")
    assert node.GetDisplayNode().GetOpacity2DFill() == pytest.approx(0.21)
    assert node.GetDisplayNode().GetSegmentOpacity3D(node.GetSegmentation().GetNthSegmentID(0)) == pytest.approx(0.3)
    reference = node.GetNodeReference(node.GetReferenceImageGeometryReferenceRole())
    assert reference.GetID() == first(loaded, "vtkMRMLScalarVolumeNode").GetID()


def test_the_table_survives_with_its_types(loaded, evaluation):
    node = first(loaded, "vtkMRMLTableNode")
    table = node.GetTable()
    assert [table.GetColumnByName("segment").GetValue(n) for n in range(3)] == ["bone", "left lung", "overall"]
    assert table.GetColumnByName("true_positive").GetValue(0) == 6_000_000_000
    assert math.isnan(table.GetColumnByName("hd95_mm").GetValue(0))
    assert math.isinf(table.GetColumnByName("hausdorff_mm").GetValue(0))
    assert table.GetColumnByName("dice").GetValue(2) == 0.75
    assert node.GetColumnUnitLabel("hd95_mm") == "mm"
    assert node.GetColumnDescription("loss") == "1 - Dice."
    assert "body" in node.GetAttribute("MedSeg.Evaluation")


def test_surfaces_are_made_again_after_loading(loaded):
    node = first(loaded, "vtkMRMLSegmentationNode")
    assert node.GetSegmentation().GetNthSegment(0).GetRepresentation(SURFACE).GetNumberOfPoints() > 0
    assert node.GetAttribute("MedSeg.HasSurface") is None


def test_surfaces_are_not_saved_and_the_scene_keeps_its_own(filled, tmp_path):
    """A segmentation saved with its surface has it made again by Slicer on loading, in 19 s for a large one."""
    segmentation = first(filled.scene, "vtkMRMLSegmentationNode").GetSegmentation()
    before = [segmentation.GetNthSegment(n).GetRepresentation(SURFACE) for n in range(3)]
    save_scene(filled.scene, tmp_path / "case.mrb")
    assert [segmentation.GetNthSegment(n).GetRepresentation(SURFACE) for n in range(3)] == before
    assert first(filled.scene, "vtkMRMLSegmentationNode").GetAttribute("MedSeg.HasSurface") is None
    with OffscreenScene() as other:
        load_scene(tmp_path / "case.mrb", other.scene, surfaces=False)
        assert not first(other.scene, "vtkMRMLSegmentationNode").GetSegmentation().ContainsRepresentation(SURFACE)


def test_no_surfaces_are_made_where_there_were_none(offscreen, overlapping, tmp_path):
    segmentation_to_node(overlapping, offscreen.scene, offscreen.segmentations_logic, surface=False)
    save_scene(offscreen.scene, tmp_path / "case.mrb")
    with OffscreenScene() as other:
        load_scene(tmp_path / "case.mrb", other.scene)
        assert not first(other.scene, "vtkMRMLSegmentationNode").GetSegmentation().ContainsRepresentation(SURFACE)


def test_transforms_survive(filled, tmp_path):
    turn = np.array([[0.0, 1, 0, 10], [-1, 0, 0, 20], [0, 0, 1, 30], [0, 0, 0, 1]])
    transform = filled.scene.AddNewNodeByClass("vtkMRMLLinearTransformNode")
    transform.SetMatrixTransformToParent(to_matrix(turn))
    image = first(filled.scene, "vtkMRMLScalarVolumeNode")
    image.SetAndObserveTransformNodeID(transform.GetID())
    expected = node_to_volume(image).geometry
    save_scene(filled.scene, tmp_path / "case.mrb")
    with OffscreenScene() as other:
        load_scene(tmp_path / "case.mrb", other.scene)
        back = node_to_volume(first(other.scene, "vtkMRMLScalarVolumeNode"))
        np.testing.assert_allclose(np.sort(back.geometry.corners_ras, axis=0), np.sort(expected.corners_ras, axis=0), atol=1e-6)


def test_loading_adds_to_what_a_scene_holds(filled, tmp_path, ct):
    save_scene(filled.scene, tmp_path / "case")
    load_scene(tmp_path / "case", filled.scene)
    assert filled.scene.GetNumberOfNodesByClass("vtkMRMLScalarVolumeNode") == 2
    for number in range(2):
        back = node_to_volume(filled.scene.GetNthNodeByClass(number, "vtkMRMLScalarVolumeNode"))
        np.testing.assert_array_equal(intensities_at(back, ct.geometry), ct.array)


def test_a_bundle_is_one_folder_in_a_zip_as_slicer_makes_it(filled, tmp_path):
    save_scene(filled.scene, tmp_path / "my case.mrb")
    with zipfile.ZipFile(tmp_path / "my case.mrb") as archive:
        names = archive.namelist()
    assert "my case/my case.mrml" in names
    assert {name.split("/")[0] for name in names} == {"my case"}


def test_slicers_own_reader_opens_the_bundle(filled, tmp_path, ct):
    save_scene(filled.scene, tmp_path / "case.mrb")
    with OffscreenScene() as other:
        remote = slicer.vtkMRMLRemoteIOLogic()
        remote.SetMRMLScene(other.scene)
        remote.GetCacheManager().SetRemoteCacheDirectory(str(tmp_path / "cache"))
        other.scene.SetCacheManager(remote.GetCacheManager())
        manager = slicer.vtkDataIOManager()
        manager.SetCacheManager(remote.GetCacheManager())
        other.scene.SetDataIOManager(manager)
        assert other.scene.ReadFromMRB(str(tmp_path / "case.mrb"), True)
        back = node_to_volume(first(other.scene, "vtkMRMLScalarVolumeNode"))
        np.testing.assert_array_equal(intensities_at(back, ct.geometry), ct.array)


def test_saving_leaves_the_scenes_own_address_alone(filled, tmp_path):
    filled.scene.SetURL("/somewhere/else.mrml")
    filled.scene.SetRootDirectory("/somewhere")
    save_scene(filled.scene, tmp_path / "case.mrb")
    assert (filled.scene.GetURL(), filled.scene.GetRootDirectory()) == ("/somewhere/else.mrml", "/somewhere")
    load_scene(tmp_path / "case.mrb", filled.scene)
    assert (filled.scene.GetURL(), filled.scene.GetRootDirectory()) == ("/somewhere/else.mrml", "/somewhere")


def test_a_failure_leaves_no_file_and_gives_the_surfaces_back(filled, tmp_path, monkeypatch):
    monkeypatch.setattr("medseg.mrml.scene_files._pack", lambda *_: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(WriteError):
        save_scene(filled.scene, tmp_path / "case.mrb")
    assert list(tmp_path.iterdir()) == []
    assert first(filled.scene, "vtkMRMLSegmentationNode").GetSegmentation().ContainsRepresentation(SURFACE)


def test_paths_that_cannot_be_are_refused(filled, tmp_path):
    with pytest.raises(ParameterError, match="mrb"):
        save_scene(filled.scene, tmp_path / "case.zip")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.txt").write_text("mine")
    with pytest.raises(WriteError, match="empty folder"):
        save_scene(filled.scene, tmp_path / "full")
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["a.txt"]


def test_what_is_no_scene_is_refused(offscreen, tmp_path):
    (tmp_path / "text.mrb").write_text("no zip")
    (tmp_path / "text.mrml").write_text("no xml")
    (tmp_path / "empty").mkdir()
    with zipfile.ZipFile(tmp_path / "other.mrb", "w") as archive:
        archive.writestr("a.txt", "a")
    for name, words in [
        ("text.mrb", "zip"),
        ("other.mrb", "got 0"),
        ("empty", "got 0"),
        ("gone.mrml", "no file"),
        ("gone", "got 0"),
    ]:
        with pytest.raises(ReadError, match=words):
            load_scene(tmp_path / name, offscreen.scene)
    with pytest.raises(ReadError, match="could not load"):
        load_scene(tmp_path / "text.mrml", offscreen.scene)
