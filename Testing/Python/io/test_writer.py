"""Results are written whole or not at all, in the format that the name asks for."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk

from medseg.errors import WriteError
from medseg.io import check_writable, read_volume, write
from medseg.io.itk_silence import ItkSilence
from medseg.volume import Geometry, Segment, Segmentation, Volume

GRID = Geometry.from_axes((4, 5, 6), (0.7, 0.8, 2.5), (1, 2, 3))
VOLUME = Volume(np.arange(120, dtype=np.int16).reshape(GRID.shape), GRID)


@pytest.mark.parametrize(
    ("name", "suffix"), [("a.nii.gz", ".nii.gz"), ("A.NII", ".nii"), ("a.b.nrrd", ".nrrd"), ("a.mha", ".mha"), ("a.png", ".png")]
)
def test_the_suffix_is_told_before_work_starts(tmp_path: Path, name: str, suffix: str) -> None:
    assert check_writable(tmp_path / name, "volume") == suffix
    assert check_writable(tmp_path / "new" / "folder" / name, "segmentation") == suffix
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a.jpg", "a.dcm", "a", "a.nii.bz2", "a.gz", ".nrrd", "a.seg.nrrd"])
def test_an_unknown_suffix_lists_the_known_ones(tmp_path: Path, name: str) -> None:
    with pytest.raises(WriteError, match=r"\.nii\.gz, \.nii, \.nrrd, \.mha, \.mhd, \.png"):
        write(VOLUME, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_segmentation_has_a_format_of_its_own(tmp_path: Path) -> None:
    assert check_writable(tmp_path / "a.seg.nrrd", "segmentation") == ".seg.nrrd"


def test_a_folder_and_a_file_in_the_way_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.nrrd").mkdir()
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError, match="got the folder"):
        check_writable(tmp_path / "a.nrrd", "volume")
    with pytest.raises(WriteError, match="cannot be written to"):
        check_writable(tmp_path / "file" / "a.nrrd", "volume")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user whom permissions bind")
def test_a_folder_without_permission_is_refused_before_work_starts(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(WriteError, match="cannot be written to"):
            check_writable(tmp_path / "a.nrrd", "volume")
    finally:
        tmp_path.chmod(0o700)


FULL_DISK = """
import resource, signal, sys
import numpy as np
from medseg.errors import WriteError
from medseg.io import write
from medseg.volume import Geometry, Volume
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
array = np.random.default_rng(0).integers(0, 60000, (1 if sys.argv[1].endswith("png") else 40, 400, 400)).astype(np.uint16)
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    write(Volume(array, Geometry.from_axes(array.shape, (1, 1, 1))), sys.argv[1])
except WriteError as error:
    print("refused:", error)
"""


@pytest.mark.skipif(os.name == "nt", reason="needs limits of file sizes")
@pytest.mark.parametrize("name", ["a.nii", "a.nii.gz", "a.nrrd", "a.mha", "a.mhd", "a.png"])
def test_no_room_on_the_disk_is_an_error_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    script = [sys.executable, "-c", FULL_DISK, str(tmp_path / "out" / name)]
    done = subprocess.run(script, capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.startswith("refused: Cannot write"), done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", [".nii.gz", ".nii", ".nrrd", ".mha"])
def test_writing_over_a_file_replaces_it(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    write(Volume(VOLUME.array[:1], GRID.cropped((slice(0, 1), slice(0, 5), slice(0, 6)))), path)
    assert write(VOLUME, path) == path
    assert read_volume(path).array.shape == GRID.shape
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("suffix", [".nii.gz", ".nrrd", ".mha"])
def test_half_precision_is_written_as_single(tmp_path: Path, suffix: str) -> None:
    path = write(Volume(VOLUME.array.astype(np.float16), GRID), tmp_path / f"a{suffix}")
    assert sitk.GetArrayFromImage(sitk.ReadImage(str(path))).dtype == np.float32


@pytest.mark.parametrize("suffix", [".nii.gz", ".nrrd"])
def test_the_same_result_gives_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    masks = {Segment("lung"): VOLUME.array > 50}
    first, second = (write(Segmentation.from_masks(GRID, masks), tmp_path / f"{name}{suffix}") for name in "ab")
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("was_on", [True, False])
def test_itks_warnings_are_as_before_after_the_last_reader(was_on: bool) -> None:
    before = sitk.ProcessObject.GetGlobalWarningDisplay()
    try:
        sitk.ProcessObject.SetGlobalWarningDisplay(was_on)
        first, second = ItkSilence(), ItkSilence()
        first.__enter__()
        second.__enter__()
        first.__exit__()
        assert not sitk.ProcessObject.GetGlobalWarningDisplay()
        second.__exit__()
        assert sitk.ProcessObject.GetGlobalWarningDisplay() == was_on
    finally:
        sitk.ProcessObject.SetGlobalWarningDisplay(before)


def test_importing_the_front_is_light() -> None:
    script = "import sys, medseg.io; print({'SimpleITK', 'scipy', 'pydicom', 'highdicom', 'isal'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "set()"
