"""Packages that modules need."""

import subprocess
import sys
from contextlib import nullcontext

import pytest


@pytest.fixture
def packaging(slicer_host):
    import slicer.packaging

    return slicer.packaging


def test_requirements_are_read_without_comments_and_options(packaging, tmp_path):
    path = tmp_path / "requirements.txt"
    path.write_text("# words\n\n-r other.txt\nnumpy>=1.0\nnothing-like-this>=3 ; sys_platform == 'none'\n")
    assert [str(one) for one in packaging.load_requirements(path)] == [
        "numpy>=1.0",
        'nothing-like-this>=3; sys_platform == "none"',
    ]
    project = tmp_path / "pyproject.toml"
    project.write_text('[project]\ndependencies = ["numpy"]\n')
    assert [str(one) for one in packaging.load_pyproject_dependencies(project)] == ["numpy"]
    project.write_text("[tool.x]\n")
    with pytest.raises(KeyError, match="no \\[project\\]"):
        packaging.load_pyproject_dependencies(project)


@pytest.mark.parametrize(
    ("requirement", "met"),
    [
        ("numpy", True),
        ("numpy>=1.0 pytest", True),
        ("numpy>=999", False),
        ("nothing-like-this", False),
        ("nothing-like-this; sys_platform == 'none'", True),
        (["numpy", "nothing-like-this"], False),
    ],
)
def test_requirements_are_checked_against_what_is_installed(packaging, requirement, met):
    assert packaging.pip_check(requirement) is met


def test_nothing_is_installed_while_tests_run(packaging, monkeypatch, caplog):
    monkeypatch.setattr(subprocess, "Popen", lambda *a, **k: pytest.fail("pip was started"))
    caplog.set_level("INFO")
    assert packaging.pip_ensure(["nothing-like-this>=3"], requester="Tests") is None
    assert "skipping pip_ensure for [nothing-like-this>=3]" in caplog.text


def test_what_is_there_asks_nobody(packaging, monkeypatch):
    import slicer

    monkeypatch.setattr(slicer.util, "confirmOkCancelDisplay", lambda *a, **k: pytest.fail("asked"))
    packaging.pip_ensure("numpy", skip_in_testing=False)


def test_declining_is_an_error(packaging, monkeypatch):
    import slicer

    asked = []
    monkeypatch.setattr(slicer.util, "confirmOkCancelDisplay", lambda *words, **more: asked.append((words, more)) or False)
    with pytest.raises(RuntimeError, match="declined"):
        packaging.pip_ensure("nothing-like-this>=3", requester="Tests", skip_in_testing=False)
    assert "Tests" in asked[0][0][1]
    assert "nothing-like-this>=3" in asked[0][1]["detailedText"]


def test_pip_runs_in_this_python_with_the_constraints(packaging, monkeypatch, tmp_path):
    import slicer

    started = []
    monkeypatch.setattr(slicer.util, "launchConsoleProcess", lambda arguments: nullcontext(started.append(arguments)))
    monkeypatch.setattr(slicer.util, "logProcessOutput", lambda process: None)
    monkeypatch.setattr(slicer.util, "confirmOkCancelDisplay", lambda *words, **more: True)
    packaging.pip_ensure("nothing-like-this>=3", constraints=tmp_path / "c.txt", skip_in_testing=False)
    slicer.util.pip_uninstall("thing")
    pip = [sys.executable, "-m", "pip"]
    assert started[0] == [*pip, "install", "nothing-like-this>=3", "-c", str(tmp_path / "c.txt")]
    assert started[1] == [*pip, "uninstall", "--yes", "thing"]
