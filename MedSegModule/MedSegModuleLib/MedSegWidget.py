"""The panel: its sections, and the parameter node that they share."""

import sys

import qt
import slicer
import vtk
from slicer.i18n import tr as _
from slicer.ScriptedLoadableModule import ScriptedLoadableModuleWidget
from slicer.util import VTKObservationMixin

from MedSegModuleLib.MedSegLogic import MedSegLogic
from MedSegModuleLib.NodeWatch import NodeWatch
from MedSegModuleLib.Section import guarded
from MedSegModuleLib.Sections import SECTIONS

RELOADED = ("MedSegModuleLib", "medseg")


class MedSegWidget(ScriptedLoadableModuleWidget, VTKObservationMixin):
    """Shows the sections one under the other and keeps them up to date.

    Each section is an attribute by its name: `input`, `method`, `output`, `segment`, `evaluate`, `compare`,
    `train`, `export`, `settings`.
    Changes of the parameter node, or of a node that it names, refresh all sections once, when the event loop is next idle: a
    slider that is dragged changes the parameter node at every pixel.

    Attributes:
        logic: The module's logic.
        parameterNode: What the user chose; None while the user is elsewhere or the scene is closing.
        sections: The sections by name, top to bottom.
    """

    def __init__(self, parent=None) -> None:
        """Prepare the panel; Slicer calls `setup` when it is first needed.

        Args:
            parent: The widget that Slicer made for the module; None makes a window.
        """
        self.logic = None
        self.parameterNode = None
        self.sections = {}
        self._guiTag = None
        self._isBusy = False
        self._isCleanedUp = False
        VTKObservationMixin.__init__(self)
        ScriptedLoadableModuleWidget.__init__(self, parent)

    def setup(self) -> None:
        """Build the panel."""
        ScriptedLoadableModuleWidget.setup(self)
        self.logic = MedSegLogic()
        self.panelWidget = slicer.util.loadUI(self.resourcePath("UI/MedSegModule.ui"))
        self.layout.addWidget(self.panelWidget)
        self.ui = slicer.util.childWidgetVariables(self.panelWidget)
        self._refreshTimer = qt.QTimer(self.panelWidget)
        self._refreshTimer.setSingleShot(True)
        self._refreshTimer.connect("timeout()", guarded(self.refresh))
        self._nodeWatch = NodeWatch(self.refreshSoon)
        for name, section in SECTIONS.items():
            self._addSection(name, section(self.logic, self.resourcePath, self))
        self.setScene(slicer.mrmlScene)
        self._observeScene()

    def cleanup(self) -> None:
        """Slicer destroys the panel: leave nothing behind. After a reload it asks the old panel again when it ends."""
        if self._isCleanedUp:
            return
        self._isCleanedUp = True
        self._refreshTimer.stop()
        self._setParameterNode(None)
        self.removeObservers()
        for section in self.sections.values():
            section.cleanup()

    def enter(self) -> None:
        """The user comes into the module."""
        self.initializeParameterNode()
        for section in self.sections.values():
            section.enter()
        self.refresh()

    def exit(self) -> None:
        """The user leaves the module; work that runs goes on."""
        self._refreshTimer.stop()
        for section in self.sections.values():
            section.exit()

    def onReload(self) -> None:
        """Reload the module with every file that belongs to it."""
        for name in [name for name in sys.modules if name.split(".")[0] in RELOADED]:
            del sys.modules[name]
        ScriptedLoadableModuleWidget.onReload(self)

    def initializeParameterNode(self) -> None:
        """Follow the scene's parameter node, which is made where there is none; one that is followed already is kept."""
        if self.parameterNode is None or self.parameterNode.parameterNode.GetScene() is not slicer.mrmlScene:
            self._setParameterNode(self.logic.getParameterNode())

    def setScene(self, scene) -> None:
        """Give the scene to all widgets."""
        self.panelWidget.setMRMLScene(scene)
        for section in self.sections.values():
            section.setScene(scene)

    def refresh(self) -> None:
        """Bring all sections up to date."""
        self._refreshTimer.stop()
        self._nodeWatch.follow(self.parameterNode)
        for section in self.sections.values():
            section.refresh()

    def refreshSoon(self, *_arguments) -> None:
        """Bring all sections up to date when the event loop is next idle, however often this is called until then.

        While the user is elsewhere, painting segments say, nothing is done: `enter` catches up.
        """
        if self._isInUse():
            self._refreshTimer.start(0)

    def setBusy(self, isBusy: bool) -> None:
        """Lock the sections while work runs, and unlock them; Segment keeps its Cancel."""
        self._isBusy = isBusy
        for section in self.sections.values():
            section.setBusy(isBusy)

    @property
    def isBusy(self) -> bool:
        """Whether work runs that was started from the panel."""
        return self._isBusy

    def onSegmented(self) -> None:
        """A segmentation was made: let it be seen. Called by the section that ran the work."""
        self.method.onSegmented()
        self.refreshSoon()

    def onModelInstalled(self) -> None:
        """A model was installed and chosen: let it be seen. Called by the section that installed it."""
        self.logic.networks.reload()
        self.refreshSoon()

    def showError(self, error: Exception) -> None:
        """Show what went wrong and what can be done about it, in the words of the error."""
        slicer.util.errorDisplay(str(error), windowTitle=_("MedSeg"))

    def _addSection(self, name: str, section) -> None:
        self.sections[name] = section
        setattr(self, name, section)
        self.ui.sectionsWidget.layout().addWidget(section.widget)

    def _observeScene(self) -> None:
        scene = slicer.mrmlScene
        self.addObserver(scene, slicer.vtkMRMLScene.StartCloseEvent, self._onSceneStartClose)
        self.addObserver(scene, slicer.vtkMRMLScene.EndCloseEvent, self._onSceneChanged)
        self.addObserver(scene, slicer.vtkMRMLScene.EndImportEvent, self._onSceneChanged)
        self.addObserver(scene, slicer.vtkMRMLScene.NodeAddedEvent, self.refreshSoon)
        self.addObserver(scene, slicer.vtkMRMLScene.NodeRemovedEvent, self.refreshSoon)

    def _onSceneStartClose(self, _caller, _event) -> None:
        self._setParameterNode(None)

    def _onSceneChanged(self, _caller, _event) -> None:
        """The scene was emptied or loaded: read its parameter node anew, because the wrapper remembers nodes of before."""
        if self._isInUse():
            self._setParameterNode(self.logic.getParameterNode())
            self.refreshSoon()
        else:
            self._setParameterNode(None)

    def _isInUse(self) -> bool:
        return any(section.isEntered for section in self.sections.values())

    def _setParameterNode(self, parameterNode) -> None:
        if self.parameterNode is not None:
            self.parameterNode.disconnectGui(self._guiTag)
            self.removeObserver(self.parameterNode.parameterNode, vtk.vtkCommand.ModifiedEvent, self.refreshSoon)
        self.parameterNode = parameterNode
        self._guiTag = None
        if parameterNode is not None:
            self._guiTag = parameterNode.connectParametersToGui(self._boundWidgets())
            self.addObserver(parameterNode.parameterNode, vtk.vtkCommand.ModifiedEvent, self.refreshSoon)
        self._nodeWatch.follow(parameterNode)
        for section in self.sections.values():
            section.setParameterNode(parameterNode, connect=False)

    def _boundWidgets(self) -> dict:
        """The widgets of all sections that follow the parameter node, by the name of the parameter."""
        return {name: widget for section in self.sections.values() for name, widget in section.boundWidgets().items()}
