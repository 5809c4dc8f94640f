"""One call reads what is at a path, lists it, or says in one error why not."""

import shutil
from pathlib import Path

import numpy as np
import pydicom
import pytest
import SimpleITK as sitk
from PIL import Image

from medseg.errors import InputError, MedSegError, NoImageError, ReadError, SeriesError, UnsupportedFormatError
from medseg.io import inspect, read, read_segmentation, read_volume, write
from medseg.records import ReadParameters
from medseg.volume import Geometry, Modality, Segment, Segmentation, Volume

GRID = Geometry.from_axes((4, 5, 6), (0.7, 0.8, 2.5), (1, 2, 3))
VOXELS = np.random.default_rng(6).integers(0, 1000, GRID.shape).astype(np.int16)
VOLUME = Volume(VOXELS, GRID)
MASK = np.zeros(GRID.shape, np.bool_)
MASK[1:3, 1:4, 2:5] = True
SEGMENTATION = Segmentation.from_masks(GRID, {Segment("lung"): MASK})
EVERY = (read, read_volume, read_segmentation)


@pytest.fixture
def mixed(tmp_path: Path, data_dir: Path) -> Path:
    """A folder with a CT series, its structure set, an image file, a mask, notes, a broken file and a report."""
    source = data_dir / "ct_thigh_rtstruct" / "dicom" / "CT"
    shutil.copytree(
        source / "image", tmp_path / "deep" / "ct", ignore=lambda _, names: [name for name in names if name > "000012"]
    )
    shutil.copy(source / "mask" / "RS.dcm", tmp_path / "rs.dcm")
    write(VOLUME, tmp_path / "files" / "image.nii.gz")
    write(SEGMENTATION, tmp_path / "files" / "mask.seg.nrrd")
    (tmp_path / "notes.txt").write_text("nothing to see")
    (tmp_path / "files" / "broken.nrrd").write_bytes((tmp_path / "files" / "mask.seg.nrrd").read_bytes()[:60])
    shutil.copy(data_dir / "dicom_oddities" / "highdicom" / "sr_document.dcm", tmp_path / "sr.dcm")
    return tmp_path


def test_a_mixed_tree_is_listed_and_numbered(mixed: Path) -> None:
    listings = inspect(mixed)
    assert [(one.number, one.kind, one.format, one.path.name) for one in listings] == [
        (1, "volume", "DICOM series", "ct"),
        (2, "segmentation", "RTSTRUCT", "rs.dcm"),
        (None, "unreadable", "NRRD", "broken.nrrd"),
        (4, "volume", "NIfTI", "image.nii.gz"),
        (5, "segmentation", "NRRD", "mask.seg.nrrd"),
        (None, "unreadable", "DICOM", "sr.dcm"),
    ]
    assert listings[0].files == 12
    assert listings[3].size_ijk == (6, 5, 4)
    assert listings[3].spacing_ijk == pytest.approx((0.7, 0.8, 2.5))
    assert listings[4].description == "lung"
    assert "structured report" in listings[5].problem


def test_each_number_reads_what_is_listed(mixed: Path) -> None:
    def numbered(number: int) -> ReadParameters:
        return ReadParameters(series=str(number))

    assert read_volume(mixed).geometry.shape[0] == 12
    assert read_volume(mixed, numbered(1)).modality is Modality.CT
    assert np.array_equal(read_volume(mixed, numbered(4)).array, VOXELS)
    assert read_segmentation(mixed, parameters=numbered(2)).names == ("GTV_Mass_CT",)
    assert read_segmentation(mixed, parameters=numbered(5)).names == ("lung",)
    with pytest.raises(SeriesError, match="several things"):
        read_segmentation(mixed)
    with pytest.raises(UnsupportedFormatError, match="as a mask"):
        read_volume(mixed, numbered(5))
    with pytest.raises(SeriesError, match="9"):
        read_volume(mixed, numbered(9))


def test_one_segmentation_beside_an_image_is_the_segmentation(tmp_path: Path) -> None:
    write(VOLUME, tmp_path / "image.nii.gz")
    write(SEGMENTATION, tmp_path / "mask.seg.nrrd")
    assert read_segmentation(tmp_path).names == ("lung",)
    assert np.array_equal(read_volume(tmp_path).array, VOXELS)


