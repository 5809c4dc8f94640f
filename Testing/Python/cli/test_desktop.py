"""`medseg desktop`: what it needs, what it opens, what it shows."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from medseg.errors import MissingDependencyError, SeriesError
from medseg.io import write
from medseg.records import ReadParameters
from medseg.volume import Volume

Command = Callable[..., Any]
HAS_DESKTOP = all(importlib.util.find_spec(name) for name in ("PySide6", "slicer"))
needs_desktop = pytest.mark.skipif(not HAS_DESKTOP, reason="needs the extra desktop")


@pytest.fixture
def loader(scene: Any) -> Callable[..., Any]:
    """Makes the loader of the window, on the host's empty scene."""
    import slicer

    from medseg.cli.desktop_loader import DesktopLoader

    def make(choose: Any = None, **parameters: Any) -> Any:
        warnings: list[str] = []
        logic = slicer.modules.segmentations.logic()
        loaded = DesktopLoader(
            scene, logic, ReadParameters(**parameters), warn=lambda finding: warnings.append(finding.code), choose=choose
        )
        loaded.heard = warnings
        return loaded

    return make


def test_without_qt_it_says_which_extra_brings_it(medseg: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr("medseg.cli.desktop_checks.find_spec", lambda name: None if name == "PySide6" else found(name))
    done = medseg("desktop", "--screenshot", tmp_path / "window.png")
    assert done.code == 1
    assert len(done.err) == 1
    assert "'PySide6'" in done.err[0]
    assert 'pip install "medseg[desktop]"' in done.err[0]


@needs_desktop
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there a display can be missing")
def test_without_a_display_it_says_what_to_do(medseg: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    done = medseg("desktop")
    assert (done.code, done.out, len(done.err)) == (1, "", 1)
    assert "Expected a display" in done.err[0]
    assert "--screenshot" in done.err[0]


def test_the_picture_is_checked_before_any_work(medseg: Command, tmp_path: Path) -> None:
    done = medseg("desktop", "--screenshot", tmp_path / "window.txt")
    assert (done.code, len(done.err)) == (2, 1)
    assert "picture" in done.err[0]


def test_the_module_is_found_in_the_source_tree_and_where_it_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from medseg.cli import desktop_window

    assert desktop_window.find_module().parts[-2:] == ("MedSegModule", "MedSegModule.py")
    package = tmp_path / "site" / "MedSegModule"
    package.mkdir(parents=True)
    (package / "MedSegModule.py").write_text("")
    monkeypatch.setattr(desktop_window, "__file__", str(tmp_path / "site" / "medseg" / "cli" / "desktop_window.py"))
    monkeypatch.setattr(sys, "path", [str(tmp_path / "site")])
    monkeypatch.delitem(sys.modules, "MedSegModule", raising=False)
    importlib.invalidate_caches()
    assert desktop_window.find_module() == package / "MedSegModule.py"
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(MissingDependencyError, match="pip install"):
        desktop_window.find_module()


@needs_desktop
def test_images_and_segmentations_come_into_the_scene_where_they_lie(loader: Any, ct_file: Path, bone_file: Path) -> None:
    import slicer

    load = loader()
    (image,) = load(ct_file)
    assert (image.GetName(), image.GetSpacing()) == ("ct", pytest.approx((1.5, 2.0, 3.0)))
    (bone,) = load(bone_file)
    assert bone.GetName() == "bone"
    assert bone.GetSegmentation().GetNthSegment(0).GetName() == "bone"
    mask = slicer.util.arrayFromSegmentBinaryLabelmap(bone, bone.GetSegmentation().GetNthSegmentID(0), image)
    assert (mask.astype(bool) == (slicer.util.arrayFromVolume(image) == 300)).all()


@needs_desktop
def test_of_several_images_the_chosen_one_is_opened(loader: Any, a_ct: Volume, tmp_path: Path) -> None:
    folder = tmp_path / "images"
    folder.mkdir()
    write(a_ct, folder / "a.nii.gz")
    write(a_ct, folder / "b.mha")
    asked: list[list[str]] = []

    def choose(_question: str, choices: Any) -> int | None:
        asked.append(list(choices))
        return 1

    (node,) = loader(choose)(folder)
    assert len(asked[0]) == 2
    assert "MetaImage" in asked[0][1]
    assert node.GetImageData().GetDimensions() == (16, 20, 10)
    assert loader(lambda *_: None)(folder) == []
    with pytest.raises(SeriesError):
        loader()(folder)
    assert loader(series="1")(folder)[0].IsA("vtkMRMLScalarVolumeNode")


@needs_desktop
def test_a_dicom_series_keeps_the_instances_that_it_was_made_of(loader: Any, data_dir: Path) -> None:
    import pydicom
    import slicer

    load = loader()
    (node,) = load(data_dir / "dicom_gantry_tilt")
    files = (data_dir / "dicom_gantry_tilt").rglob("*.dcm")
    uids = [str(pydicom.dcmread(path, stop_before_pixels=True).SOPInstanceUID) for path in files]
    assert sorted(node.GetAttribute("DICOM.instanceUIDs").split()) == sorted(uids)
    assert load.heard  # the tilt was told
    assert np.ptp(slicer.util.arrayFromVolume(node)) > 500


@needs_desktop
def test_a_picture_of_the_window_is_written_without_a_display(ct_file: Path, bone_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "window.png"
    done = _run(tmp_path, "desktop", ct_file, bone_file, "--screenshot", target)
    assert (done.returncode, done.stdout) == (0, f"written: {target}\n"), done.stderr
    from PIL import Image

    with Image.open(target) as picture:
        assert picture.size[0] > 1000
        colors = picture.convert("RGB").getcolors(maxcolors=2**24)
    assert len(colors) > 100  # a panel, images and a surface


def test_a_file_that_is_not_there_is_told_before_the_window_starts(medseg: Command, tmp_path: Path) -> None:
    done = medseg("desktop", tmp_path / "none.nii.gz", "--screenshot", tmp_path / "window.png")
    assert (done.code, len(done.err)) == (2, 1)
    assert "none.nii.gz" in done.err[0]


def _run(home: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command as a person without a display, and without settings, would."""
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    environment["XDG_CONFIG_HOME"] = str(home / "settings")
    command = [sys.executable, "-m", "medseg", *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
