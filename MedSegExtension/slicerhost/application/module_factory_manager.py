"""`slicer.app.moduleManager().factoryManager()`."""

from typing import Any

import qt

from slicerhost.errors import NotOfferedError
from slicerhost.pythonqt.standin import Signal, facade


@facade
class qSlicerModuleFactoryManager(qt.QObject):
    """Knows every module by its name, and loads scripted ones."""

    modulesRegistered = Signal("QStringList")
    modulesInstantiated = Signal("QStringList")
    modulesLoaded = Signal("QStringList")
    moduleLoaded = Signal(str)
    moduleAboutToBeUnloaded = Signal(str)
    moduleUnloaded = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._modules: dict[str, Any] = {}

    def put(self, module: Any) -> None:
        """Take a loaded module."""
        self._modules[module.name] = module
        self.moduleLoaded.emit(module.name)

    def drop(self, name: str) -> None:
        """Let go of a module."""
        del self._modules[name]
        self.moduleUnloaded.emit(name)

    def moduleInstance(self, name: str) -> Any:
        """The module of a name, or None."""
        return self._modules.get(name)

    loadedModule = moduleInstance

    def loadedModuleNames(self) -> tuple[str, ...]:
        """The names of all modules."""
        return tuple(self._modules)

    registeredModuleNames = instantiatedModuleNames = loadedModuleNames

    def isLoaded(self, name: str) -> bool:
        """Whether a module of this name is loaded."""
        return name in self._modules

    isRegistered = isInstantiated = isLoaded

    def registerModule(self, file_info: Any) -> None:  # noqa: ARG002
        """Refuse: `loadModules` takes paths.

        Raises:
            NotOfferedError: Always.
        """
        raise NotOfferedError("registerModule is not offered by the host: use slicerhost's Host.load_module(path).")
