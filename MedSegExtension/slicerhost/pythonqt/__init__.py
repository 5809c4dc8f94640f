"""Module `qt`: PySide6 with the manners of PythonQt, which binds Qt inside the Slicer application.

`install()` puts the module `qt` into `sys.modules`. Properties are attributes, signals are named by their C++
signature, attributes cannot be added to C++ objects, and what PythonQt prints goes to `slicerhost.diagnostics`.
"""

from slicerhost.pythonqt.bool_result import BoolResult
from slicerhost.pythonqt.install import install

__all__ = ["BoolResult", "install"]
