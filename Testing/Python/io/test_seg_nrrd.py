"""Slicer's .seg.nrrd, with Slicer's own storage node and SimpleITK as judges."""

from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import SimpleITK as sitk

from medseg.errors import MedSegError, ReadError, UnsupportedFormatError
from medseg.io import read, read_segmentation, read_volume, write
from medseg.io.seg_nrrd import read_fields
from medseg.volume import Geometry, Segment, Segmentation

LUNG = (
    "Segmentation category and type - 3D Slicer General Anatomy list~SCT^123037004^Anatomical Structure~SCT^39607008^Lung"
    "~SCT^7771000^Left~Anatomic codes - DICOM master list~^^~^^"
)


@pytest.fixture(scope="module")
def slicer() -> ModuleType:
    return pytest.importorskip("slicer", reason="needs slicer-core")


def same(found: Segmentation, expected: Segmentation) -> None:
    assert found.segments == expected.segments
    assert found.geometry.matches(expected.geometry)
    for name in expected.names:
        assert np.array_equal(found.mask(name), expected.mask(name)), name


def test_a_round_trip_keeps_everything(tmp_path: Path, overlapping: Segmentation, acceleration: str) -> None:
    found = read(write(overlapping, tmp_path / "a.seg.nrrd"))
    assert isinstance(found, Segmentation)
    same(found, overlapping)
    assert found.provenance == overlapping.provenance
    np.testing.assert_allclose(found.geometry.ijk_to_ras, overlapping.geometry.ijk_to_ras, atol=1e-9)


def test_every_orientation_survives(tmp_path: Path, grid: Geometry) -> None:
    mask = np.random.default_rng(1).random(grid.shape) > 0.6
    written = Segmentation.from_masks(grid, {Segment("noise"): mask})
    same(read_segmentation(write(written, tmp_path / "a.seg.nrrd")), written)


def test_segments_that_do_not_overlap_share_one_layer(tmp_path: Path, overlapping: Segmentation) -> None:
    path = write(overlapping.selected(["left lung", "nothing"]), tmp_path / "a.seg.nrrd")
    image = sitk.ReadImage(str(path))
    assert image.GetNumberOfComponentsPerPixel() == 1
    assert image.GetMetaData("Segment0_LabelValue") == "1"
    assert image.GetMetaData("Segment1_LabelValue") == "2"


def test_simpleitk_reads_layers_labels_and_grid(tmp_path: Path, overlapping: Segmentation) -> None:
    image = sitk.ReadImage(str(write(overlapping, tmp_path / "a.seg.nrrd")))
    array = sitk.GetArrayFromImage(image)
    assert array.shape == (*overlapping.geometry.shape, 2)
    for number, name in enumerate(("left lung", "Läsion")):
        layer, label = (int(image.GetMetaData(f"Segment{number}_{key}")) for key in ("Layer", "LabelValue"))
        assert np.array_equal(array[..., layer] == label, overlapping.mask(name))
    np.testing.assert_allclose(image.GetOrigin(), overlapping.geometry.origin_lps, atol=1e-9)
    np.testing.assert_allclose(image.GetDirection(), overlapping.geometry.directions_lps.ravel(), atol=1e-12)


def test_more_than_255_segments_take_two_bytes(tmp_path: Path) -> None:
    geometry = Geometry.from_axes((1, 20, 20), (1, 1, 1))
    labels = np.arange(400, dtype=np.uint16).reshape(1, 20, 20)
    segments = {label: Segment(f"s{label}") for label in range(1, 400)}
    found = read_segmentation(write(Segmentation.from_labelmap(geometry, labels, segments), tmp_path / "a.seg.nrrd"))
    assert len(found.segments) == 399
    assert np.array_equal(np.argwhere(found.mask("s321")), np.argwhere(labels == 321))


def slicers_node(slicer: Any, path: Path) -> Any:
    scene = slicer.vtkMRMLScene()
    logic = slicer.vtkSlicerSegmentationsModuleLogic()  # registers the converters
    logic.SetMRMLScene(scene)
    node, storage = slicer.vtkMRMLSegmentationNode(), slicer.vtkMRMLSegmentationStorageNode()
    scene.AddNode(node)
    scene.AddNode(storage)
    storage.SetFileName(str(path))
    return scene, logic, node, storage


def mask_in_slicer(slicer: Any, node: Any, identifier: str, shape: tuple[int, ...]) -> np.ndarray:
    from vtkmodules.util.numpy_support import vtk_to_numpy

    image = slicer.vtkOrientedImageData()
    node.GetBinaryLabelmapRepresentation(identifier, image)
    i0, i1, j0, j1, k0, k1 = image.GetExtent()
    mask = np.zeros(shape, np.bool_)
    if i1 >= i0 and image.GetPointData().GetScalars():
        part = vtk_to_numpy(image.GetPointData().GetScalars()).reshape(k1 - k0 + 1, j1 - j0 + 1, i1 - i0 + 1)
        mask[k0 : k1 + 1, j0 : j1 + 1, i0 : i1 + 1] = part == node.GetSegmentation().GetSegment(identifier).GetLabelValue()
    return mask


def test_slicer_opens_it_with_names_colours_terminology_and_voxels(
    slicer: ModuleType, tmp_path: Path, overlapping: Segmentation
) -> None:
    from vtkmodules.vtkCommonCore import mutable

    _scene, _logic, node, storage = slicers_node(slicer, write(overlapping, tmp_path / "a.seg.nrrd"))
    assert storage.ReadData(node) == 1
    segmentation = node.GetSegmentation()
    assert segmentation.GetNumberOfSegments() == 3
    for number, expected in enumerate(overlapping.segments):
        segment = segmentation.GetNthSegment(number)
        assert segment.GetName() == expected.name
        assert segment.GetColor() == pytest.approx(expected.color)
        entry = mutable("")
        segment.GetTag("TerminologyEntry", entry)
        if expected.coding:
            assert str(entry) == expected.coding.to_terminology_entry()
        mask = mask_in_slicer(slicer, node, segmentation.GetNthSegmentID(number), overlapping.geometry.shape)
        assert np.array_equal(mask, overlapping.mask(expected.name))
    assert LUNG in [segment.coding.to_terminology_entry() for segment in overlapping.segments if segment.coding]


