"""RTSTRUCT: contours on the slices of their image."""

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from medseg.errors import ReadError, SeriesError, UnsupportedFormatError
from medseg.io import inspect, read, read_segmentation, read_volume
from medseg.volume import Geometry, Segmentation

GRID = Geometry.from_axes((6, 20, 30), (0.8, 0.8, 3.0), (-100, -50, 200))
RTSTRUCT = "1.2.840.10008.5.1.4.1.1.481.3"


def ring(k: float, low: float, high: float, grid: Geometry = GRID) -> list[float]:
    """A square contour in voxel indices, as LPS points."""
    corners = [(low, low, k), (high, low, k), (high, high, k), (low, high, k)]
    return (grid.to_ras(corners) * [-1, -1, 1]).ravel().tolist()


def contour(data: list[float], kind: str = "CLOSED_PLANAR") -> Dataset:
    item = Dataset()
    item.ContourGeometricType = kind
    item.NumberOfContourPoints = len(data) // 3
    item.ContourData = [f"{value:.6f}" for value in data]
    return item


def save(path: Path, structures: dict[str, list[Dataset]], **more: Any) -> Path:
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = RTSTRUCT, generate_uid()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset = FileDataset(path, {}, file_meta=meta, preamble=b"\0" * 128)
    dataset.SOPClassUID, dataset.SOPInstanceUID, dataset.Modality = RTSTRUCT, meta.MediaStorageSOPInstanceUID, "RTSTRUCT"
    dataset.SeriesInstanceUID = generate_uid()
    dataset.StructureSetROISequence, dataset.ROIContourSequence = [], []
    for number, (name, contours) in enumerate(structures.items(), start=1):
        roi, drawn = Dataset(), Dataset()
        roi.ROINumber, roi.ROIName = number, name
        drawn.ReferencedROINumber, drawn.ROIDisplayColor = number, [255, 51 * number, 0]
        drawn.ContourSequence = contours
        dataset.StructureSetROISequence.append(roi)
        dataset.ROIContourSequence.append(drawn)
    for key, value in more.items():
        setattr(dataset, key, value)
    dataset.save_as(path)
    return path


def codes(segmentation: Segmentation) -> list[str]:
    return [finding["code"] for finding in segmentation.provenance.get("findings", [])]


def test_names_colours_and_voxels_come_out(tmp_path: Path) -> None:
    path = save(tmp_path / "rs.dcm", {"GTV": [contour(ring(2, 3.5, 8.5)), contour(ring(3, 3.5, 6.5))], "empty": []})
    found = read_segmentation(path, GRID)
    assert found.names == ("GTV", "empty")
    assert found.segments[0].color == pytest.approx((1.0, 0.2, 0.0))
    expected = np.zeros(GRID.shape, np.bool_)
    expected[2, 4:9, 4:9] = expected[3, 4:7, 4:7] = True
    assert np.array_equal(found.mask("GTV"), expected)
    assert not found.mask("empty").any()
    assert codes(found) == []


def test_oblique_and_flipped_images_get_their_contours(tmp_path: Path, grid: Geometry) -> None:
    path = save(tmp_path / "rs.dcm", {"GTV": [contour(ring(2, 1.5, 4.5, grid))]})
    mask = read_segmentation(path, grid).mask("GTV")
    assert mask.sum() == 9
    assert mask[2, 2:5, 2:5].all()


def test_a_contour_within_another_is_a_hole(tmp_path: Path) -> None:
    path = save(tmp_path / "rs.dcm", {"ring": [contour(ring(1, 1.5, 12.5)), contour(ring(1, 4.5, 8.5))]})
    assert read_segmentation(path, GRID).mask("ring").sum() == 11**2 - 4**2


def test_overlapping_structures_are_kept(tmp_path: Path) -> None:
    path = save(tmp_path / "rs.dcm", {"a": [contour(ring(1, 1.5, 8.5))], "b": [contour(ring(1, 4.5, 12.5))]})
    found = read_segmentation(path, GRID)
    assert found.has_overlaps()
    assert (found.mask("a") & found.mask("b")).sum() == 4**2


def test_a_contour_between_slices_goes_to_the_nearest_and_is_told(tmp_path: Path) -> None:
    found = read_segmentation(save(tmp_path / "rs.dcm", {"a": [contour(ring(2.3, 1.5, 4.5))]}), GRID)
    assert np.flatnonzero(found.mask("a").any(axis=(1, 2))).tolist() == [2]
    assert codes(found) == ["contours-between-slices"]


