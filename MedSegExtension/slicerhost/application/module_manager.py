"""`slicer.app.moduleManager()`."""

from typing import Any

import qt
import slicer

from slicerhost.application.module_factory_manager import qSlicerModuleFactoryManager
from slicerhost.application.modules_namespace import ModulesNamespace
from slicerhost.errors import NotOfferedError
from slicerhost.pythonqt.standin import Signal, facade


@facade
class qSlicerModuleManager(qt.QObject):
    """Knows every module, and names them in `slicer.modules`."""

    moduleLoaded = Signal(str)
    moduleAboutToBeUnloaded = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._factory = qSlicerModuleFactoryManager()
        slicer.modules = ModulesNamespace("slicer.modules")
        slicer.moduleNames = ModulesNamespace("slicer.moduleNames")

    def add(self, module: Any) -> None:
        """Take a loaded module."""
        setattr(slicer.moduleNames, module.name, module.name)
        setattr(slicer.modules, module.name.lower(), module)
        self._factory.put(module)
        self.moduleLoaded.emit(module.name)

    def remove(self, name: str) -> None:
        """Let go of a module; its widget is told first and cleans up.

        Raises:
            NotOfferedError: There is no such module.
        """
        if not self._factory.isLoaded(name):
            raise NotOfferedError(f"Expected the name of a loaded module, got {name!r}.")
        self._factory.moduleAboutToBeUnloaded.emit(name)
        self.moduleAboutToBeUnloaded.emit(name)
        for attribute in (name.lower(), f"{name}Widget", f"{name}Instance"):
            slicer.modules.__dict__.pop(attribute, None)
        slicer.moduleNames.__dict__.pop(name, None)
        self._factory.drop(name)

    def module(self, name: str) -> Any:
        """The module of a name, or None."""
        return self._factory.moduleInstance(name)

    def modulesNames(self) -> tuple[str, ...]:
        """The names of all modules."""
        return self._factory.loadedModuleNames()

    def factoryManager(self) -> qSlicerModuleFactoryManager:
        """Knows every module by its name."""
        return self._factory
