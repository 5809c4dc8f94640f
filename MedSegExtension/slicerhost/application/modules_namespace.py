"""`slicer.modules` and `slicer.moduleNames`."""

from typing import Any

from slicerhost.errors import NotOfferedError


class ModulesNamespace:
    """An object that gets an attribute for each module; a missing one says which there are."""

    def __init__(self, title: str) -> None:
        self.__dict__["_title"] = title

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        known = ", ".join(sorted(key for key in self.__dict__ if not key.startswith("_")))
        raise NotOfferedError(f"{self.__dict__['_title']}.{name} is not loaded. The host has: {known}.")
