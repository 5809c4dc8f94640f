"""The module object behind `import ctk`."""

import types

from slicerhost import diagnostics


class Namespace(types.ModuleType):
    """A module that tells which widgets of CTK it lacks when one is asked for."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("ctk"):
            diagnostics.note(f"{self.__name__}.{name} is not offered by this host: use another widget of CTK or Qt")
        raise AttributeError(f"module '{self.__name__}' has no attribute '{name}'")
