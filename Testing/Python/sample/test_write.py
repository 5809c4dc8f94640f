"""The phantom on disk: a real DICOM series, its truth, its table; whole or not at all."""

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
import SimpleITK as sitk

from medseg import io
from medseg.errors import CancelledError, ParameterError, WriteError
from medseg.records import PhantomParameters
from medseg.sample import SampleFiles, copy_sample, make_phantom, write_sample
from medseg.sample import write as write_module
from medseg.volume import Segmentation, Volume

SMALL = PhantomParameters(columns=40, rows=32, slices=9)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> SampleFiles:
    return write_sample("chest-ct", tmp_path_factory.mktemp("sample") / "new" / "ct", SMALL)


@pytest.fixture(scope="module")
def made() -> tuple[Volume, Segmentation]:
    return make_phantom(SMALL)


def tree(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_the_folder_holds_series_reference_and_table(written: SampleFiles) -> None:
    assert written.image.name == "dicom"
    assert sorted(path.name for path in written.image.parent.iterdir()) == ["dicom", "reference.seg.nrrd", "table.csv"]
    assert len(list(written.image.iterdir())) == 9
    assert [path.name for path in written.image.parent.parent.iterdir()] == ["ct"]


def test_simpleitk_reads_the_same_image(written: SampleFiles, made: tuple[Volume, Segmentation]) -> None:
    volume = made[0]
    image = sitk.ReadImage(sitk.ImageSeriesReader.GetGDCMSeriesFileNames(str(written.image)))
    np.testing.assert_array_equal(sitk.GetArrayFromImage(image), volume.array)
    assert image.GetSpacing() == pytest.approx(volume.geometry.spacing_ijk, rel=1e-5)
    assert image.GetOrigin() == pytest.approx(volume.geometry.origin_lps, abs=1e-3)
    assert image.GetDirection() == pytest.approx(np.eye(3).ravel())


def test_pydicom_reads_ct_slices_of_nobody(written: SampleFiles, made: tuple[Volume, Segmentation]) -> None:
    slices = sorted((pydicom.dcmread(path) for path in written.image.iterdir()), key=lambda each: each.ImagePositionPatient[2])
    for dataset, plane in zip(slices, made[0].array, strict=True):
        hu = dataset.pixel_array * float(dataset.RescaleSlope) + float(dataset.RescaleIntercept)
        np.testing.assert_array_equal(hu, plane)
        assert dataset.Modality == "CT"
        assert dataset.PatientIdentityRemoved == "YES"
    assert len({dataset.SOPInstanceUID for dataset in slices}) == 9
    assert len({dataset.SeriesInstanceUID for dataset in slices}) == 1


def test_medseg_reads_image_and_reference_on_one_grid(written: SampleFiles, made: tuple[Volume, Segmentation]) -> None:
    volume = io.read_volume(written.image)
    reference = io.read_segmentation(written.reference)
    np.testing.assert_array_equal(volume.array, made[0].array)
    assert volume.geometry.matches(reference.geometry)
    assert reference.names == made[1].names
    for name in reference.names:
        np.testing.assert_array_equal(reference.mask(name), made[1].mask(name))
        assert reference.segment(name).coding == made[1].segment(name).coding


def test_the_table_has_what_the_segments_hold(written: SampleFiles, made: tuple[Volume, Segmentation]) -> None:
    volume, truth = made
    with (written.image.parent / "table.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["segment"] for row in rows] == list(truth.names)
    for row in rows:
        values = volume.array[truth.mask(row["segment"])]
        assert int(row["voxels"]) == values.size
        assert float(row["volume_ml"]) == pytest.approx(values.size * volume.geometry.voxel_volume_ml, abs=0.001)
        assert float(row["mean_hu"]) == pytest.approx(values.mean(), abs=0.01)
        assert float(row["sd_hu"]) == pytest.approx(values.std(), abs=0.01)


def test_an_empty_segment_has_no_mean(tmp_path: Path) -> None:
    write_sample("chest-ct", tmp_path / "ct", PhantomParameters(columns=16, rows=16, slices=1, ground_glass=0, consolidations=0))
    rows = (tmp_path / "ct" / "table.csv").read_text(encoding="utf-8").splitlines()
    assert rows[1] == "Infection,0,0.000,,"


def test_padding_survives(tmp_path: Path) -> None:
    files = write_sample("chest-ct", tmp_path / "ct", PhantomParameters(columns=24, rows=24, slices=2, padding_hu=-3024))
    image = sitk.ReadImage(sitk.ImageSeriesReader.GetGDCMSeriesFileNames(str(files.image)))
    assert sitk.GetArrayFromImage(image)[0, 0, 0] == -3024
    assert io.read_volume(files.image).padding_value == -3024


def test_the_same_parameters_give_the_same_files(tmp_path: Path) -> None:
    first, second = (write_sample("chest-ct", tmp_path / name, SMALL) for name in ("a", "b"))
    for path in first.image.iterdir():
        assert path.read_bytes() == (second.image / path.name).read_bytes()


def test_an_empty_folder_is_taken_and_a_full_one_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    write_sample("chest-ct", tmp_path / "mine", PhantomParameters(columns=8, rows=8, slices=1))
    before = tree(tmp_path)
    with pytest.raises(WriteError, match="new or empty folder"):
        write_sample("chest-ct", tmp_path / "mine", PhantomParameters(columns=8, rows=8, slices=1))
    assert tree(tmp_path) == before


def test_overwriting_replaces_all_of_a_sample(tmp_path: Path) -> None:
    write_sample("chest-ct", tmp_path / "ct", PhantomParameters(columns=8, rows=8, slices=3))
    write_sample("chest-ct", tmp_path / "ct", PhantomParameters(columns=8, rows=8, slices=1), overwrite=True)
    assert len(list((tmp_path / "ct" / "dicom").iterdir())) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["ct"]


def test_overwriting_never_removes_what_is_no_sample(tmp_path: Path) -> None:
    write_sample("chest-ct", tmp_path / "ct", PhantomParameters(columns=8, rows=8, slices=1))
    (tmp_path / "ct" / "thesis.docx").write_text("years of work")
    before = tree(tmp_path)
    with pytest.raises(WriteError, match=r"holds 'thesis.docx', which is no part of a sample"):
        write_sample("chest-ct", tmp_path / "ct", PhantomParameters(columns=8, rows=8, slices=1), overwrite=True)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("overwrite", [False, True])
def test_cancelling_leaves_the_disk_as_it_was(tmp_path: Path, overwrite: bool) -> None:
    if overwrite:
        write_sample("chest-ct", tmp_path / "ct", PhantomParameters(columns=8, rows=8, slices=1))
    before = tree(tmp_path)

    def cancel(fraction: float, message: str) -> None:
        if fraction > 0.8:
            raise CancelledError("stop")

    with pytest.raises(CancelledError):
        write_sample("chest-ct", tmp_path / "ct", PhantomParameters(columns=8, rows=8, slices=2), cancel, overwrite=overwrite)
    assert tree(tmp_path) == before


def test_progress_rises_to_one(tmp_path: Path) -> None:
    seen: list[float] = []
    write_sample("chest-ct", tmp_path / "ct", PhantomParameters(columns=8, rows=8, slices=1), lambda part, _: seen.append(part))
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_a_downloaded_sample_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="'CTChest', which is downloaded"):
        write_sample("CTChest", tmp_path / "ct")
    assert list(tmp_path.iterdir()) == []


def test_a_downloaded_sample_is_copied_from_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def fetch(name: str, cache_dir: Path | None, progress: object) -> Path:
        asked.append((name, cache_dir))
        (tmp_path / "cached").write_bytes(b"voxels")
        return tmp_path / "cached"

    monkeypatch.setattr(write_module, "fetch", fetch)
    copy = copy_sample("ctchest", tmp_path / "mine", cache_dir=tmp_path)
    assert copy == tmp_path / "mine" / "CT-chest.nrrd"
    assert copy.read_bytes() == b"voxels"
    assert asked == [("ctchest", tmp_path)]
    with pytest.raises(WriteError, match="there is one already"):
        copy_sample("CTChest", tmp_path / "mine")
    assert len(asked) == 1
    copy_sample("CTChest", tmp_path / "mine", overwrite=True)
    assert len(asked) == 2


def test_a_made_sample_is_not_copied(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="'chest-ct', which is made"):
        copy_sample("chest-ct", tmp_path)
    assert list(tmp_path.iterdir()) == []
