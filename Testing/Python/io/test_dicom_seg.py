"""DICOM SEG: every one in the test data, with dcmqi's NRRDs, highdicom and pydicom as judges."""

import shutil
import warnings
from pathlib import Path

import highdicom as hd
import numpy as np
import pydicom
import pytest
import SimpleITK as sitk
from pydicom.sr.codedict import codes
from pydicom.uid import generate_uid

from medseg.errors import MedSegError, ReadError, UnsupportedFormatError
from medseg.io import inspect, read, read_segmentation, read_volume
from medseg.io.dicom_codes import color_of
from medseg.volume import Code, Geometry, Segmentation

ODDITIES = "dicom_oddities"
LIVER = (221 / 255, 130 / 255, 101 / 255)  # as Slicer and dcmqi have it


def places(array: np.ndarray, affine_lps: np.ndarray) -> set[tuple[float, ...]]:
    """Where the marked voxels of (k, j, i) lie, in mm, to a hundredth."""
    points = np.argwhere(array)[:, ::-1] @ affine_lps[:3, :3].T + affine_lps[:3, 3]
    return {tuple(point) for point in np.round(points, 2).tolist()}


def our_places(segmentation: Segmentation, name: str) -> set[tuple[float, ...]]:
    return places(segmentation.mask(name), segmentation.geometry.ijk_to_lps)


def highdicoms_places(path: Path, threshold: float = 0.5) -> list[set[tuple[float, ...]]]:
    volume = hd.seg.segread(path).get_volume(combine_segments=False)
    affine = volume.affine.copy()
    affine[:3, :3] = affine[:3, 2::-1]  # its columns are for (k, j, i)
    return [places(volume.array[..., n] > threshold, affine) for n in range(volume.array.shape[3])]


@pytest.mark.parametrize(
    ("name", "answer", "value"),
    [
        ("23x38x3/seg/label.seg", "23x38x3/nrrd/label.nrrd", 1),
        ("24x38x3/seg/label.seg", "24x38x3/nrrd/label.nrrd", 1),
        ("liver.dcm", "liver_seg.nrrd", 1),
        ("sparse-labelmap-noppv.dcm", "sparse_labelmap_noppv_seg.nrrd", 1),
        ("sparse-labelmap-ppv5.dcm", "sparse_labelmap_ppv5_seg.nrrd", 1),
    ],
)
def test_dcmqis_segmentations_have_exactly_its_voxels(data_dir: Path, name: str, answer: str, value: int) -> None:
    folder = data_dir / ODDITIES / "dcmqi"
    found = read_segmentation(folder / name)
    image = sitk.ReadImage(str(folder / answer))
    assert found.names == ("Liver",)
    assert np.array_equal(found.mask("Liver"), sitk.GetArrayFromImage(image) == value)
    np.testing.assert_allclose(found.geometry.origin_lps, image.GetOrigin(), atol=1e-4)
    np.testing.assert_allclose(found.geometry.spacing_ijk, image.GetSpacing(), atol=1e-4)
    assert found.segments[0].color == pytest.approx(LIVER, abs=0.004)
    coding = found.segments[0].coding
    assert coding is not None
    assert (coding.category.meaning, coding.type.meaning) == ("Tissue", "Liver")


def test_dcmqis_partial_overlaps_are_kept(data_dir: Path) -> None:
    folder = data_dir / ODDITIES / "dcmqi"
    found = read_segmentation(folder / "partial_overlaps.dcm")
    assert found.names == ("GREEN", "ORANGE", "PURPLE", "LIGHT_BLUE", "DARK_BLUE")
    assert found.has_overlaps()
    labels = [sitk.GetArrayFromImage(sitk.ReadImage(str(path))) for path in sorted(folder.glob("partial_overlaps-*.nrrd"))]
    answers = [label == value for label in labels for value in np.unique(label) if value]
    for name in found.names:
        assert any(np.array_equal(found.mask(name), answer) for answer in answers), name
    expected = highdicoms_places(folder / "partial_overlaps.dcm")
    assert [our_places(found, name) for name in found.names] == expected


