"""What PythonQt inside the application answered to small expressions, recorded once: the judge of the module `qt` here.

`probes.json` holds them. `python record.py FILE`, run by the application's own Python with a QApplication, asks again.
"""

from slicerhost.oracle.probe import Probe, probes

__all__ = ["Probe", "probes"]
