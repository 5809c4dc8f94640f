"""`medseg info`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]


def test_people_see_what_is_there(medseg: Command, ct_file: Path) -> None:
    done = medseg("info", ct_file)
    assert (done.code, done.err) == (0, [])
    for words in ("volume", "NIfTI", "16 x 20 x 10", "1.5 x 2 x 3"):
        assert words in done.out


def test_programs_get_a_list(medseg: Command, ct_file: Path, tmp_path: Path) -> None:
    (entry,) = medseg("info", "--json", ct_file).payload
    assert (entry["kind"], entry["size_ijk"], entry["files"]) == ("volume", [16, 20, 10], 1)
    medseg("info", ct_file, "--json", tmp_path / "list.json")
    assert json.loads((tmp_path / "list.json").read_text(encoding="utf-8")) == [entry]


def test_nothing_there_is_one_line(medseg: Command, tmp_path: Path) -> None:
    done = medseg("info", tmp_path / "missing")
    assert (done.code, done.out, len(done.err)) == (2, "", 1)


def test_a_folder_without_images_is_one_line(medseg: Command, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no image")
    done = medseg("info", tmp_path)
    assert (done.code, done.out, len(done.err)) == (2, "", 1)


def test_a_file_that_is_broken_is_one_line(medseg: Command, ct_file: Path) -> None:
    ct_file.write_bytes(ct_file.read_bytes()[:60])
    done = medseg("info", ct_file)
    assert (done.code, done.out, len(done.err)) == (2, "", 1)


def test_beside_what_can_be_read_a_broken_file_is_listed(medseg: Command, ct_file: Path) -> None:
    (ct_file.parent / "broken.nii.gz").write_bytes(ct_file.read_bytes()[:60])
    done = medseg("info", ct_file.parent)
    assert done.code == 0
    assert "cannot be read" in done.out


def test_a_real_series_is_listed(medseg: Command, data_dir: Path) -> None:
    entries = medseg("info", data_dir / "ct_abdomen_multiorgan" / "example_ct_dicom", "--json").payload
    (series,) = [entry for entry in entries if entry["kind"] == "volume"]
    assert (series["size_ijk"], series["files"], series["modality"]) == ([512, 512, 20], 20, "CT")


@pytest.mark.parametrize("folder", ["dicom_gantry_tilt"])
def test_what_is_peculiar_is_said(medseg: Command, data_dir: Path, folder: str) -> None:
    done = medseg("info", data_dir / folder)
    assert done.code == 0
    assert "tilt" in done.out
