"""`slicer.packaging`: what a module needs from the package index, brought when it is asked for.

Nothing is installed while tests run.
"""

from slicerhost.slicerlib.packaging.checking import pip_check
from slicerhost.slicerlib.packaging.installing import isPipInstallInProgress, pip_ensure, pip_install, pip_uninstall
from slicerhost.slicerlib.packaging.reading import load_pyproject_dependencies, load_requirements

__all__ = [
    "isPipInstallInProgress",
    "load_pyproject_dependencies",
    "load_requirements",
    "pip_check",
    "pip_ensure",
    "pip_install",
    "pip_uninstall",
]