def test_several_files_ask_for_a_number_and_the_largest_is_found(tmp_path: Path) -> None:
    write(VOLUME, tmp_path / "a.nii.gz")
    write(Volume(VOXELS[:2], GRID.cropped((slice(0, 2), slice(0, 5), slice(0, 6)))), tmp_path / "b.nrrd")
    with pytest.raises(SeriesError, match=r"1: a\.nii\.gz\n  2: b\.nrrd"):
        read(tmp_path)
    assert np.array_equal(read_volume(tmp_path, ReadParameters(series="largest")).array, VOXELS)
    assert read_volume(tmp_path, ReadParameters(series="2")).array.shape == (2, 5, 6)
    with pytest.raises(SeriesError, match="'3'"):
        read_volume(tmp_path, ReadParameters(series="3"))


def test_a_mask_file_is_read_though_a_series_is_named_for_the_image(tmp_path: Path) -> None:
    path = write(SEGMENTATION, tmp_path / "mask.nii.gz")
    assert read_segmentation(path, GRID, ReadParameters(series="7")).names == ("lung",)


@pytest.mark.parametrize("suffix", [".seg.nrrd", ".nrrd", ".nii.gz", ".nii", ".mha", ".mhd"])
def test_a_mask_comes_back_from_every_format(tmp_path: Path, suffix: str) -> None:
    found = read_segmentation(write(SEGMENTATION, tmp_path / f"mask{suffix}"))
    assert np.array_equal(found.union(), MASK)
    assert found.geometry.matches(GRID)


def test_a_cropped_mask_is_brought_onto_the_given_grid(tmp_path: Path) -> None:
    box = (slice(1, 3), slice(0, 5), slice(1, 6))
    cropped = Segmentation.from_masks(GRID.cropped(box), {Segment("lung"): MASK[box]})
    path = write(cropped, tmp_path / "mask.nii.gz")
    assert read_segmentation(path).geometry.shape == (2, 5, 5)
    on_image = read_segmentation(path, GRID)
    assert on_image.geometry is GRID
    assert np.array_equal(on_image.mask("lung"), MASK)
    elsewhere = GRID.with_spacing((1.0, 1.0, 1.0))
    assert read_segmentation(path, elsewhere).geometry.shape == (2, 5, 5)


def test_a_labelmap_stored_as_dicom_is_read_as_one(tmp_path: Path) -> None:
    image = pydicom.dcmread(pydicom.data.get_testdata_file("CT_small.dcm"))
    labels = np.zeros((128, 128), np.int16)
    labels[20:60, 30:80], labels[70:90, 30:80] = 1, 2
    image.PixelData, image.RescaleIntercept = labels.tobytes(), 0
    image.save_as(tmp_path / "a.dcm")
    found = read_segmentation(tmp_path / "a.dcm")
    assert found.names == ("Segment_1", "Segment_2")
    assert np.array_equal(found.mask("Segment_2")[0], labels == 2)


@pytest.mark.parametrize(
    ("name", "wrong"), [("a.nrrd", "a.nii.gz"), ("a.nii", "a.png"), ("a.mha", "a.nrrd"), ("a.nii.gz", "a.dcm")]
)
def test_the_content_decides_and_a_wrong_name_is_told(tmp_path: Path, name: str, wrong: str) -> None:
    write(VOLUME, tmp_path / name).rename(tmp_path / wrong)
    volume = read_volume(tmp_path / wrong)
    assert np.array_equal(volume.array, VOXELS)
    assert "extension" in [finding.code for finding in volume.findings]


def test_a_film_is_no_ct(tmp_path: Path) -> None:
    Image.fromarray(VOXELS[0].astype(np.uint8)).save(tmp_path / "film.png")
    volume = read_volume(tmp_path / "film.png")
    assert volume.is_film
    assert volume.modality is Modality.OTHER
    assert read_volume(tmp_path / "film.png", ReadParameters(modality=Modality.XRAY)).modality is Modality.XRAY