@pytest.mark.parametrize(
    ("name", "segments"),
    [
        ("dcmqi/liver.dcm", 1),
        ("highdicom/seg_image_ct_binary.dcm", 1),
        ("highdicom/seg_image_ct_binary_fractional.dcm", 1),
        ("highdicom/seg_image_ct_binary_overlap.dcm", 2),
        ("highdicom/seg_image_ct_binary_single_frame.dcm", 1),
        ("highdicom/seg_image_ct_true_fractional.dcm", 1),
        ("pydicom/liver_1frame.dcm", 1),
        ("pydicom_data/liver.dcm", 1),
    ],
)
def test_marked_voxels_lie_where_highdicom_puts_them(data_dir: Path, name: str, segments: int) -> None:
    path = data_dir / ODDITIES / name
    found, expected = read_segmentation(path), highdicoms_places(path)
    assert len(found.segments) == segments
    assert [our_places(found, segment) for segment in found.names] == expected
    assert all(expected)


@pytest.mark.parametrize(
    ("name", "twin"),
    [
        ("pydicom_data/liver_expb.dcm", "pydicom_data/liver.dcm"),
        ("pydicom/liver_expb_1frame.dcm", "pydicom/liver_1frame.dcm"),
    ],
)
def test_big_endian_segmentations_equal_their_twins(data_dir: Path, name: str, twin: str) -> None:
    found, expected = (read_segmentation(data_dir / ODDITIES / one) for one in (name, twin))
    assert found.segments == expected.segments
    assert our_places(found, "Liver") == our_places(expected, "Liver")


def test_the_mask_of_a_film_has_its_pixels(data_dir: Path) -> None:
    path = data_dir / ODDITIES / "highdicom" / "seg_image_cr_binary.dcm"
    found = read_segmentation(path)
    assert np.array_equal(found.mask("first segment")[0], pydicom.dcmread(path).pixel_array.reshape(16, 16) == 1)


OTHERS = [
    "highdicom/sr_document.dcm", "highdicom/sr_document_with_multiple_groups.dcm", "pydicom/reportsi.dcm", "pydicom/test-SR.dcm",
    "pydicom/reportsi_with_empty_number_tags.dcm", "pydicom/rtdose.dcm", "pydicom/rtdose_1frame.dcm", "pydicom/rtdose_expb.dcm",
    "pydicom/rtdose_expb_1frame.dcm", "pydicom/rtdose_rle.dcm", "pydicom/rtdose_rle_1frame.dcm", "pydicom/rtplan.dcm",
    "pydicom/rtplan_truncated.dcm", "pydicom/rtstruct.dcm", "pydicom/badVR.dcm", "pydicom/waveform_ecg.dcm",
]  # fmt: skip
SEGMENTATIONS = [
    "dcmqi/23x38x3/seg/label.seg", "dcmqi/24x38x3/seg/label.seg", "dcmqi/liver.dcm", "dcmqi/partial_overlaps.dcm",
    "dcmqi/sparse-labelmap-noppv.dcm", "dcmqi/sparse-labelmap-ppv5.dcm", "highdicom/seg_image_cr_binary.dcm",
    "highdicom/seg_image_ct_binary.dcm", "highdicom/seg_image_ct_binary_fractional.dcm",
    "highdicom/seg_image_ct_binary_overlap.dcm", "highdicom/seg_image_ct_binary_single_frame.dcm",
    "highdicom/seg_image_ct_true_fractional.dcm", "pydicom/liver_1frame.dcm", "pydicom/liver_expb_1frame.dcm",
    "pydicom_data/liver.dcm", "pydicom_data/liver_expb.dcm",
]  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_reports_doses_and_plans_are_refused_in_one_clear_error(data_dir: Path, name: str) -> None:
    for reader in (read, read_volume, read_segmentation):
        with pytest.raises((UnsupportedFormatError, ReadError)) as error:
            reader(data_dir / ODDITIES / name)
        assert str(error.value).startswith(("Expected an image", "The image that the contours", "Expected a mask"))


