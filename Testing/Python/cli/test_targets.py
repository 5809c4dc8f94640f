"""Where results may go."""

import os
from pathlib import Path

import pytest

from medseg.cli.json_option import STDOUT
from medseg.cli.targets import check_target
from medseg.errors import ParameterError


@pytest.mark.parametrize("name", ["a.seg.nrrd", "a.nrrd", "a.nii.gz", "a.NII.GZ", "a.nii", "a.mha", "a.png"])
def test_a_segmentation_goes_into_these_formats(tmp_path: Path, name: str) -> None:
    assert check_target(tmp_path / name, "segmentation") == tmp_path / name


@pytest.mark.parametrize("name", ["a", "a.txt", "a.dcm", "seg.nrrd.bak", "nrrd", ".nii.gz"])
def test_another_extension_is_refused_with_the_ones_that_work(tmp_path: Path, name: str) -> None:
    with pytest.raises(ParameterError, match=r"ends with \.seg\.nrrd, .*got"):
        check_target(tmp_path / name, "segmentation")


def test_an_image_is_not_named_like_a_segmentation(tmp_path: Path) -> None:
    assert check_target(tmp_path / "a.nrrd", "image")
    with pytest.raises(ParameterError, match="for the image"):
        check_target(tmp_path / "a.seg.nrrd", "image")


@pytest.mark.parametrize("target", [None, STDOUT])
def test_nothing_and_standard_output_pass(target: Path | None) -> None:
    assert check_target(target, "json") == target


def test_folders_that_are_missing_are_no_hindrance_and_are_not_made(tmp_path: Path) -> None:
    check_target(tmp_path / "a" / "b" / "c.nrrd", "segmentation")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_that_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.nrrd").mkdir()
    with pytest.raises(ParameterError, match="add a file name"):
        check_target(tmp_path / "a.nrrd", "segmentation")


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ParameterError, match="Expected a folder"):
        check_target(tmp_path / "file" / "a.nrrd", "segmentation")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs a user whose rights end somewhere")
def test_a_folder_without_the_right_to_write_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(ParameterError, match="can be written to"):
        check_target(tmp_path / "a.nrrd", "segmentation")


def test_an_input_is_not_overwritten_however_its_path_is_spelt(tmp_path: Path) -> None:
    image = tmp_path / "a.nrrd"
    image.write_text("")
    with pytest.raises(ParameterError, match="Expected another path"):
        check_target(tmp_path / "x" / ".." / "a.nrrd", "segmentation", None, image)
