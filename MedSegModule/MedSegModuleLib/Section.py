"""What all sections of the panel have in common."""

import inspect
import logging
from collections.abc import Callable

import slicer
from slicer.i18n import tr as _

from medseg.errors import MedSegError
from MedSegModuleLib.recordPacks import GIVEN, describe

logger = logging.getLogger(__name__)

PARAMETER_NAME = "SlicerParameterName"


class Section:
    """One part of the panel: a `.ui` file, bound to the parameter node, and slots that ask the logic to work.

    A section derives from this class, names its file in `uiName`, connects its widgets in `setup`, and shows in `refresh` what
    the parameter node holds. Widgets with the dynamic property `SlicerParameterName` follow the parameter node by themselves.

    Attributes:
        uiName: Name of the file in `Resources/UI`, without `.ui`.
        widget: The section's top widget.
        ui: Its named children as attributes.
        logic: The module's logic.
        panel: The module's widget, which owns all sections.
        parameterNode: What the user chose; None while there is no scene to work on.
        isEntered: Whether the user is in the module.
        isBusy: Whether work runs that was started from the panel.
    """

    uiName = ""

    def __init__(self, logic, resourcePath: Callable[[str], str], panel) -> None:
        """Load the section.

        Args:
            logic: The module's logic.
            resourcePath: Gives the path of a file in the module's `Resources`.
            panel: The module's widget.
        """
        self.logic = logic
        self.panel = panel
        self.parameterNode = None
        self.isEntered = False
        self.isBusy = False
        self._guiTag = None
        self.resourcePath = resourcePath
        self.widget = slicer.util.loadUI(resourcePath(f"UI/{self.uiName}.ui"))
        self.ui = slicer.util.childWidgetVariables(self.widget)
        self._letGoOfDeletedNodes()
        self.setup()

    def setup(self) -> None:
        """Fill the widgets and connect them; called once, before there is a scene or a parameter node."""

    def refresh(self) -> None:
        """Show what the parameter node holds, which may be None; called when it, or a node that it names, has changed."""

    def enter(self) -> None:
        """The user comes into the module."""
        self.isEntered = True

    def exit(self) -> None:
        """The user leaves the module."""
        self.isEntered = False

    def cleanup(self) -> None:
        """The panel is being destroyed: let go of everything outside of it."""
        self.exit()
        self.setParameterNode(None)

    def setScene(self, scene) -> None:
        """Give the scene to all widgets of the section."""
        self.widget.setMRMLScene(scene)

    def setBusy(self, isBusy: bool) -> None:
        """Lock the section while work runs."""
        self.isBusy = isBusy
        self.widget.enabled = not isBusy

    def setParameterNode(self, parameterNode, connect: bool = True) -> None:
        """Follow another parameter node, or none.

        Args:
            parameterNode: The wrapped parameter node; None lets go of the one before.
            connect: Bind this section's widgets. The panel, which binds those of all sections in one go, says no.
        """
        if self._guiTag is not None:
            self.parameterNode.disconnectGui(self._guiTag)
            self._guiTag = None
        self.parameterNode = parameterNode
        if parameterNode is not None and connect:
            self._guiTag = parameterNode.connectParametersToGui(self.boundWidgets())
        self.refresh()

    def _letGoOfDeletedNodes(self) -> None:
        """Slicer's node selectors go on to a neighbour when their node is deleted; ours choose none, which nobody mistakes."""
        for widget in vars(self.ui).values():
            if widget.inherits("qMRMLNodeComboBox") and widget.noneEnabled:
                widget.connect("nodeAboutToBeRemoved(vtkMRMLNode*)", _unchoose(widget))

    def boundWidgets(self) -> dict:
        """The widgets that follow the parameter node, by the name of the parameter."""
        named = ((widget.property(PARAMETER_NAME), widget) for widget in vars(self.ui).values())
        return {name: widget for name, widget in named if name}

    def explain(self, packName: str, pack: type) -> None:
        """Give the controls of a parameter pack the words of its parameters as tooltips.

        Args:
            packName: The pack's name in the parameter node, such as `after`.
            pack: Its class, made from a dataclass of `medseg.records`.
        """
        for name, widget in self.boundWidgets().items():
            owner, _dot, member = name.partition(".")
            if owner == packName and not member.endswith(GIVEN):
                widget.toolTip = describe(pack, member)

    def connect(self, widget, signal: str, slot: Callable, message: str | None = None) -> None:
        """Connect a signal to a slot; what goes wrong in it is shown to the user.

        Args:
            widget: Who sends.
            signal: Name and arguments, such as `clicked(bool)`.
            slot: What is called, with as many of the signal's arguments as it takes.
            message: What could not be done, shown above the reason.
        """
        widget.connect(signal, guarded(slot, message))


def _unchoose(selector) -> Callable:
    def onNodeAboutToBeRemoved(node) -> None:
        if selector.currentNode() is node:
            selector.setCurrentNode(None)

    return onNodeAboutToBeRemoved


def guarded(slot: Callable, message: str | None = None) -> Callable:
    """A slot whose errors are shown to the user instead of being printed and forgotten.

    What MedSeg refuses is shown in its own words, which say what to do. Anything else is a fault: it is shown with its traceback
    and goes on to the application's log.

    Args:
        slot: What is called.
        message: What could not be done; default: `MedSeg could not do this.`
    """
    taken = len(inspect.signature(slot).parameters)

    def run(*arguments) -> None:
        what = message or _("MedSeg could not do this.")
        with slicer.util.tryWithErrorDisplay(what, waitCursor=False):
            try:
                slot(*arguments[:taken])
            except MedSegError as error:
                logger.info("%s %s", what, error)
                slicer.util.errorDisplay(f"{what}\n\n{error}")

    return run