def bad_inputs(folder: Path) -> dict[str, Path]:
    """One of each, by what is wrong with it."""
    sitk.WriteImage(sitk.Image([5, 4, 3, 2], sitk.sitkInt16), str(folder / "four.nii.gz"))
    sitk.WriteImage(sitk.GetImageFromArray(np.zeros((3, 4, 5), np.complex64)), str(folder / "complex.mha"))
    sitk.WriteImage(sitk.GetImageFromArray(np.zeros((3, 4, 5, 3), np.float32), isVector=True), str(folder / "vector.nrrd"))
    sitk.WriteImage(sitk.GetImageFromArray(np.full((3, 4, 5), np.nan, np.float32)), str(folder / "nan.nii.gz"))
    sitk.WriteImage(sitk.GetImageFromArray(np.full((3, 4, 5), np.inf, np.float32)), str(folder / "infinite.nrrd"))
    huge = sitk.GetImageFromArray(np.zeros((3, 4, 5), np.int16))
    huge.SetSpacing((1, 1, 5000))
    sitk.WriteImage(huge, str(folder / "spacing.mha"))
    (folder / "text.nii.gz").write_text("Jane Roe, born 1950")
    (folder / "text.dcm").write_text("Jane Roe, born 1950")
    (folder / "page.html").write_text("<html>" * 50)
    (folder / "empty.nrrd").write_bytes(b"")
    (folder / "noise.dcm").write_bytes(np.random.default_rng(1).bytes(5000))
    (folder / "archive.zip").write_bytes(b"PK\x03\x04" + bytes(100))
    (folder / "folder").mkdir()
    return {name: folder / name for name in WORDS}


WORDS = {
    "four.nii.gz": "4 dimensions",
    "complex.mha": "one real number",
    "vector.nrrd": "one real number",
    "nan.nii.gz": "60 voxels of 60",
    "infinite.nrrd": "60 voxels of 60",
    "spacing.mha": "5000 mm",
    "text.nii.gz": "a text file",
    "text.dcm": "a text file",
    "page.html": "a text file",
    "empty.nrrd": "the empty file",
    "noise.dcm": "another kind",
    "archive.zip": "another kind",
    "folder": "no files",
    "nowhere": "no file or folder",
}
"""What the error about each bad input says."""


def test_bad_input_gives_one_clear_error_and_nothing_on_the_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name, path in bad_inputs(tmp_path).items():
        for reader in EVERY:
            with pytest.raises(InputError) as error:
                reader(path)
            assert WORDS[name] in str(error.value), name
            assert name in str(error.value) or name in ("nan.nii.gz", "infinite.nrrd", "spacing.mha")
            assert "Roe" not in str(error.value)
            assert str(tmp_path) not in str(error.value)
    assert capfd.readouterr() == ("", "")


def test_listing_tells_what_is_wrong_instead_of_failing(tmp_path: Path) -> None:
    bad_inputs(tmp_path)
    listings = {one.path.name: one for one in inspect(tmp_path)}
    refused = {"four.nii.gz", "complex.mha", "vector.nrrd", "spacing.mha"}
    assert {name for name, one in listings.items() if one.kind == "unreadable"} == refused
    assert "5000 mm" in listings["spacing.mha"].problem
    assert "4 dimensions" in listings["four.nii.gz"].problem


def test_a_damaged_gzip_in_a_folder_is_listed_and_told(tmp_path: Path) -> None:
    data = write(VOLUME, tmp_path / "a.nii.gz").read_bytes()
    (tmp_path / "a.nii.gz").write_bytes(data[:30])
    (listing,) = inspect(tmp_path)
    assert (listing.kind, listing.format) == ("unreadable", "NIfTI")
    with pytest.raises(ReadError, match="damaged"):
        read(tmp_path)


def test_nothing_at_a_path_is_an_error_and_nothing_in_a_folder_an_empty_list(tmp_path: Path) -> None:
    with pytest.raises(NoImageError):
        inspect(tmp_path / "nowhere")
    assert inspect(tmp_path) == ()


@pytest.mark.parametrize("name", ["umläut ct.nii.gz", "a b.nrrd", "片.mha", "50% done #1.png"])
def test_names_of_all_kinds_are_read(tmp_path: Path, name: str) -> None:
    volume = VOLUME if not name.endswith("png") else Volume(VOXELS[:1], GRID.cropped((slice(0, 1), slice(0, 5), slice(0, 6))))
    path = write(volume, tmp_path / "ördner" / name)
    assert np.array_equal(read_volume(path).array, volume.array)


def test_files_that_are_no_dicom_are_read_or_refused_in_silence(data_dir: Path, capfd: pytest.CaptureFixture[str]) -> None:
    refused, count = set(), 0
    for path in sorted((data_dir / "dicom_oddities").rglob("*")):
        if not path.is_file() or path.read_bytes()[128:132] == b"DICM":
            continue
        count += 1
        try:
            read(path)
        except MedSegError as error:
            assert path.name in str(error)
            refused.add(path.suffix)
    assert count > 20
    assert {".json", ".dump", ".icc", ".gz", ".md", ".txt"} <= refused
    assert not {".nrrd", ".jpg", ".jpeg", ".png"} & refused
    assert capfd.readouterr() == ("", "")
