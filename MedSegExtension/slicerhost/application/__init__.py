"""What the Slicer application gives to scripted modules: `slicer.app`, `slicer.modules`, the scene, files, settings.

Import it after `qt`: its classes are made from Qt's.
"""

from slicerhost.application.making import make_application

__all__ = ["make_application"]
