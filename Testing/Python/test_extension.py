"""What Slicer's build system and its catalogue of extensions read."""

import json
import re
import struct
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CMAKE = (ROOT / "CMakeLists.txt").read_text(encoding="utf-8")
ENTRY = json.loads((ROOT / "MedSeg.json").read_text(encoding="utf-8"))
METADATA = dict(re.findall(r'^set\((EXTENSION_\w+) "([^"\n]*)"\)$', CMAKE, flags=re.MULTILINE))


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
        for address in METADATA[name].split():
            path = address.partition("/main/")[2]
            assert (ROOT / path).is_file(), path


def test_the_icon_has_the_size_that_the_catalogue_wants() -> None:
    head = (ROOT / "Resources" / "Icons" / "MedSeg.png").read_bytes()[:24]
    assert struct.unpack(">II", head[16:24]) == (128, 128)
