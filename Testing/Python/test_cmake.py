"""The extension's CMake files, configured and installed against stand-ins for Slicer's macros."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULE = ROOT / "MedSegModule"
PACKAGE = ROOT / "MedSegExtension" / "medseg"
STUBS = Path(__file__).with_name("cmake_stubs")
MODULES_FOLDER = Path("lib", "Slicer-5.12", "qt-scripted-modules")

# A stand-in for `project` keeps CMake from looking for compilers, which a scripted extension does not need.
HARNESS = """
cmake_minimum_required(VERSION 3.16.3)
project(Harness NONE)
macro(project name)
  set(PROJECT_NAME ${{name}})
endmacro()
set(Slicer_DIR "{stubs}")
set(BUILD_TESTING ON)
enable_testing()
add_subdirectory("{root}" extension)
"""


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build folder of the extension, configured."""
    folder = tmp_path_factory.mktemp("cmake")
    text = HARNESS.format(stubs=STUBS.as_posix(), root=ROOT.as_posix())
    (folder / "CMakeLists.txt").write_text(text, encoding="utf-8")
    _cmake("-S", folder, "-B", folder / "build", "-Werror=dev")
    return folder / "build"


@pytest.fixture(scope="module")
def installed(build: Path) -> Path:
    """The folder of scripted modules of a Slicer that has the extension."""
    prefix = build.parent / "Slicer"
    _cmake("--install", build, "--prefix", prefix)
    return prefix / MODULES_FOLDER


def _cmake(*arguments: str | Path) -> str:
    command = [str(Path(sys.executable).with_name("cmake")), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _files(folder: Path) -> set[str]:
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in found if "__pycache__" not in path.parts}


def test_every_file_of_the_module_and_of_the_package_is_installed_and_nothing_else(installed: Path) -> None:
    module = _files(MODULE) - {"CMakeLists.txt"}
    package = {f"medseg/{name}" for name in _files(PACKAGE)}
    assert _files(installed) == module | package
    assert {"MedSegModule.py", "Resources/requirements.txt", "Resources/Icons/MedSegModule.png"} <= module


def test_networks_free_to_use_are_installed_and_no_others(installed: Path) -> None:
    networks = {path.parent.name for path in PACKAGE.glob("data/models/*/model.json")}
    assert {path.parent.name for path in installed.glob("medseg/data/models/*/model.json")} == networks
    assert {path.parent.name for path in installed.glob("medseg/data/models/*/model.safetensors")} == networks
    bound = {path.parent.name for path in ROOT.glob("Resources/Models/*/LICENCE")}
    assert bound
    assert not {part for name in _files(installed) for part in Path(name).parts} & bound


def test_slicer_finds_one_module_in_the_folder(installed: Path) -> None:
    assert [path.name for path in installed.glob("*.py")] == ["MedSegModule.py"]


def test_the_self_test_and_the_generic_tests_are_handed_to_ctest(build: Path) -> None:
    tests = (build / "tests.txt").read_text(encoding="utf-8").split()
    assert "MedSegModule.py" in tests
    assert "generic:MedSegModule" in tests


def test_the_extension_is_configured_and_packed_at_the_end(build: Path) -> None:
    assert (build / "included.txt").read_text(encoding="utf-8").split() == ["use", "generate-config", "cpack"]


@pytest.mark.slow
def test_the_installed_module_opens_with_the_installed_package(installed: Path, tmp_path: Path) -> None:
    host = tmp_path / "host"  # the host alone: nothing else of the source tree is on the path
    shutil.copytree(ROOT / "MedSegExtension" / "slicerhost", host / "slicerhost", ignore=shutil.ignore_patterns("__pycache__"))
    code = (
        f"import sys; sys.path[:0] = [{str(host)!r}]\n"
        "sys.meta_path[:] = [finder for finder in sys.meta_path if '__editable__' not in str(finder)]\n"
        "import slicerhost\n"
        "host = slicerhost.start(testing=True)\n"
        f"host.load_module({str(installed / 'MedSegModule.py')!r})\n"
        "import slicer\n"
        "slicer.util.selectModule('MedSegModule')\n"
        "import medseg\n"
        "print(medseg.__file__)\n"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert Path(done.stdout.strip().splitlines()[-1]).parent == installed / "medseg"