@pytest.mark.parametrize("crop", [False, True])
def test_what_slicer_saves_is_read_back_onto_the_images_grid(
    slicer: ModuleType, tmp_path: Path, overlapping: Segmentation, crop: bool
) -> None:
    _scene, _logic, node, storage = slicers_node(slicer, write(overlapping, tmp_path / "a.seg.nrrd"))
    assert storage.ReadData(node) == 1
    storage.SetCropToMinimumExtent(crop)
    storage.SetFileName(str(tmp_path / "b.seg.nrrd"))
    assert storage.WriteData(node) == 1
    cropped = sitk.ReadImage(str(tmp_path / "b.seg.nrrd")).GetSize() != overlapping.geometry.shape[::-1]
    assert cropped == crop
    same_masks = read_segmentation(tmp_path / "b.seg.nrrd")
    assert same_masks.geometry.matches(overlapping.geometry)
    for name in overlapping.names:
        assert np.array_equal(same_masks.mask(name), overlapping.mask(name))


HEAD = """NRRD0004
type: unsigned char
dimension: {dimension}
space: left-posterior-superior
sizes: {sizes}
space directions: {axes}
kinds: {kinds}
encoding: raw
space origin: (0,0,0)
{fields}

"""


def by_hand(path: Path, fields: list[str], layers: int = 1, voxels: bytes | None = None) -> Path:
    many = layers > 1
    head = HEAD.format(
        dimension=4 if many else 3,
        sizes=f"{layers} 2 2 2" if many else "2 2 2",
        axes=("none " if many else "") + "(1,0,0) (0,1,0) (0,0,1)",
        kinds=("list " if many else "") + "domain domain domain",
        fields="\n".join(fields),
    )
    path.write_bytes(head.encode() + (voxels or bytes(8 * layers)))
    return path


def test_old_files_without_layer_and_label_have_a_segment_in_each_layer(tmp_path: Path) -> None:
    voxels = np.zeros((2, 2, 2, 2), np.uint8)
    voxels[0, 0, 0, 0] = voxels[1, 1, 1, 1] = 1
    fields = ["Segment0_ID:=A", "Segment0_Name:=first", "Segment1_ID:=B", "Segment1_Name:=second"]
    found = read_segmentation(by_hand(tmp_path / "a.seg.nrrd", fields, 2, voxels.tobytes()))
    assert np.argwhere(found.mask("first")).tolist() == [[0, 0, 0]]
    assert np.argwhere(found.mask("second")).tolist() == [[1, 1, 1]]


def test_missing_names_colours_and_tags_are_filled_in(tmp_path: Path) -> None:
    fields = ["Segment0_ID:=A", "Segment1_ID:=B", "Segment1_Name:=A", "Segment1_LabelValue:=2", "Segment1_Color:=red"]
    found = read_segmentation(by_hand(tmp_path / "a.nrrd", fields))
    assert found.names == ("A", "A_2")
    assert found.segments[0].color == (0.9, 0.1, 0.1)
    assert found.segments[1].coding is None


def test_content_and_not_the_name_makes_it_a_segmentation(tmp_path: Path, overlapping: Segmentation) -> None:
    write(overlapping, tmp_path / "a.seg.nrrd").rename(tmp_path / "plain.nrrd")
    assert isinstance(read(tmp_path / "plain.nrrd"), Segmentation)
    with pytest.raises(UnsupportedFormatError, match="got a segmentation"):
        read_volume(tmp_path / "plain.nrrd")


@pytest.mark.parametrize("field", ["Segment0_Layer:=5", "Segment0_LabelValue:=0", "Segment0_LabelValue:=-3"])
def test_a_place_that_does_not_exist_is_refused(tmp_path: Path, field: str) -> None:
    with pytest.raises(ReadError, match="damaged"):
        read_segmentation(by_hand(tmp_path / "a.seg.nrrd", ["Segment0_ID:=A", field]))


def test_fractions_are_refused_with_a_remedy(tmp_path: Path) -> None:
    fields = ["Segment0_ID:=A", "Segmentation_MasterRepresentation:=Fractional labelmap"]
    with pytest.raises(UnsupportedFormatError, match="fractions"):
        read_segmentation(by_hand(tmp_path / "a.seg.nrrd", fields))


def test_a_name_over_two_lines_stays_in_one_field(tmp_path: Path, oblique_grid: Geometry) -> None:
    name = "two\\lines\nSegment1_ID:=B"
    masks = {Segment(name): np.ones(oblique_grid.shape, np.bool_)}
    path = write(Segmentation.from_masks(oblique_grid, masks), tmp_path / "a.seg.nrrd")
    assert "Segment1_ID" not in read_fields(path)
    assert read_segmentation(path).names == (name,)


@pytest.mark.parametrize("suffix", [".nrrd", ".mha", ".nii.gz", ".png"])
def test_overlaps_are_not_lost_in_other_formats(tmp_path: Path, overlapping: Segmentation, suffix: str) -> None:
    with pytest.raises(MedSegError, match=r"write a \.seg\.nrrd"):
        write(overlapping, tmp_path / f"a{suffix}")
    assert list(tmp_path.iterdir()) == []
