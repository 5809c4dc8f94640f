"""A module of Slicer that is written in Python, as `slicer.modules` and its own class see it."""

from typing import Any

import qt

from slicerhost.application.scripted_module_widget import qSlicerScriptedLoadableModuleWidget
from slicerhost.pythonqt.standin import facade, props


@facade
class qSlicerScriptedLoadableModule(qt.QObject):
    """The `parent` that `ScriptedLoadableModule` fills: title, categories, help."""

    vars().update(
        props(
            name=(str, ""),
            title=(str, ""),
            path=(str, ""),
            helpText=(str, ""),
            acknowledgementText=(str, ""),
            hidden=(bool, False),
            index=(int, -1),
            icon=("QIcon", None),
            categories=("QStringList", ()),
            contributors=("QStringList", ()),
            dependencies=("QStringList", ()),
            associatedNodeTypes=("QStringList", ()),
            extensions=("QStringList", ()),
            widgetRepresentationCreationEnabled=(bool, True),
        )
    )

    def __init__(self, name: str, path: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setName(name)
        self.setPath(path)
        self._python_module: Any = None
        self._instance: Any = None
        self._widget: qSlicerScriptedLoadableModuleWidget | None = None

    def set_python(self, python_module: Any, instance: Any) -> None:
        """Take the Python module and the instance of its module class."""
        self._python_module, self._instance = python_module, instance

    def python_module(self) -> Any:
        """The Python module that the file became."""
        return self._python_module

    def instance(self) -> Any:
        """The instance of the module class."""
        return self._instance

    def logic(self) -> None:
        """None, as in Slicer: a scripted module's logic is made by its widget."""

    def createNewWidgetRepresentation(self) -> qSlicerScriptedLoadableModuleWidget:
        """A new panel."""
        widget = qSlicerScriptedLoadableModuleWidget(self)
        widget.build()
        return widget

    def widgetRepresentation(self) -> qSlicerScriptedLoadableModuleWidget:
        """The panel; it is built when it is asked for first."""
        if self._widget is None:
            self._widget = qSlicerScriptedLoadableModuleWidget(self)
            self._widget.build()
        return self._widget
