"""The order in which the parts of the host come to life."""

import importlib
import os
import sys
import traceback
import types
from pathlib import Path
from typing import Any

from slicerhost import diagnostics
from slicerhost.errors import HostStateError
from slicerhost.host import Host
from slicerhost.temporary import make_temporary_folder

_PYTHONQT_MODULES = ("QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtUiTools", "Qt")
_OWN_MODULES = ("SampleData", "DICOM", "SegmentEditor")
_LIBRARY_ALIASES = {
    "MRMLCorePython": "slicer_core.MRMLCore",
    "MRMLLogicPython": "slicer_core.MRMLLogic",
    "MRMLDisplayableManagerPython": "slicer_core.MRMLDisplayableManager",
    "vtkITK": "slicer_core.vtkITK",
    "vtkTeem": "slicer_core.vtkTeem",
    "vtkSegmentationCore": "slicer_core.vtkSegmentationCore",
}


def start_host(*, testing: bool, settings_folder: str | Path | None, application_name: str) -> Host:
    """See `slicerhost.start`."""
    running = Host.running()
    if running is not None:
        if running.testing != testing:
            raise HostStateError(
                f"Expected a host with testing={testing}, got the one of this process, which has testing={running.testing}: "
                "start a new process."
            )
        return running
    _install_qt(application_name)
    folder = Path(settings_folder) if settings_folder is not None else _default_settings_folder(testing)
    slicer = _import_slicer()
    from slicerhost.application import make_application

    application = make_application(testing=testing, settings_folder=folder, application_name=application_name)
    slicer.app = application
    _install_libraries(slicer)
    application.start_scene()
    _install_views(application)
    _load_own_modules()
    _note_exceptions()
    return Host(application, testing=testing)


def _install_qt(application_name: str) -> None:
    """Bring `qt` and `ctk`, and the one QApplication."""
    importlib.import_module("slicerhost.pythonqt").install()
    qt: Any = importlib.import_module("qt")
    if qt.QApplication.instance() is None:
        # kept by Qt itself; Python must not let go of it before the process ends
        qt.QApplication.host_instance = qt.QApplication([sys.argv[0] or "slicerhost"])
    qt.QApplication.instance().setOrganizationName("NA-MIC")
    qt.QApplication.instance().setApplicationName(application_name)
    importlib.import_module("slicerhost.ctkwidgets").install()
    pythonqt: Any = types.ModuleType("PythonQt")
    pythonqt.BoolResult = importlib.import_module("slicerhost.pythonqt").BoolResult
    for name in _PYTHONQT_MODULES:
        setattr(pythonqt, name, qt)
        sys.modules[f"PythonQt.{name}"] = qt
    sys.modules["PythonQt"] = pythonqt


def _default_settings_folder(testing: bool) -> Path:
    if testing:
        return make_temporary_folder("slicerhost-settings-")
    base = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(base, "slicerhost")


def _import_slicer() -> Any:
    """`slicer` with its own names for its libraries."""
    slicer: Any = importlib.import_module("slicer")
    importlib.import_module("slicer.util")
    for alias, name in _LIBRARY_ALIASES.items():
        sys.modules.setdefault(alias, importlib.import_module(name))
    return slicer


def _install_libraries(slicer: Any) -> None:
    importlib.import_module("slicerhost.mrmlwidgets").install(slicer)
    importlib.import_module("slicerhost.slicerlib").install(slicer)
    importlib.import_module("slicerhost.application.naming").name_classes(slicer)


def _install_views(application: Any) -> None:
    application.set_layout_manager(importlib.import_module("slicerhost.views").make_layout_manager())
    application.set_main_window(importlib.import_module("slicerhost.desktop").make_main_window())


def _load_own_modules() -> None:
    """The modules of Slicer that scripted modules call: samples, DICOM, the Segment Editor."""
    loading: Any = importlib.import_module("slicerhost.application.module_loading")
    for name in _OWN_MODULES:
        loading.load_scripted_module(Path(__file__).parent / "slicerlib" / "modules" / f"{name}.py")


def _note_exceptions() -> None:
    """Collect what VTK prints of exceptions in observers: it hands them to `sys.excepthook` and goes on, as Slicer does."""
    before = sys.excepthook

    def note(kind: type[BaseException], error: BaseException, trace: types.TracebackType | None) -> None:
        diagnostics.note("".join(traceback.format_exception(kind, error, trace)))
        before(kind, error, trace)

    sys.excepthook = note
