"""Files through slicer.util."""

import zipfile

import numpy as np
import pytest


@pytest.fixture
def image(scene):
    """A small image, oblique and anisotropic."""
    import slicer

    matrix = np.array([[0.0, -1.2, 0.0, 5.0], [0.64, 0.0, 1.2, -7.0], [-0.48, 0.0, 1.6, 11.0], [0.0, 0.0, 0.0, 1.0]])
    array = np.arange(5 * 6 * 7, dtype=np.int16).reshape(5, 6, 7)
    return slicer.util.addVolumeFromArray(array, ijkToRAS=matrix, name="image")


@pytest.fixture
def segmentation(image, scene):
    """Half of the image as a segment, with its surface."""
    import slicer

    node = scene.AddNewNodeByClass("vtkMRMLSegmentationNode", "parts")
    node.CreateDefaultDisplayNodes()
    node.SetReferenceImageGeometryParameterFromVolumeNode(image)
    node.GetSegmentation().AddEmptySegment("half", "Half", [1, 0, 0])
    mask = np.zeros((5, 6, 7), np.uint8)
    mask[1:4, 1:5, 1:6] = 1
    slicer.util.updateSegmentBinaryLabelmapFromArray(mask, node, "half", image)
    node.CreateClosedSurfaceRepresentation()
    return node


def geometry(node):
    import slicer
    import vtk

    matrix = vtk.vtkMatrix4x4()
    node.GetIJKToRASMatrix(matrix)
    return slicer.util.arrayFromVTKMatrix(matrix)


@pytest.mark.parametrize("ending", [".nrrd", ".nii.gz", ".mha"])
def test_images_are_written_and_read(image, tmp_path, ending):
    import slicer

    path = tmp_path / f"written{ending}"
    assert slicer.util.saveNode(image, str(path))
    read = slicer.util.loadVolume(str(path))
    assert read.GetName().startswith("written")
    assert np.array_equal(slicer.util.arrayFromVolume(read), slicer.util.arrayFromVolume(image))
    np.testing.assert_allclose(geometry(read), geometry(image), atol=1e-5)


def test_an_image_that_is_loaded_is_shown_unless_asked_not_to_be(image, tmp_path, scene):
    import slicer

    path = str(tmp_path / "a.nrrd")
    slicer.util.saveNode(image, path)
    shown = slicer.util.loadVolume(path)
    background = lambda: slicer.app.layoutManager().sliceWidget("Red").mrmlSliceCompositeNode().GetBackgroundVolumeID()  # noqa: E731
    assert background() == shown.GetID()
    hidden = slicer.util.loadVolume(path, {"show": False, "name": "hidden"})
    assert hidden.GetName() == "hidden"
    assert background() == shown.GetID()
    labels = slicer.util.loadVolume(path, {"labelmap": True})
    assert labels.IsA("vtkMRMLLabelMapVolumeNode")


def test_export_leaves_the_file_of_the_node_alone(image, tmp_path, scene):
    import slicer

    slicer.util.saveNode(image, str(tmp_path / "own.nrrd"))
    count = scene.GetNumberOfNodes()
    assert slicer.util.exportNode(image, str(tmp_path / "copy.nii.gz"), {})
    assert (tmp_path / "copy.nii.gz").is_file()
    assert image.GetStorageNode().GetFileName() == str(tmp_path / "own.nrrd")
    assert scene.GetNumberOfNodes() == count


def test_export_in_world_coordinates_hardens_a_copy(image, tmp_path, scene):
    import slicer

    transform = scene.AddNewNodeByClass("vtkMRMLLinearTransformNode")
    transform.SetMatrixTransformToParent(slicer.util.vtkMatrixFromArray(np.diag([1.0, 1.0, 1.0, 1.0]) + np.eye(4, k=3) * 50))
    image.SetAndObserveTransformNodeID(transform.GetID())
    slicer.util.exportNode(image, str(tmp_path / "world.nrrd"), {}, world=True)
    read = slicer.util.loadVolume(str(tmp_path / "world.nrrd"))
    assert geometry(read)[0, 3] == pytest.approx(55)
    assert geometry(image)[0, 3] == pytest.approx(5)


def test_segmentations_are_written_and_read(segmentation, image, tmp_path):
    import slicer

    path = str(tmp_path / "parts.seg.nrrd")
    assert slicer.util.saveNode(segmentation, path)
    read = slicer.util.loadSegmentation(path)
    identifier = read.GetSegmentation().GetNthSegmentID(0)
    assert read.GetSegmentation().GetSegment(identifier).GetName() == "Half"
    assert slicer.util.arrayFromSegmentBinaryLabelmap(read, identifier, image).sum() == 60


@pytest.mark.parametrize(
    ("kind", "ending", "load"),
    [
        ("vtkMRMLTableNode", ".csv", "loadTable"),
        ("vtkMRMLMarkupsROINode", ".mrk.json", "loadMarkups"),
        ("vtkMRMLLinearTransformNode", ".h5", "loadTransform"),
        ("vtkMRMLTextNode", ".txt", "loadText"),
    ],
)
def test_other_nodes_are_written_and_read(scene, tmp_path, kind, ending, load):
    import slicer

    node = scene.AddNewNodeByClass(kind, "thing")
    if kind == "vtkMRMLTextNode":
        node.SetText("words")
    path = str(tmp_path / f"thing{ending}")
    assert slicer.util.saveNode(node, path)
    read = getattr(slicer.util, load)(path)
    assert read.GetClassName() == kind
    assert read is not node
    assert kind != "vtkMRMLTextNode" or read.GetText() == "words"


