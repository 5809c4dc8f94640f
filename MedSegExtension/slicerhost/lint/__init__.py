"""Finds in the sources of scripted modules what PySide6 takes and PythonQt, inside the application, refuses.

Running a module in the host finds much of it, but only on the lines that run. `check_folder` reads all lines,
`.py` and `.ui`; `python -m slicerhost.lint FOLDER` prints what it finds.
"""

from slicerhost.lint.checking import check_file, check_folder, check_source
from slicerhost.lint.finding import Finding

__all__ = ["Finding", "check_file", "check_folder", "check_source"]