def test_the_lists_name_every_object_that_is_no_image(data_dir: Path) -> None:
    listed = set()
    for path in (data_dir / ODDITIES).rglob("*"):
        if not path.is_file():
            continue
        try:
            with warnings.catch_warnings(action="ignore"):
                sop_class = str(pydicom.dcmread(path, stop_before_pixels=True).get("SOPClassUID", ""))
        except (pydicom.errors.InvalidDicomError, AttributeError, NotImplementedError):
            continue
        family = sop_class.removeprefix("1.2.840.10008.5.1.4.1.1.")
        if family.startswith(("66.", "88.", "481.", "9.1.")):
            listed.add(str(path.relative_to(data_dir / ODDITIES)))
    assert listed - {*OTHERS, *SEGMENTATIONS} == set()


@pytest.mark.parametrize("name", SEGMENTATIONS)
def test_a_segmentation_is_listed_and_is_no_image(data_dir: Path, name: str) -> None:
    path = data_dir / ODDITIES / name
    (listing,) = inspect(path)
    assert (listing.kind, listing.format, listing.path) == ("segmentation", "DICOM SEG", path)
    assert listing.description
    with pytest.raises(UnsupportedFormatError, match="as a mask"):
        read_volume(path)


def slices(count: int, directory: Path, spacing: float = 2.5) -> list[pydicom.Dataset]:
    """Oblique CT slices, written to a folder in a jumbled order."""
    series, frame, study = generate_uid(), generate_uid(), generate_uid()
    row, column = np.array([0.8, 0.6, 0.0]), np.array([0.0, 0.0, -1.0])
    normal = np.cross(row, column)
    directory.mkdir(parents=True, exist_ok=True)
    found = []
    for number in range(count):
        image = pydicom.dcmread(pydicom.data.get_testdata_file("CT_small.dcm"))
        image.Rows, image.Columns, image.PixelData = 8, 10, np.full((8, 10), number, np.int16).tobytes()
        image.SOPInstanceUID = image.file_meta.MediaStorageSOPInstanceUID = generate_uid()
        image.SeriesInstanceUID, image.FrameOfReferenceUID, image.StudyInstanceUID = series, frame, study
        image.ImageOrientationPatient = [*row.tolist(), *column.tolist()]
        image.ImagePositionPatient = np.round(np.array([10, -20, 30]) + normal * spacing * number, 6).tolist()
        image.PixelSpacing, image.SliceThickness = [0.75, 0.5], spacing
        image.InstanceNumber, image.RescaleIntercept = (7 * number) % count, 0
        image.save_as(directory / f"{(5 * number) % count}.dcm")
        found.append(image)
    return found


def written_seg(images: list[pydicom.Dataset], masks: np.ndarray, kind: str, path: Path) -> Path:
    descriptions = [
        hd.seg.SegmentDescription(
            segment_number=n + 1,
            segment_label=f"part {n}",
            segmented_property_category=codes.SCT.AnatomicalStructure,
            segmented_property_type=codes.SCT.Lung,
            algorithm_type="MANUAL",
            anatomic_regions=[codes.SCT.Chest],
            display_color=hd.color.CIELabColor.from_rgb(10, 200, 90),
        )
        for n in range(masks.shape[3])
    ]
    hd.seg.Segmentation(
        images, masks, kind, descriptions, generate_uid(), 9, generate_uid(), 1, "m", "m", "1", "1", omit_empty_frames=True
    ).save_as(path)
    return path


def two_parts(count: int) -> np.ndarray:
    masks = np.zeros((count, 8, 10, 2), np.uint8)
    masks[2:4, 1:5, 2:7, 0] = 1
    masks[3:5, 3:8, 5:10, 1] = 1
    return masks


