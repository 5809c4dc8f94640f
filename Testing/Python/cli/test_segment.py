"""`medseg segment`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import SimpleITK as sitk

from medseg.volume import Volume

Command = Callable[..., Any]


def _labels(path: Path) -> Any:
    return sitk.GetArrayFromImage(sitk.ReadImage(str(path)))


@pytest.mark.parametrize("name", ["out.seg.nrrd", "out.nrrd", "out.nii.gz", "out.mha"])
def test_bounds_give_the_voxels_between_them(medseg: Command, ct_file: Path, a_ct: Volume, tmp_path: Path, name: str) -> None:
    done = medseg("segment", ct_file, "-o", tmp_path / name, "--lower", "100", "--upper", "200")
    assert (done.code, done.err) == (0, [])
    np.testing.assert_array_equal(_labels(tmp_path / name) > 0, a_ct.array == 150)


def test_the_result_lies_where_the_image_lies(medseg: Command, ct_file: Path, tmp_path: Path) -> None:
    medseg("segment", ct_file, "--output", tmp_path / "out.nrrd", "--lower", "0")
    image, result = sitk.ReadImage(str(ct_file)), sitk.ReadImage(str(tmp_path / "out.nrrd"))
    for part in ("GetOrigin", "GetSpacing", "GetDirection", "GetSize"):
        assert getattr(result, part)() == pytest.approx(getattr(image, part)())


def test_a_range_may_be_negative(medseg: Command, ct_file: Path, a_ct: Volume, tmp_path: Path) -> None:
    medseg("segment", ct_file, "-o", tmp_path / "air.nrrd", "--lower", "-1100", "--upper", "-900")
    np.testing.assert_array_equal(_labels(tmp_path / "air.nrrd") > 0, a_ct.array == -1000)


def test_cleaning_up_is_asked_for_with_options(medseg: Command, ct_file: Path, a_ct: Volume, tmp_path: Path) -> None:
    medseg("segment", ct_file, "-o", tmp_path / "out.nrrd", "--lower", "100", "--keep-largest", "1")
    np.testing.assert_array_equal(_labels(tmp_path / "out.nrrd") > 0, a_ct.array == 300)


def test_an_automatic_threshold_parts_blocks_from_air(medseg: Command, ct_file: Path, a_ct: Volume, tmp_path: Path) -> None:
    done = medseg("segment", ct_file, "-o", tmp_path / "out.nrrd", "--auto", "otsu")
    assert done.code == 0
    np.testing.assert_array_equal(_labels(tmp_path / "out.nrrd") > 0, a_ct.array > 0)


def test_a_mask_alone_means_the_method_mask(
    medseg: Command, ct_file: Path, bone_file: Path, a_ct: Volume, tmp_path: Path
) -> None:
    done = medseg("segment", ct_file, "-o", tmp_path / "out.nrrd", "--mask", bone_file)
    assert done.code == 0
    np.testing.assert_array_equal(_labels(tmp_path / "out.nrrd") > 0, a_ct.array == 300)


def test_people_see_a_table_and_where_the_file_is(medseg: Command, ct_file: Path, tmp_path: Path) -> None:
    out = medseg("segment", ct_file, "-o", tmp_path / "out.nrrd", "--lower", "100", "--upper", "200", "--segment", "vessel").out
    assert "vessel" in out
    assert "mean HU" in out
    assert "150.0" in out
    assert f"{4 * 3 * 3 * 1.5 * 2 * 3 / 1000:.2f}" in out
    assert str(tmp_path / "out.nrrd") in out.replace("\n", "")


def test_programs_get_json_on_standard_output(medseg: Command, ct_file: Path, tmp_path: Path) -> None:
    done = medseg("segment", ct_file, "-o", tmp_path / "out.nrrd", "--lower", "100", "--upper", "200", "--json")
    (segment,) = done.payload["segments"]
    assert (segment["voxels"], segment["mean"], segment["unit"]) == (36, 150.0, "HU")
    assert done.payload["output"] == str(tmp_path / "out.nrrd")
    assert set(done.payload["seconds"]) == {"read", "segment", "write"}
    assert done.payload["provenance"]["parameters"]["lower"] == 100
    assert done.payload["provenance"]["image"]["size_ijk"] == [16, 20, 10]


def test_programs_get_json_in_a_file(medseg: Command, ct_file: Path, tmp_path: Path) -> None:
    done = medseg("segment", ct_file, "-o", tmp_path / "out.nrrd", "--lower", "0", "--json", tmp_path / "r" / "result.json")
    assert "written" in done.out
    assert json.loads((tmp_path / "r" / "result.json").read_text(encoding="utf-8"))["segments"][0]["voxels"] == 192 + 36


def test_programs_get_progress_that_only_grows(medseg: Command, ct_file: Path, tmp_path: Path) -> None:
    done = medseg("segment", ct_file, "-o", tmp_path / "out.nrrd", "--lower", "0", "--progress", "json")
    steps = [json.loads(line) for line in done.err]
    fractions = [step["fraction"] for step in steps]
    assert fractions == sorted(fractions)
    assert (fractions[0], fractions[-1]) == (0.0, 1.0)
    assert all(step["message"] for step in steps)


def test_an_empty_result_is_a_result(medseg: Command, ct_file: Path, tmp_path: Path) -> None:
    done = medseg("segment", ct_file, "-o", tmp_path / "out.nrrd", "--lower", "2000", "--json")
    (segment,) = done.payload["segments"]
    assert (segment["voxels"], segment["mean"]) == (0, None)
    assert not _labels(tmp_path / "out.nrrd").any()


def test_presets_are_listed_with_their_sources(medseg: Command) -> None:
    done = medseg("segment", "--presets")
    assert done.code == 0
    assert {"bone", "lungs", "infection"} <= {line.split()[0] for line in done.out.splitlines() if line.strip()}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "--preset"),
        (["--method", "mask"], "--mask"),
        (["--method", "threshold"], "--preset"),
        (["--lower", "5", "--upper", "1"], "lower <= upper"),
        (["--lower", "5", "--auto", "otsu"], "one source"),
        (["--preset", "no-such"], "no-such"),
        (["--lower", "five"], "five"),
        (["--lower", "nan"], "lower"),
        (["--auto", "no-such"], "otsu"),
        (["--lower", "0", "--closing-mm", "-1"], "closing_mm"),
        (["--lower", "0", "--no-such-option"], "--no-such-option"),
        (["--lower", "0", "--method", "mask", "--mask", "x.nrrd"], "leave one out"),
        (["--lower", "0", "--method", "threshold", "--mask", "x.nrrd"], "leave one out"),
        (["--mask", "missing.nrrd"], "missing.nrrd"),
        (["--lower", "0", "--side", "below"], "side"),
        (["--mask", "x.nrrd", "--closing-mm", "3"], "leave them out"),
        (["--mask", "x.nrrd", "--denoise", "median"], "leave them out"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    medseg: Command, ct_file: Path, tmp_path: Path, arguments: list[str], words: str
) -> None:
    before = sorted(tmp_path.iterdir())
    done = medseg("segment", ct_file, "-o", tmp_path / "new" / "out.nrrd", *arguments)
    assert (done.code, done.out, len(done.err)) == (2, "", 1)
    assert done.err[0].startswith("medseg: error: ")
    assert words in done.err[0]
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("name", ["missing.nii.gz", "text.nii.gz", "empty"])
def test_an_image_that_cannot_be_read_is_refused_in_one_line(medseg: Command, tmp_path: Path, name: str) -> None:
    (tmp_path / "text.nii.gz").write_text("no image")
    (tmp_path / "empty").mkdir()
    done = medseg("segment", tmp_path / name, "-o", tmp_path / "out.nrrd", "--lower", "0")
    assert (done.code, done.out, len(done.err)) == (2, "", 1)
    assert not (tmp_path / "out.nrrd").exists()


def test_the_image_is_not_overwritten(medseg: Command, ct_file: Path) -> None:
    before = ct_file.read_bytes()
    done = medseg("segment", ct_file, "-o", ct_file, "--lower", "0")
    assert done.code == 2
    assert ct_file.read_bytes() == before


def test_a_preset_in_hu_is_refused_for_an_mr(medseg: Command, ct_file: Path, tmp_path: Path) -> None:
    done = medseg("segment", ct_file, "-o", tmp_path / "out.nrrd", "--preset", "bone", "--modality", "MR")
    assert done.code == 2
    assert "CT" in done.err[0]


def test_what_was_repaired_is_said(medseg: Command, data_dir: Path, tmp_path: Path) -> None:
    done = medseg("segment", data_dir / "dicom_gantry_tilt", "-o", tmp_path / "bone.nrrd", "--lower", "300")
    assert done.code == 0
    assert any(line.startswith("medseg: warning: ") and "tilt" in line for line in done.err)


def test_strict_reading_refuses_what_would_have_to_be_repaired(medseg: Command, data_dir: Path, tmp_path: Path) -> None:
    done = medseg("segment", data_dir / "dicom_gantry_tilt", "-o", tmp_path / "bone.nrrd", "--lower", "300", "--strict")
    assert (done.code, len(done.err)) == (2, 1)
    assert not (tmp_path / "bone.nrrd").exists()


def test_a_tumour_of_the_brain_is_laid_on_its_image(medseg: Command, data_dir: Path, tmp_path: Path) -> None:
    folder = data_dir / "mr_brain_tumour"
    image, mask = next(folder.rglob("brain1_image*")), next(folder.rglob("brain1_label*"))
    done = medseg("segment", image, "-o", tmp_path / "tumour.seg.nrrd", "--mask", mask, "--json")
    (tumour,) = done.payload["segments"]
    expected = sitk.GetArrayFromImage(sitk.ReadImage(str(mask))) > 0
    assert tumour["voxels"] == expected.sum()
    values = sitk.GetArrayFromImage(sitk.ReadImage(str(image)))[expected]
    assert tumour["mean"] == pytest.approx(values.mean())
    assert tumour["sd"] == pytest.approx(values.std())
