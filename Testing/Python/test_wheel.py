"""The wheel: built, installed alone into a clean environment, and its command run there."""

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

import medseg

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("MedSegExtension/medseg", "MedSegExtension/slicerhost", "MedSegModule")
pytestmark = pytest.mark.slow


def _run(*command: str | Path, cwd: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=900
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"  # a copy: a build folder of an earlier day would put removed files into the wheel
    for name in PACKAGES:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "CMakeLists.txt"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    _run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, source, cwd=folder)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command `medseg` of an environment that holds the wheel and what it requires, and nothing else."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    _run(scripts / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=folder)
    return scripts / "medseg"


def test_the_wheel_holds_the_packages_their_data_and_the_licence_only(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    here = {name.rpartition("/")[2]: wheel.parent / "source" / name for name in PACKAGES}
    expected = {f"{name}/{path.relative_to(folder).as_posix()}" for name, folder in here.items() for path in _files(folder)}
    information = wheel.name.rpartition("-py3")[0] + ".dist-info"
    assert {name for name in names if not name.startswith(information)} == expected
    assert any(n.endswith("licenses/LICENSE") for n in names)
    bound = {path.parent.name for path in ROOT.glob("Resources/Models/*/LICENCE")}
    assert bound
    assert not {part for name in names for part in name.split("/")} & bound


def test_the_command_runs_where_only_the_wheel_was_installed(command: Path, tmp_path: Path) -> None:
    assert _run(command, "--version", cwd=tmp_path).strip() == medseg.__version__
    _run(command, "sample", "chest-ct", "phantom", "--columns", "128", "--rows", "128", "--slices", "60", cwd=tmp_path)
    assert "DICOM series" in _run(command, "info", "phantom", cwd=tmp_path)
    _run(command, "segment", "phantom/dicom", "-o", "lungs.seg.nrrd", "--preset", "lungs", cwd=tmp_path)
    scores = json.loads(_run(command, "evaluate", "lungs.seg.nrrd", "phantom/reference.seg.nrrd", "--json", cwd=tmp_path))
    dice = {row["segment"]: row["dice"] for row in scores["segments"]}
    assert min(dice["Right lung"], dice["Left lung"]) > 0.95
