"""A 3D view with its bar."""

from typing import Any

import slicer

from slicerhost.pythonqt.standin import facade
from slicerhost.views.three_d_controller import qMRMLThreeDViewControllerWidget
from slicerhost.views.three_d_view import qMRMLThreeDView
from slicerhost.views.view_widget import qMRMLAbstractViewWidget


@facade
class qMRMLThreeDWidget(qMRMLAbstractViewWidget):
    """Shows a 3D view node."""

    def __init__(self, node: Any) -> None:
        super().__init__(qMRMLThreeDViewControllerWidget(), qMRMLThreeDView())
        application_logic = slicer.app.applicationLogic()
        self._logic = slicer.vtkMRMLViewLogic()
        self._logic.SetMRMLApplicationLogic(application_logic)
        self._logic.SetMRMLScene(node.GetScene())
        self._logic.AddViewNode(node.GetLayoutName())  # finds the node of this name
        application_logic.GetViewLogics().AddItem(self._logic)
        self._view.setMRMLViewNode(node)
        self._bar.setThreeDView(self._view)
        self._bar._set_view_node(node)

    def viewLogic(self) -> Any:
        """Slicer's logic of the view."""
        return self._logic

    def logic(self) -> Any:
        """Slicer's logic of the view."""
        return self._logic

    def threeDView(self) -> qMRMLThreeDView:
        """The view."""
        return self._view

    def threeDController(self) -> qMRMLThreeDViewControllerWidget:
        """The bar."""
        return self._bar

    def mrmlViewNode(self) -> Any:
        """How the view looks."""
        return self._view.mrmlViewNode()

    def mrmlAbstractViewNode(self) -> Any:
        """The node that is shown."""
        return self._view.mrmlViewNode()

    def getDisplayableManagers(self, collection: Any) -> None:
        """Put all managers into a collection."""
        self._view.getDisplayableManagers(collection)

    def _view_node(self) -> Any:
        return self._view.mrmlViewNode()

    def _close(self) -> None:
        self._view.setMRMLViewNode(None)
        slicer.app.applicationLogic().GetViewLogics().RemoveItem(self._logic)
        self._logic.SetMRMLScene(None)