def test_planes_closer_than_slices_do_not_cancel_each_other(tmp_path: Path) -> None:
    planes = [contour(ring(k, 1.5, 4.5)) for k in (1.6, 1.9, 2.2, 2.4)]
    found = read_segmentation(save(tmp_path / "rs.dcm", {"a": planes}), GRID)
    assert found.mask("a")[2].sum() == 9
    assert "contours-crowded" in codes(found)


def test_contours_outside_the_image_and_gaps_are_told(tmp_path: Path) -> None:
    planes = [contour(ring(k, 1.5, 4.5)) for k in (0, 3, 40)]
    found = read_segmentation(save(tmp_path / "rs.dcm", {"a": planes}), GRID)
    assert found.mask("a").sum() == 2 * 9
    assert codes(found) == ["contours-outside", "contours-gaps"]


def test_points_and_open_lines_enclose_nothing(tmp_path: Path) -> None:
    lines = [contour([1.0, 2.0, 3.0], "POINT"), contour(ring(1, 1.5, 4.5), "OPEN_PLANAR")]
    found = read_segmentation(save(tmp_path / "rs.dcm", {"a": lines}), GRID)
    assert not found.union().any()
    assert codes(found) == ["contours-open"]


def test_contours_across_slices_are_refused(tmp_path: Path) -> None:
    points = (GRID.to_ras([(1, 1, 0), (5, 1, 4), (5, 6, 4)]) * [-1, -1, 1]).ravel().tolist()
    with pytest.raises(UnsupportedFormatError, match="parallel to the image's slices"):
        read_segmentation(save(tmp_path / "rs.dcm", {"a": [contour(points)]}), GRID)


def test_without_its_image_the_remedy_is_named(tmp_path: Path) -> None:
    (tmp_path / "alone").mkdir()
    path = save(tmp_path / "alone" / "rs.dcm", {"a": []})
    with pytest.raises(SeriesError, match="into one folder, or name the image"):
        read_segmentation(path)


def test_no_structure_at_all_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="Expected structures"):
        read_segmentation(save(tmp_path / "rs.dcm", {}), GRID)


@pytest.mark.parametrize("text", [b"nan", b"inf", b"1\\2", b"one"])
def test_points_that_are_none_are_refused(tmp_path: Path, text: bytes) -> None:
    item = contour(ring(1, 1.5, 4.5))
    first = str(item.ContourData[0]).encode()
    path = save(tmp_path / "rs.dcm", {"a": [item]})
    path.write_bytes(path.read_bytes().replace(first, text.ljust(len(first)), 1))
    with pytest.raises(ReadError, match="damaged"):
        read_segmentation(path, GRID)


def test_a_structure_set_is_no_image(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormatError, match="as a mask"):
        read_volume(save(tmp_path / "rs.dcm", {"a": []}))


def test_the_real_tumour_has_exactly_the_reference_masks_voxels(data_dir: Path) -> None:
    folder = data_dir / "ct_thigh_rtstruct"
    found = read_segmentation(folder / "dicom" / "CT" / "mask" / "RS.dcm")
    assert found.names == ("GTV_Mass_CT",)
    assert found.segments[0].color == (1, 0, 0)
    assert codes(found) == []
    reference = read_segmentation(folder / "nifti" / "CT_mask.nii.gz", found.geometry)
    assert np.array_equal(found.mask("GTV_Mass_CT"), reference.union())
    assert found.mask("GTV_Mass_CT").sum() == 117_145
    assert found.geometry.matches(read_volume(folder / "dicom").geometry)


def test_the_image_is_found_in_a_tree_and_by_the_folder(data_dir: Path, tmp_path: Path) -> None:
    source = data_dir / "ct_thigh_rtstruct" / "dicom" / "CT"
    for name in ("000000.dcm", "000001.dcm", "000002.dcm"):
        (tmp_path / "deep" / "in" / "a").mkdir(parents=True, exist_ok=True)
        shutil.copy(source / "image" / name, tmp_path / "deep" / "in" / "a" / name)
    shutil.copy(source / "mask" / "RS.dcm", tmp_path / "RS.dcm")
    found = read_segmentation(tmp_path)
    assert found.geometry.shape == (3, 202, 198)
    assert "contours-outside" in codes(found)
    assert isinstance(read(tmp_path / "RS.dcm"), Segmentation)
    assert [(listing.kind, listing.format, listing.description) for listing in inspect(tmp_path)][1] == (
        "segmentation", "RTSTRUCT", "GTV_Mass_CT",
    )  # fmt: skip
