"""What Slicer's build system and its catalogue of extensions read."""

import json
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CMAKE = (ROOT / "CMakeLists.txt").read_text(encoding="utf-8")
ENTRY = json.loads((ROOT / "MedSeg.json").read_text(encoding="utf-8"))
METADATA = dict(re.findall(r'^set\((EXTENSION_\w+) "([^"\n]*)"\)$', CMAKE, flags=re.MULTILINE))

# Records what the package's CMake file hands to Slicer's macro, without Slicer.
HARNESS = """
cmake_minimum_required(VERSION 3.16.3)
project(Harness NONE)
macro(ctkMacroCompilePythonScript)
  cmake_parse_arguments(MY "NO_INSTALL_SUBDIR" "TARGET_NAME;DESTINATION_DIR;INSTALL_DIR" "SCRIPTS;RESOURCES" ${ARGN})
  string(REPLACE ";" "\\n" scripts "${MY_SCRIPTS}")
  string(REPLACE ";" "\\n" resources "${MY_RESOURCES}")
  file(WRITE "${CMAKE_BINARY_DIR}/scripts.txt" "${scripts}")
  file(WRITE "${CMAKE_BINARY_DIR}/resources.txt" "${resources}")
  file(WRITE "${CMAKE_BINARY_DIR}/flat.txt" "${MY_NO_INSTALL_SUBDIR}")
endmacro()
add_subdirectory("%s" package)
"""


def test_the_project_is_named_as_its_catalogue_entry() -> None:
    assert re.search(r"^project\(MedSeg\)$", CMAKE, flags=re.MULTILINE)


@pytest.mark.parametrize("name", ["HOMEPAGE", "CONTRIBUTORS", "DESCRIPTION", "ICONURL", "SCREENSHOTURLS", "DEPENDS"])
def test_metadata_stands_on_one_quoted_line(name: str) -> None:
    assert METADATA[f"EXTENSION_{name}"]


def test_dependencies_match_the_catalogue_entry() -> None:
    depends = METADATA["EXTENSION_DEPENDS"]
    assert ([] if depends == "NA" else depends.split()) == ENTRY["build_dependencies"]


def test_the_catalogue_entry_follows_its_schema() -> None:
    assert ENTRY["$schema"].endswith("slicer-extension-catalog-entry-schema-v1.0.2.json#")
    allowed = {"$schema", "category", "scm_url", "scm_revision", "scm_type", "build_dependencies", "build_subdirectory"}
    assert {"$schema", "category", "scm_url"} <= set(ENTRY) <= allowed | {"dicom_support_rule", "enabled", "tier"}
    assert ENTRY["category"] == "Segmentation"
    assert 1 <= ENTRY["tier"] <= 5


def test_addresses_in_the_metadata_lead_to_files_that_are_here() -> None:
    for name in ("EXTENSION_ICONURL", "EXTENSION_SCREENSHOTURLS"):
        path = METADATA[name].partition("/main/")[2]
        assert (ROOT / path).is_file(), path


def test_the_icon_has_the_size_that_the_catalogue_wants() -> None:
    head = (ROOT / "Resources" / "Icons" / "MedSeg.png").read_bytes()[:24]
    assert struct.unpack(">II", head[16:24]) == (128, 128)


def test_every_file_of_the_package_is_installed(tmp_path: Path) -> None:
    (tmp_path / "CMakeLists.txt").write_text(HARNESS % (ROOT / "MedSegExtension").as_posix(), encoding="utf-8")
    build = tmp_path / "build"
    subprocess.run(
        [str(Path(sys.executable).with_name("cmake")), "-S", str(tmp_path), "-B", str(build)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    package = ROOT / "MedSegExtension" / "medseg"
    listed = {*(build / "scripts.txt").read_text().split("\n"), *(build / "resources.txt").read_text().split("\n")}
    here = [path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert listed == {path.relative_to(package.parent).as_posix() for path in here}
    assert (build / "flat.txt").read_text() == "TRUE"
