"""The package as a whole: light to import, in layers, and what it exports is there."""

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import medseg

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path(medseg.__file__).parent
SUBPACKAGES = sorted(
    f"medseg.{found.name}" for found in pkgutil.iter_modules([str(PACKAGE)]) if found.ispkg and found.name != "mrml"
)
HEAVY = (
    "torch",
    "vtk",
    "vtkmodules",
    "slicer",
    "SimpleITK",
    "matplotlib",
    "scipy",
    "skimage",
    "numba",
    "highdicom",
    "pydicom",
    "PIL",
    "rich",
)
SOURCES = sorted(path for path in PACKAGE.rglob("*.py"))


def _loaded_by(statement: str) -> set[str]:
    """Top-level modules that a fresh Python holds after a statement."""
    code = f"import sys; {statement}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    return set(done.stdout.split())


def test_importing_medseg_loads_only_the_standard_library() -> None:
    loaded = _loaded_by("import medseg")
    strangers = {name for name in loaded if name not in sys.stdlib_module_names and not name.startswith("_")}
    assert strangers <= {"medseg"} | _loaded_by("pass")


@pytest.mark.parametrize("name", [*SUBPACKAGES, "medseg.mrml"])
def test_importing_a_subpackage_loads_nothing_heavy(name: str) -> None:
    assert not _loaded_by(f"import {name}") & set(HEAVY)


def test_the_command_starts_without_numpy() -> None:
    assert not _loaded_by("import medseg.cli.runner") & {"numpy", *HEAVY}


@pytest.mark.parametrize("name", SUBPACKAGES)
def test_every_exported_name_is_there(name: str) -> None:
    module = importlib.import_module(name)
    for exported in getattr(module, "__all__", []):
        assert getattr(module, exported) is not None, exported


@pytest.mark.parametrize(
    ("name", "promised"),
    [
        ("medseg.io", {"inspect", "read", "read_segmentation", "read_volume", "write"}),
        ("medseg.segment", {"mask_statistics", "segment_bone", "segment_lungs", "segment_with_mask", "segment_with_threshold"}),
        ("medseg.metrics", {"evaluate"}),
        ("medseg.pipeline", {"CaseRequest", "CaseResult", "Method", "evaluate_case", "run_demo", "segment_case"}),
        ("medseg.volume", {"Geometry", "Modality", "Segment", "Segmentation", "Volume"}),
    ],
)
def test_what_others_build_on_is_exported(name: str, promised: set[str]) -> None:
    module = importlib.import_module(name)
    assert promised <= set(module.__all__)


def test_the_layers_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    if not linter.exists() and not linter.with_suffix(".exe").exists():
        pytest.skip("needs import-linter: make environment")
    done = subprocess.run([str(linter), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "pattern",
    [
        r"/(work|root|home|tmp)/",
        r"raise NotImplementedError",
        r"\b(TODO|FIXME|XXX)\b",
        r"\bimport \*",
        r"(?<![.\w])eval\(",
    ],
)
def test_the_sources_hold_no(pattern: str) -> None:
    found = [path.relative_to(PACKAGE).as_posix() for path in SOURCES if re.search(pattern, path.read_text(encoding="utf-8"))]
    assert found == []


def _swallows(path: Path) -> bool:
    """Whether a file has a handler that catches everything and does not raise again."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ExceptHandler):
            continue
        broad = node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException"))
        if broad and not any(isinstance(inner, ast.Raise) for inner in ast.walk(node)):
            return True
    return False


def test_only_front_ends_catch_everything() -> None:
    """And the one function that Dask's workers run: a bad case is told in its report."""
    others = [path for path in SOURCES if path != PACKAGE / "batch" / "do_case.py"]
    assert {path.relative_to(PACKAGE).parts[0] for path in others if _swallows(path)} <= {"cli", "worker"}


def test_no_file_is_too_long() -> None:
    long = {path.relative_to(PACKAGE).as_posix(): n for path in SOURCES if (n := len(path.read_text("utf-8").splitlines())) > 400}
    assert long == {}


def test_every_page_of_the_documentation_is_listed_and_every_link_leads_somewhere() -> None:
    pages = {path.name for path in (ROOT / "docs").glob("*.md")} - {"index.md"}
    links = re.findall(r"\]\(([\w./-]+)\)", (ROOT / "docs" / "index.md").read_text(encoding="utf-8"))
    assert {link for link in links if "/" not in link} == pages
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))):
        for link in re.findall(r"\]\(([\w./-]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_the_changelog_speaks_of_this_version() -> None:
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert headings[0] == medseg.__version__
