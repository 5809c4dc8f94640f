"""Installing packages."""

import importlib
import logging
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import slicer
from packaging.requirements import Requirement

from slicerhost.errors import NotOfferedError
from slicerhost.slicerlib.i18n import tr as _
from slicerhost.slicerlib.packaging.checking import pip_check
from slicerhost.slicerlib.packaging.reading import to_requirements

LOGGER = logging.getLogger(__name__)


def isPipInstallInProgress() -> bool:
    """Whether packages are being installed in the background: the host never does."""
    return False


def pip_ensure(  # noqa: PLR0917  Slicer's signature
    requirements: str | Requirement | list[str | Requirement],
    constraints: str | Path | None = None,
    skip_packages: list[str] | None = None,
    prompt_install: bool = True,
    prompt_restart: bool = True,
    requester: str | None = None,
    skip_in_testing: bool = True,
    show_progress: bool = True,
) -> list[str] | None:
    """Install what is missing, after asking. Nothing happens where all is there, or while tests run.

    Args:
        requirements: One requirement, several between spaces, or a list.
        constraints: A file with constraints for pip.
        skip_packages: Not offered by the host.
        prompt_install: Ask first.
        prompt_restart: Slicer recommends a restart where a loaded package was updated; the host logs it.
        requester: Who asks, for the dialog.
        skip_in_testing: Install nothing while tests run.
        show_progress: Slicer shows a dialog; the host shows a busy cursor.

    Returns:
        None, as Slicer does without `skip_packages`.

    Raises:
        RuntimeError: The user declined.
        subprocess.CalledProcessError: pip failed.
    """
    missing = [one for one in to_requirements(requirements) if not pip_check(one)]
    if not missing:
        return None
    names = ", ".join(str(one) for one in missing)
    if skip_in_testing and slicer.app.testingEnabled():
        LOGGER.info("Testing mode is enabled: skipping pip_ensure for [%s]", names)
        return None
    if prompt_install and not _ask(missing, requester):
        raise RuntimeError("User declined package installation")
    texts = [str(one) for one in missing]
    pip_install(texts, constraints, skip_packages=skip_packages, show_progress=show_progress, requester=requester)
    if prompt_restart:
        LOGGER.info("Installed %s; restart if one of them was loaded before.", names)
    return None


def pip_install(  # noqa: PLR0913, PLR0917  Slicer's signature
    requirements: str | list[str],
    constraints: str | Path | None = None,
    no_deps_requirements: str | list[str] | None = None,
    skip_packages: list[str] | None = None,
    blocking: bool = True,
    show_progress: bool = True,
    requester: str | None = None,  # noqa: ARG001  of Slicer's dialog
    parent: Any = None,  # noqa: ARG001
    logCallback: Callable[[str], None] | None = None,  # noqa: ARG001
    completedCallback: Callable[[int], None] | None = None,
) -> list[str] | None:
    """Run `python -m pip install`, and wait.

    Args:
        requirements: As on pip's command line, as text or as a list of arguments.
        constraints: A file with constraints.
        no_deps_requirements: Installed first, without what they depend on.
        skip_packages: Not offered by the host.
        blocking: The host waits in any case.
        show_progress: Show a busy cursor.
        requester: Who asks.
        parent: The parent of Slicer's dialog.
        logCallback: Takes lines of pip in Slicer.
        completedCallback: Takes pip's exit status where `blocking` is False.

    Returns:
        None, as Slicer does without `skip_packages`.

    Raises:
        NotOfferedError: For `skip_packages`.
        subprocess.CalledProcessError: pip failed.
    """
    if skip_packages is not None:
        raise NotOfferedError("pip_install(skip_packages=...) is not offered by the host.")
    limits = [] if constraints is None else ["-c", str(constraints)]
    with slicer.util.WaitCursor(show_progress and not slicer.app.testingEnabled()):
        if no_deps_requirements is not None:
            _run_pip(["install", "--no-deps", *_arguments(no_deps_requirements), *limits])
        _run_pip(["install", *_arguments(requirements), *limits])
    if not blocking and completedCallback is not None:
        completedCallback(0)
    return None


def pip_uninstall(requirements: str | list[str]) -> None:
    """Run `python -m pip uninstall --yes`, and wait.

    Raises:
        subprocess.CalledProcessError: pip failed.
    """
    _run_pip(["uninstall", "--yes", *_arguments(requirements)])


def _arguments(requirements: str | list[str]) -> list[str]:
    return shlex.split(requirements) if isinstance(requirements, str) else [str(one) for one in requirements]


def _run_pip(arguments: list[str]) -> None:
    with slicer.util.launchConsoleProcess([sys.executable, "-m", "pip", *arguments]) as process:
        slicer.util.logProcessOutput(process)
    importlib.invalidate_caches()


def _ask(missing: list[Requirement], requester: str | None) -> bool:
    title = _("Install Python Packages")
    title = f"{requester} - {title}" if requester else title
    question = _("{count} Python package(s) need to be installed into this Python environment. Continue?")
    details = "\n".join(f"- {one}" for one in missing)
    return slicer.util.confirmOkCancelDisplay(question.format(count=len(missing)), title, detailedText=details)
