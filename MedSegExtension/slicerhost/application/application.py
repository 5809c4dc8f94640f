"""`slicer.app`."""

import platform
from pathlib import Path
from typing import Any

import qt
import slicer

from slicerhost.application.command_options import qSlicerCommandOptions
from slicerhost.application.error_log import ctkErrorLogModel
from slicerhost.application.io_manager import qSlicerIOManager
from slicerhost.application.module_manager import qSlicerModuleManager
from slicerhost.application.scene import SceneParts, make_scene
from slicerhost.errors import NotOfferedError
from slicerhost.pythonqt.standin import Signal, facade
from slicerhost.temporary import make_temporary_folder

DOCUMENTATION = "https://slicer.readthedocs.io/en/latest/"


@facade
class qSlicerApplication(qt.QObject):
    """Slicer's application object. What it lacks is asked of the QApplication of the process."""

    startupCompleted = Signal()
    renderPaused = Signal(bool)
    mrmlSceneChanged = Signal(object)
    urlReceived = Signal(str)
    lastWindowClosed = Signal()

    mainApplicationName = "Slicer"
    applicationVersion = "5.12.0"
    majorVersion, minorVersion, patchVersion = 5, 12, 0
    revision = repositoryRevision = "34000"
    repositoryUrl = ""
    repositoryBranch = "5.12"
    platform, arch, os = f"{platform.system().lower()}-amd64", "amd64", platform.system().lower()
    documentationBaseUrl, documentationVersion = DOCUMENTATION, "latest"
    intDir, isInstalled, isRelease, isEmbeddedModule = ".", True, True, False
    launcherExecutableFilePath = launcherSettingsFilePath = extensionsInstallPath = ""

    def __init__(self, qt_application: Any, settings: Any, testing: bool, application_name: str) -> None:
        super().__init__()
        self._qt_application = qt_application
        self._settings = settings
        self._testing = testing
        self._application_name = application_name
        self._temporary_path = str(make_temporary_folder("slicerhost-"))
        self._cache_path = str(Path(self._temporary_path if testing else Path(settings.fileName()).parent, "RemoteIO"))
        self._modules = qSlicerModuleManager()
        self._io = qSlicerIOManager()
        self._errors = ctkErrorLogModel()
        self._options = qSlicerCommandOptions(testing)
        self._parts: SceneParts | None = None
        self._layout_manager: Any = None
        self._main_window: Any = None
        qt_application.lastWindowClosed.connect(self.lastWindowClosed.emit)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return getattr(self._qt_application, name)
        except AttributeError:
            raise NotOfferedError(f"slicer.app.{name} is not offered by the host, or Slicer has no such name.") from None

    # what only the host asks for

    def start_scene(self) -> None:
        """Make the scene and its logics, and let `slicer.mrmlScene` and `slicer.modules` name them."""
        self._parts = make_scene(self._modules, Path(self.cachePath))
        slicer.mrmlScene = self._parts.scene
        self._io.set_scene(self._parts.scene)
        self.mrmlSceneChanged.emit(self._parts.scene)

    def set_layout_manager(self, layout_manager: Any) -> None:
        """Take the views."""
        self._layout_manager = layout_manager

    def set_main_window(self, main_window: Any) -> None:
        """Take the main window."""
        self._main_window = main_window

    def main_window(self) -> Any:
        """The main window, shown or not."""
        return self._main_window

    def complete_startup(self) -> None:
        """Emit `startupCompleted` to those who wait for it. Slicer emits it once: afterwards nobody is connected."""
        self.startupCompleted.emit()
        self.disconnect("startupCompleted()")

    # the scene and the modules

    def mrmlScene(self) -> Any:
        """The scene."""
        return self._parts.scene if self._parts else None

    def setMRMLScene(self, scene: Any) -> None:
        """Refuse another scene."""
        if scene is not self.mrmlScene():
            raise NotOfferedError(
                "slicer.app.setMRMLScene is not offered by the host: it has one scene. Use slicer.mrmlScene.Clear()."
            )

    def applicationLogic(self) -> Any:
        """Joins the logics and the views."""
        return self._parts.application_logic if self._parts else None

    def moduleManager(self) -> qSlicerModuleManager:
        """Knows every module."""
        return self._modules

    def module(self, name: str) -> Any:
        """The module of a name, or None."""
        return self._modules.module(name)

    def moduleLogic(self, name: str) -> Any:
        """The logic of a module, or None."""
        module = self._modules.module(name)
        return module.logic() if module else None

    def layoutManager(self) -> Any:
        """The views."""
        return self._layout_manager

    def coreIOManager(self) -> qSlicerIOManager:
        """Reads and writes files."""
        return self._io

    def ioManager(self) -> qSlicerIOManager:
        """Reads and writes files."""
        return self._io

    def errorLogModel(self) -> ctkErrorLogModel:
        """Takes entries for the log."""
        return self._errors

    def pythonConsole(self) -> Any:
        """The Python console of the main window, or None."""
        return getattr(self._main_window, "python_console", None)

    def pythonManager(self) -> Any:
        """None: Python is the host."""
        return None

    # settings, options, places

    @property
    def applicationName(self) -> str:
        """The name that windows are titled with."""
        return self._application_name

    @property
    def temporaryPath(self) -> str:
        """A folder for temporary files."""
        return self._temporary_path

    @property
    def slicerHome(self) -> str:
        """Where the application is installed."""
        return self._temporary_path

    @property
    def cachePath(self) -> str:
        """A folder for downloads."""
        return self._cache_path

    @property
    def slicerUserSettingsFilePath(self) -> str:
        """The file with the settings."""
        return self._settings.fileName()

    def settings(self) -> Any:
        """The settings of this user."""
        return self._settings

    userSettings = settings
    revisionUserSettings = settings

    def testingEnabled(self) -> bool:
        """Whether this is a test: dialogs are logged, nothing is installed."""
        return self._testing

    def commandOptions(self) -> qSlicerCommandOptions:
        """What the command line said."""
        return self._options

    coreCommandOptions = commandOptions

    def startupEnvironment(self) -> Any:
        """The environment before Slicer's launcher changed it; here nobody did."""
        return qt.QProcessEnvironment.systemEnvironment()

    def moduleDocumentationUrl(self, module_name: str) -> str:
        """The page of a module in Slicer's documentation."""
        return f"{DOCUMENTATION}user_guide/modules/{module_name.lower()}.html"

    def translate(self, context: str, text: str, *_: Any) -> str:  # noqa: ARG002  Slicer's signature
        """The text in the user's language: the host speaks English."""
        return text

    # the event loop

    def processEvents(self, *arguments: Any) -> None:
        """Let waiting events happen."""
        self._qt_application.processEvents(*arguments)

    def setRenderPaused(self, paused: bool) -> None:
        """Hold back drawing, or draw again."""
        self.pauseRender() if paused else self.resumeRender()

    def pauseRender(self) -> None:
        """Hold back drawing until `resumeRender`."""
        self.renderPaused.emit(True)

    def resumeRender(self) -> None:
        """Draw again."""
        self.renderPaused.emit(False)

    def restart(self) -> None:
        """Say how: the host does not start itself again."""
        slicer.util.infoDisplay("Close the window and start it again.")

    def exit(self, status: int = 0) -> None:
        """Leave the event loop."""
        self._qt_application.exit(status)
