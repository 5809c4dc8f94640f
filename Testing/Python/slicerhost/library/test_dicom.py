"""The stand-in for Slicer's DICOM module."""

import shutil

import numpy as np
import pytest


@pytest.fixture
def folder(data_dir, tmp_path):
    """A real series under names whose order says nothing, and a file that is none."""
    for number, path in enumerate(sorted((data_dir / "dicom_oddities" / "slicer_cthead").rglob("*"))):
        if path.is_file() and path.suffix.lower() not in (".md", ".txt"):
            shutil.copy(path, tmp_path / f"{(number * 37) % 101:03d}-{number}")
    (tmp_path / "notes.txt").write_text("no image")
    return tmp_path


def test_a_series_is_sorted_by_position_and_lies_where_simpleitk_puts_it(folder, scene, slicer_host):
    import SimpleITK as sitk
    import slicer

    from slicerhost.slicerlib.dicom.reading import find_series, load_series

    series = max(find_series(folder), key=lambda one: len(one.files))
    node = load_series(series)
    reader = sitk.ImageSeriesReader()
    reader.SetFileNames(reader.GetGDCMSeriesFileNames(str(folder), series.uid))
    image = reader.Execute()
    assert np.array_equal(slicer.util.arrayFromVolume(node), sitk.GetArrayFromImage(image))
    matrix = np.array([[node_matrix(node)[row, column] for column in range(4)] for row in range(4)])
    corner = np.array([3, 4, 5])
    expected = np.diag([-1, -1, 1]) @ image.TransformIndexToPhysicalPoint(corner.tolist())
    np.testing.assert_allclose((matrix @ [*corner, 1])[:3], expected, atol=1e-3)


def test_the_instances_the_study_and_no_name_are_kept(folder, scene, slicer_host):
    from slicerhost.slicerlib.dicom.reading import find_series, load_series

    series = max(find_series(folder), key=lambda one: len(one.files))
    node = load_series(series)
    uids = node.GetAttribute("DICOM.instanceUIDs").split(" ")
    assert len(uids) == len(series.files) == len(set(uids))
    hierarchy = scene.GetSubjectHierarchyNode()
    item = hierarchy.GetItemByDataNode(node)
    study = hierarchy.GetItemParent(item)
    assert hierarchy.GetItemUID(item, "DICOM") == series.uid
    assert hierarchy.GetItemLevel(study) == "Study"
    assert hierarchy.GetItemUID(study, "DICOM") == series.study_uid
    assert hierarchy.GetItemName(hierarchy.GetItemParent(study)) == "Patient"
    again = load_series(series)
    assert hierarchy.GetItemParent(hierarchy.GetItemByDataNode(again)) == study


def test_the_panel_lists_the_series_and_loads_the_chosen_one(folder, scene, slicer_host):
    import slicer

    slicer_host.main_window.show()
    widget = slicer_host.select_module("DICOM")
    widget.showFolder(str(folder))
    assert widget.table.rowCount == len(widget.series) >= 1
    assert widget.loadButton.enabled
    (node,) = widget.onLoad()
    red = slicer.app.layoutManager().sliceWidget("Red").mrmlSliceCompositeNode()
    assert red.GetBackgroundVolumeID() == node.GetID()


def test_a_folder_without_images_lists_nothing(scene, slicer_host, tmp_path):
    (tmp_path / "notes.txt").write_text("no image")
    widget = slicer_host.select_module("DICOM")
    widget.showFolder(str(tmp_path))
    assert widget.table.rowCount == 0
    assert not widget.loadButton.enabled


def node_matrix(node):
    import slicer
    import vtk

    matrix = vtk.vtkMatrix4x4()
    node.GetIJKToRASMatrix(matrix)
    return slicer.util.arrayFromVTKMatrix(matrix)
