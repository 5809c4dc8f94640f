"""The panel of a module."""

import logging
from pathlib import Path
from typing import Any

import qt
import slicer

LOGGER = logging.getLogger(__name__)


class ScriptedLoadableModuleWidget:
    """Base class of widget classes: knows its parent and its layout, reloads and tests the module.

    Attributes:
        parent: The widget that holds the panel.
        layout: Its layout.
        developerMode: Whether the section "Reload & Test" is shown.
    """

    def __init__(self, parent: Any = None) -> None:
        super().__init__()
        self.moduleName = type(self).__name__.removesuffix("Widget")
        self.developerMode = slicer.util.settingsValue("Developer/DeveloperMode", False, converter=slicer.util.toBool)
        self.parent = parent if parent else _make_parent()
        self.layout = self.parent.layout()
        if not parent:
            self.setup()
            self.parent.show()
        slicer.app.moduleManager().connect("moduleAboutToBeUnloaded(QString)", self._onModuleAboutToBeUnloaded)

    def resourcePath(self, filename: str) -> str:
        """The path of a file below the module's folder `Resources`."""
        return str(Path(slicer.util.modulePath(self.moduleName)).parent / "Resources" / filename)

    def setup(self) -> None:
        """Make the panel; derived classes call it first."""
        self.setupDeveloperSection()

    def cleanup(self) -> None:
        """Called before the module is unloaded or reloaded."""

    def setupDeveloperSection(self) -> None:
        """Add the section "Reload & Test" in developer mode."""
        if self.developerMode:
            from slicerhost.slicerlib.ScriptedLoadableModule.developer_section import add_developer_section

            add_developer_section(self)

    def onReload(self) -> None:
        """Import the module's file again and build the panel anew."""
        LOGGER.info("Reloading module %s", self.moduleName)
        slicer.util.reloadScriptedModule(self.moduleName)

    def onTest(self, **kwargs: Any) -> None:
        """Run the self-test of the module."""
        self._setDefaultAction("testAction")
        with slicer.util.tryWithErrorDisplay("Test failed."):
            self._runSelfTest(**kwargs)

    def onReloadAndTest(self, **kwargs: Any) -> None:
        """Reload the module, then run its self-test."""
        self._setDefaultAction("reloadTestAction")
        with slicer.util.tryWithErrorDisplay("Reload and Test failed."):
            self.onReload()
            self._runSelfTest(**kwargs)

    def onEditSource(self) -> None:
        """Open the module's file in the editor of the settings, or in that of the system."""
        path = slicer.util.modulePath(self.moduleName)
        qt.QDesktopServices.openUrl(qt.QUrl.fromLocalFile(path))

    def _runSelfTest(self, **kwargs: Any) -> None:
        delay = int(slicer.app.userSettings().value("Developer/SelfTestDisplayMessageDelay"))
        slicer.selfTests[self.moduleName](msec=delay, **kwargs)

    def _setDefaultAction(self, name: str) -> None:
        if self.developerMode:
            self.reloadTestMenuButton.setDefaultAction(getattr(self, name))

    def _onModuleAboutToBeUnloaded(self, moduleName: str) -> None:
        if moduleName != self.moduleName:
            return
        self.cleanup()
        slicer.app.moduleManager().disconnect("moduleAboutToBeUnloaded(QString)", self._onModuleAboutToBeUnloaded)


def _make_parent() -> Any:
    parent = slicer.qMRMLWidget()
    parent.setLayout(qt.QVBoxLayout())
    parent.setMRMLScene(slicer.mrmlScene)
    return parent
