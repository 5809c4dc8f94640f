"""Slicer's names for the classes of the host."""

from typing import Any

from slicerhost.errors import NotOfferedError

_PREFIXES = ("qMRML", "qSlicer", "vtkMRML", "vtkSlicer", "ctk")


def name_classes(slicer: Any) -> None:
    """Let `slicer.qSlicerScriptedLoadableModuleWidget` and its like name the classes of the host, and say what is missing.

    Args:
        slicer: The package; it has the MRML widgets already.
    """
    from slicerhost.application.application import qSlicerApplication
    from slicerhost.application.core_module import qSlicerLoadableModule
    from slicerhost.application.io_manager import qSlicerIOManager
    from slicerhost.application.module_factory_manager import qSlicerModuleFactoryManager
    from slicerhost.application.module_manager import qSlicerModuleManager
    from slicerhost.application.scripted_module import qSlicerScriptedLoadableModule
    from slicerhost.application.scripted_module_widget import qSlicerScriptedLoadableModuleWidget

    for cls in (
        qSlicerApplication,
        qSlicerIOManager,
        qSlicerLoadableModule,
        qSlicerModuleFactoryManager,
        qSlicerModuleManager,
        qSlicerScriptedLoadableModule,
        qSlicerScriptedLoadableModuleWidget,
    ):
        setattr(slicer, cls.__name__, cls)
    slicer.__getattr__ = _missing


def _missing(name: str) -> Any:
    if name.startswith(_PREFIXES):
        raise NotOfferedError(f"slicer.{name} is not offered by the host: it is part of the Slicer application alone.")
    raise AttributeError(f"module 'slicer' has no attribute {name!r}")
