"""What a worker finds around it: its Python, the way to our package, and how many threads it may use."""

import os
import shutil
import site
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

from medseg.errors import JobError, ParameterError

THREAD_VARIABLES = (
    "MEDSEG_THREADS",
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMBA_NUM_THREADS",
    "ITK_GLOBAL_DEFAULT_NUMBER_OF_THREADS",
)
SLICER_PYTHON = "PythonSlicer"


def find_python() -> Path:
    """The Python to run workers with: the one that runs this, or inside the Slicer application Slicer's.

    Raises:
        JobError: This runs in a program that is no Python, and Slicer's is not on the search path.
    """
    if sys.executable and Path(sys.executable).name.lower().startswith("python"):
        return Path(sys.executable)
    found = shutil.which(SLICER_PYTHON)
    if found is None:
        raise JobError(f"Expected a Python to run the work with, found none ({SLICER_PYTHON} is not on the PATH): name one.")
    return Path(found)


def worker_environment(environment: Mapping[str, str] | None = None, threads: int | None = None) -> dict[str, str]:
    """The environment of a worker, in which `import medseg` finds what it finds here.

    Args:
        environment: Variables to start from; default: those of this process.
        threads: How many threads numerical libraries may use; default: what they choose.

    Raises:
        ParameterError: Fewer than one thread.
    """
    result = dict(os.environ if environment is None else environment)
    result["PYTHONPATH"] = os.pathsep.join(filter(None, [_own_place(), result.get("PYTHONPATH")]))
    result |= {"PYTHONIOENCODING": "utf-8", "PYTHONFAULTHANDLER": "1", "PYTHONUNBUFFERED": "1"}
    if threads is not None:
        if threads < 1:
            raise ParameterError(f"Expected at least 1 thread, got {threads}.")
        result |= dict.fromkeys(THREAD_VARIABLES, str(threads))
    return result


def _own_place() -> str:
    """The folder that this process has our package from; empty where every Python of its kind finds it by itself."""
    place = str(Path(__file__).resolve().parents[2])
    usual = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), *site.getsitepackages(), site.getusersitepackages()}
    return "" if place in {str(Path(path).resolve()) for path in usual} else place