def test_models_are_written_and_read(scene, tmp_path):
    import slicer
    import vtk

    sphere = vtk.vtkSphereSource()
    sphere.Update()
    model = slicer.modules.models.logic().AddModel(sphere.GetOutput())
    assert slicer.util.saveNode(model, str(tmp_path / "ball.stl"))
    read = slicer.util.loadModel(str(tmp_path / "ball.stl"))
    np.testing.assert_allclose(read.GetPolyData().GetBounds(), sphere.GetOutput().GetBounds(), atol=1e-5)


def test_a_file_that_is_not_there_or_no_image_says_so(scene, tmp_path):
    import slicer

    with pytest.raises(RuntimeError, match=r"There is no file none\.nrrd"):
        slicer.util.loadVolume(str(tmp_path / "none.nrrd"), {})
    (tmp_path / "bad.mrb").write_text("no zip")
    with pytest.raises(RuntimeError, match="not a zip file"):
        slicer.util.loadScene(str(tmp_path / "bad.mrb"), {})


def test_the_kind_of_a_file_is_known_by_its_name(slicer_host):
    import slicer

    kinds = {
        "a.nrrd": "VolumeFile",
        "a.nii.gz": "VolumeFile",
        "a.seg.nrrd": "SegmentationFile",
        "a.mrb": "SceneFile",
        "a.mrk.json": "MarkupsFile",
        "a.stl": "ModelFile",
        "a.tsv": "TableFile",
        "a.xyz": "NoFile",
    }
    assert {name: slicer.app.coreIOManager().fileType(name) for name in kinds} == kinds


@pytest.mark.parametrize("name", ["case.mrb", "case"])
def test_scenes_come_back_with_their_surfaces_and_keep_them_when_saved(segmentation, scene, tmp_path, name):
    import slicer

    path = tmp_path / name
    assert slicer.util.saveScene(str(path))
    assert segmentation.GetSegmentation().ContainsRepresentation("Closed surface")
    points = segmentation.GetClosedSurfaceInternalRepresentation("half").GetNumberOfPoints()
    scene.Clear(False)
    assert not slicer.util.getNodesByClass("vtkMRMLSegmentationNode")
    slicer.util.loadScene(str(path if path.suffix else next(path.glob("*.mrml"))))
    opened = slicer.util.getNode("parts")
    assert opened.GetClosedSurfaceInternalRepresentation("half").GetNumberOfPoints() == points
    assert opened.GetSegmentation().GetSegment("half").GetColor() == (1, 0, 0)
    assert np.array_equal(slicer.util.arrayFromVolume(slicer.util.getNode("image")).ravel(), np.arange(210))


def test_a_scene_opens_after_one_was_emptied_to_the_last_node(segmentation, scene, tmp_path):
    import slicer

    slicer.util.saveScene(str(tmp_path / "case.mrb"))
    scene.Clear(True)
    scene.Clear(False)
    slicer.util.loadScene(str(tmp_path / "case.mrb"))
    opened = slicer.util.getNode("parts")
    assert slicer.vtkMRMLFolderDisplayNode.GetHierarchyVisibility(opened)
    names = [scene.GetSubjectHierarchyNode().GetItemName(item) for item in slicer.util.getSubjectHierarchyItemChildren()]
    assert sorted(names) == ["image", "parts"]


def test_a_bundle_holds_its_files_below_one_folder_and_no_surface(segmentation, tmp_path):
    import slicer

    slicer.util.saveScene(str(tmp_path / "case.mrb"))
    with zipfile.ZipFile(tmp_path / "case.mrb") as bundle:
        names = bundle.namelist()
    assert {name.split("/")[0] for name in names} == {"case"}
    assert any(name.endswith(".mrml") for name in names)


def test_a_scene_is_added_to_the_one_that_is_open(image, scene, tmp_path):
    import slicer

    slicer.util.saveScene(str(tmp_path / "case.mrb"))
    slicer.util.loadScene(str(tmp_path / "case.mrb"))
    assert len(slicer.util.getNodesByClass("vtkMRMLScalarVolumeNode")) == 2
    assert slicer.app.coreIOManager().loadScene(str(tmp_path / "case.mrb"), True)
    assert len(slicer.util.getNodesByClass("vtkMRMLScalarVolumeNode")) == 1


def test_nodes_have_items_in_the_subject_hierarchy(segmentation, image, scene, tmp_path):
    import slicer

    names = lambda: sorted(  # noqa: E731
        scene.GetSubjectHierarchyNode().GetItemName(item) for item in slicer.util.getSubjectHierarchyItemChildren()
    )
    held = scene.GetSubjectHierarchyNode()  # a script that holds it must not keep the next scene from its own
    assert names() == ["image", "parts"]
    scene.RemoveNode(image)
    assert names() == ["parts"]
    slicer.util.saveScene(str(tmp_path / "case.mrb"))
    scene.Clear(False)
    assert names() == []
    slicer.util.loadScene(str(tmp_path / "case.mrb"))
    assert names() == ["parts"]
    assert scene.GetNumberOfNodesByClass("vtkMRMLSubjectHierarchyNode") == 1
    assert held.GetScene() is None


def test_hidden_nodes_have_no_item(scene):
    node = scene.CreateNodeByClass("vtkMRMLModelNode")
    node.UnRegister(None)
    node.SetHideFromEditors(1)
    scene.AddNode(node)
    assert not scene.GetSubjectHierarchyNode().GetItemByDataNode(node)
