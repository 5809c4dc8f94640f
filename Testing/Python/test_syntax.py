"""Every file that Slicer runs is Python 3.11 and Python 3.12 alike."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (ROOT / "MedSegModule", ROOT / "MedSegExtension", ROOT / "Testing" / "Slicer")
VERSIONS = ("py311", "py312")


def _problems(version: str, *paths: Path) -> str:
    """What is no syntax of that version, as ruff tells it; empty where all is well."""
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "--quiet", "--select", "E9"]
    done = subprocess.run(
        [*command, "--target-version", version, *map(str, paths)], capture_output=True, text=True, check=False, timeout=120
    )
    return done.stdout if done.returncode else ""


@pytest.mark.parametrize("version", VERSIONS)
def test_all_files_compile(version: str) -> None:
    assert _problems(version, *FOLDERS) == ""


def test_syntax_of_a_later_python_would_be_found(tmp_path: Path) -> None:
    path = tmp_path / "later.py"
    path.write_text("type Name = str\n", encoding="utf-8")
    assert "3.12" in _problems("py311", path)
    assert _problems("py312", path) == ""


def test_slicers_own_python_compiles_the_module_where_it_is_installed() -> None:
    python = shutil.which("python3.12")
    if python is None or subprocess.run([python, "--version"], capture_output=True, check=False).returncode:
        pytest.skip("needs a python3.12 beside this one")
    files = [str(path) for folder in FOLDERS for path in folder.rglob("*.py")]
    code = "import ast, sys; [ast.parse(open(name, encoding='utf-8').read(), name) for name in sys.argv[1:]]"
    subprocess.run([python, "-W", "error", "-c", code, *files], check=True, timeout=120)