@pytest.mark.parametrize("kind", ["BINARY", "FRACTIONAL", "LABELMAP"])
def test_empty_slices_and_overlaps_survive_on_the_grid_of_an_oblique_series(tmp_path: Path, kind: str) -> None:
    images = slices(6, tmp_path / "image")
    masks = two_parts(6)
    if kind == "LABELMAP":
        masks[..., 1] &= 1 - masks[..., 0]
    (tmp_path / "masks").mkdir()
    path = written_seg(images, masks if kind != "FRACTIONAL" else masks.astype(np.float32), kind, tmp_path / "masks" / "seg.dcm")
    volume = read_volume(tmp_path / "image")
    found = read_segmentation(path)
    assert found.geometry.matches(volume.geometry)
    numbers = volume.array[:, 0, 0].astype(int)  # which slice went where
    assert sorted(numbers.tolist()) == [0, 1, 2, 3, 4, 5]
    for n, name in enumerate(("part 0", "part 1")):
        assert np.array_equal(found.mask(name), masks[numbers, :, :, n] > 0)
    segment = found.segments[0]
    assert segment.color == pytest.approx((10 / 255, 200 / 255, 90 / 255), abs=0.004)
    assert segment.coding is not None
    assert segment.coding.type.is_same_concept(Code("SCT", "39607008", "Lung"))
    assert segment.coding.region is not None
    assert segment.coding.region.meaning == "Chest"


def test_without_its_image_the_grid_reaches_from_the_first_frame_to_the_last(tmp_path: Path) -> None:
    images = slices(6, tmp_path / "elsewhere" / "image")
    (tmp_path / "alone").mkdir()
    path = written_seg(images, two_parts(6), "BINARY", tmp_path / "alone" / "seg.dcm")
    on_image = read_segmentation(path)
    assert on_image.geometry.shape == (6, 8, 10)
    shutil.rmtree(tmp_path / "elsewhere")
    found = read_segmentation(path)
    assert found.geometry.shape == (3, 8, 10)
    assert found.geometry.spacing_ijk == pytest.approx((0.5, 0.75, 2.5))
    assert [our_places(found, name) for name in found.names] == [our_places(on_image, name) for name in found.names]


def test_a_given_grid_goes_before_the_image_beside(tmp_path: Path) -> None:
    images = slices(6, tmp_path / "image")
    path = written_seg(images, two_parts(6), "BINARY", tmp_path / "seg.dcm")
    whole = read_segmentation(path)
    padded = Geometry(
        tuple(n + 4 for n in whole.geometry.shape),
        np.vstack([np.column_stack([whole.geometry.ijk_to_ras[:3, :3], whole.geometry.to_ras([[-2, -2, -2]])[0]]), [0, 0, 0, 1]]),
    )
    moved = read_segmentation(path, padded)
    assert moved.geometry is padded
    assert np.array_equal(moved.mask("part 0")[2:-2, 2:-2, 2:-2], whole.mask("part 0"))
    finer = whole.geometry.with_spacing((1.0, 0.3, 0.3))
    assert read_segmentation(path, finer).geometry.spacing_ijk == pytest.approx((0.5, 0.75, 2.5))


def test_fractions_are_cut_above_one_half(tmp_path: Path) -> None:
    images = slices(3, tmp_path)
    fractions = np.zeros((3, 8, 10, 1), np.float32)
    fractions[1, 0, :5, 0] = [0.2, 0.49, 0.51, 0.8, 1.0]
    found = read_segmentation(written_seg(images, fractions, "FRACTIONAL", tmp_path / "seg.dcm"))
    assert np.argwhere(found.mask("part 0"))[:, 2].tolist() == [2, 3, 4]


@pytest.mark.parametrize("share", [0.3, 0.8, 0.99])
def test_a_truncated_segmentation_is_refused(tmp_path: Path, data_dir: Path, share: float) -> None:
    data = (data_dir / ODDITIES / "dcmqi" / "liver.dcm").read_bytes()
    (tmp_path / "seg.dcm").write_bytes(data[: int(len(data) * share)])
    with pytest.raises(MedSegError) as error:
        read_segmentation(tmp_path / "seg.dcm")
    assert "seg.dcm" in str(error.value)


@pytest.mark.parametrize("rgb", [(255, 0, 0), (0, 255, 0), (0, 0, 255), (0, 0, 0), (255, 255, 255), (177, 122, 101), (12, 34, 9)])
def test_colours_are_those_of_highdicom(rgb: tuple[int, int, int]) -> None:
    lab = hd.color.CIELabColor.from_rgb(*rgb)
    assert [round(part * 255) for part in color_of(list(lab.value), 0)] == list(lab.to_rgb(clip=True))


def test_a_missing_colour_is_the_segments_own() -> None:
    assert color_of(None, 0) == (0.9, 0.1, 0.1)
