"""The methods that a class gets when it becomes a parameter node wrapper."""

import weakref
from typing import Any

import slicer
import vtk

from slicerhost.slicerlib.parameterNodeWrapper.annotations import splitPossiblyDottedName, unannotatedType
from slicerhost.slicerlib.parameterNodeWrapper.gui_binding import GuiBinding, findParameterWidgets
from slicerhost.slicerlib.parameterNodeWrapper.parameter import Parameter
from slicerhost.slicerlib.parameterNodeWrapper.parameterPack import checkPackMember

_FIRST = 1e6  # priority: whoever else observes the node reads what it holds now


class WrapperMethods:
    """Copied into every wrapper class; none of its names can be the name of a parameter.

    Attributes:
        parameterNode: The node that is wrapped.
        allParameters: What is known of each parameter, by name.
    """

    allParameters: dict[str, Any]

    def _wrapperInit(self, parameterNode: Any, prefix: str | None = None) -> None:
        self.parameterNode = parameterNode
        self._bindings: dict[int, GuiBinding] = {}
        self._nextTag = 0
        self._updatingGui = False
        self._parameters = {name: Parameter(info, parameterNode, prefix or "") for name, info in type(self).allParameters.items()}
        # the observer must not keep this object alive, nor outlive it
        parameters = [weakref.ref(parameter) for parameter in self._parameters.values()]
        tag = parameterNode.AddObserver(vtk.vtkCommand.ModifiedEvent, lambda *_: _forget(parameters), _FIRST)
        weakref.finalize(self, parameterNode.RemoveObserver, tag).atexit = False

    def default(self, paramName: str) -> Any:
        """The `Default` of a parameter."""
        self._checkName(paramName)
        return self.allParameters[paramName].default

    def isCached(self, paramName: str) -> bool:
        """Whether a parameter is read once and kept until the node changes."""
        self._checkName(paramName)
        return self._parameters[paramName].isCached

    @classmethod
    def dataType(cls, membername: str) -> Any:
        """The type of a parameter with its annotations; `x.y` is the member y of the pack x."""
        cls._checkName(membername)
        top, rest = splitPossiblyDottedName(membername)
        datatype = cls.allParameters[top].unalteredType
        return datatype if rest is None else unannotatedType(datatype).dataType(rest)

    def getValue(self, name: str) -> Any:
        """The value of a parameter; `x.y` is the member y of the pack x."""
        self._checkName(name)
        top, rest = splitPossiblyDottedName(name)
        value = self._parameters[top].read()
        return value if rest is None else value.getValue(rest)

    def setValue(self, name: str, value: Any) -> None:
        """Set a parameter; `x.y` is the member y of the pack x."""
        self._checkName(name)
        top, rest = splitPossiblyDottedName(name)
        if rest is None:
            self._parameters[top].write(value)
        else:
            self._parameters[top].read().setValue(rest, value)

    def connectGui(self, gui: Any) -> int:
        """Connect every widget that has a property `SlicerParameterName` with its parameter, both ways.

        Args:
            gui: A widget with such widgets below it, or what `slicer.util.childWidgetVariables` gives.

        Returns:
            A tag for `disconnectGui`.
        """
        return self.connectParametersToGui(findParameterWidgets(gui))

    def connectParametersToGui(self, mapping: dict[str, Any]) -> int:
        """Connect widgets or connectors, by the names of their parameters, both ways.

        Returns:
            A tag for `disconnectGui`.

        Raises:
            ValueError: There is no parameter of a name.
            RuntimeError: A widget cannot show a parameter of that type.
        """
        for name in mapping:
            self._checkName(name)
        tag = self._nextTag
        self._nextTag += 1
        self._bindings[tag] = GuiBinding(self, mapping)
        self._bindings[tag].connect()
        return tag

    def disconnectGui(self, guiTag: int) -> None:
        """Undo `connectGui` or `connectParametersToGui`."""
        binding = self._bindings.pop(guiTag, None)
        if binding is not None:
            binding.disconnect()

    def StartModify(self) -> int:
        """Hold back events of the node."""
        return self.parameterNode.StartModify()

    def EndModify(self, wasModified: int) -> int:
        """Let the events of the node go."""
        return self.parameterNode.EndModify(wasModified)

    def AddObserver(self, event: Any, callback: Any, priority: float = 0.0) -> int:
        """Observe the node."""
        return self.parameterNode.AddObserver(event, callback, priority)

    def RemoveObserver(self, tag: int) -> None:
        """Observe the node no more."""
        self.parameterNode.RemoveObserver(tag)

    def Modified(self) -> None:
        """Say that the node changed."""
        self.parameterNode.Modified()

    @classmethod
    def _checkName(cls, name: str) -> None:
        top, rest = splitPossiblyDottedName(name)
        if top not in cls.allParameters:
            raise ValueError(f"Cannot find a param with the given name: {top}. Found: {', '.join(cls.allParameters)}.")
        if rest is not None:
            checkPackMember(unannotatedType(cls.allParameters[top].unalteredType), rest)

    def _guiChanged(self, name: str, connector: Any) -> None:
        """Write what a widget shows, unless the widget just follows the node."""
        if not self._updatingGui:
            with slicer.util.NodeModify(self.parameterNode):
                self.setValue(name, connector.read())

    def _updateGui(self) -> None:
        """Let all connected widgets show what the node holds."""
        if self._updatingGui:
            return
        self._updatingGui = True
        try:
            for binding in list(self._bindings.values()):
                binding.show()
        finally:
            self._updatingGui = False


def _forget(parameters: list[Any]) -> None:
    for reference in parameters:
        parameter = reference()
        if parameter is not None:
            parameter.forget()
