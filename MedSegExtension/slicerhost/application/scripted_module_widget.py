"""The panel of a scripted module, as the main window sees it."""

import sys
from typing import Any

import qt
import slicer

from slicerhost.pythonqt.standin import Property, facade


@facade
class qSlicerScriptedLoadableModuleWidget(slicer.qMRMLWidget):
    """Holds the module's widget class and calls its methods when Slicer does."""

    def __init__(self, module: Any, parent: Any = None) -> None:
        super().__init__(parent)
        self._module = module
        self._instance: Any = None
        self._entered = False
        self.setObjectName(f"{module.name}ModuleWidget")
        self.setLayout(qt.QVBoxLayout())

    def build(self) -> None:
        """Make the widget class of the module and set it up."""
        self.setMRMLScene(slicer.mrmlScene)
        self._instance = getattr(self._module.python_module(), f"{self._module.name}Widget")(self)
        setattr(slicer.modules, f"{self._module.name}Widget", self._instance)
        self._instance.setup()

    def reload(self) -> None:
        """Build anew from the Python module, which has been imported again by now."""
        self._module.set_python(sys.modules[self._module.name], self._module.instance())
        entered, self._entered = self._entered, False
        self.build()
        if entered:
            self.enter()

    def self(self) -> Any:
        """The module's widget class."""
        return self._instance

    def enter(self) -> None:
        """Tell the module that it is shown."""
        self._entered = True
        self._call("enter")

    def exit(self) -> None:
        """Tell the module that it is no longer shown."""
        self._entered = False
        self._call("exit")

    def module(self) -> Any:
        """The module."""
        return self._module

    def _call(self, name: str) -> None:
        method = getattr(self._instance, name, None)
        if method is not None:
            method()

    isEntered = Property(bool, lambda self: self._entered)
    moduleName = Property(str, lambda self: self._module.name)
