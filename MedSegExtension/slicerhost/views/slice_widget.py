"""A slice view with its bar."""

from typing import Any

import slicer
import vtk

from slicerhost.pythonqt.standin import Property, facade
from slicerhost.views.guard import guarded
from slicerhost.views.slice_controller import qMRMLSliceControllerWidget
from slicerhost.views.slice_view import qMRMLSliceView
from slicerhost.views.view_widget import qMRMLAbstractViewWidget


@facade
class qMRMLSliceWidget(qMRMLAbstractViewWidget):
    """Shows a slice view node."""

    def __init__(self, node: Any) -> None:
        super().__init__(qMRMLSliceControllerWidget(), qMRMLSliceView())
        application_logic = slicer.app.applicationLogic()
        self._logic = slicer.vtkMRMLSliceLogic()
        self._logic.SetMRMLApplicationLogic(application_logic)
        self._logic.SetMRMLScene(node.GetScene())
        self._logic.SetSliceNode(node)
        application_logic.GetSliceLogics().AddItem(self._logic)
        self._connection: Any = None
        self._view._set_logic(self._logic)
        self._view.setMRMLSliceNode(node)
        self._bar._set_logic(self._logic)
        self._tag = self._logic.AddObserver(vtk.vtkCommand.ModifiedEvent, self._on_logic_modified)
        self._on_logic_modified()

    def sliceLogic(self) -> Any:
        """Slicer's logic of the view."""
        return self._logic

    def logic(self) -> Any:
        """Slicer's logic of the view."""
        return self._logic

    def sliceView(self) -> qMRMLSliceView:
        """The view."""
        return self._view

    def sliceController(self) -> qMRMLSliceControllerWidget:
        """The bar."""
        return self._bar

    def mrmlSliceNode(self) -> Any:
        """Where the slice lies."""
        return self._logic.GetSliceNode()

    def mrmlSliceCompositeNode(self) -> Any:
        """Which volumes the slice shows."""
        return self._logic.GetSliceCompositeNode()

    def mrmlAbstractViewNode(self) -> Any:
        """The node that is shown."""
        return self._logic.GetSliceNode()

    def interactorStyle(self) -> Any:
        """What turns the mouse into changes of the view."""
        return self._view.interactorObserver()

    def fitSliceToBackground(self) -> None:
        """Show all of the slice."""
        self._bar.fitSliceToBackground()

    def setSliceOrientation(self, name: str) -> None:
        """Turn the view: Axial, Sagittal, Coronal."""
        self._bar.setSliceOrientation(name)

    sliceViewName = Property(str, lambda self: self.mrmlSliceNode().GetLayoutName())
    sliceViewLabel = Property(str, lambda self: self.mrmlSliceNode().GetLayoutLabel())
    sliceOrientation = Property(str, lambda self: self.mrmlSliceNode().GetOrientation(), setSliceOrientation)

    def _view_node(self) -> Any:
        return self._logic.GetSliceNode()

    def _close(self) -> None:
        self._logic.RemoveObserver(self._tag)
        self._bar._set_logic(None)
        self._view.setMRMLSliceNode(None)
        slicer.app.applicationLogic().GetSliceLogics().RemoveItem(self._logic)
        self._logic.SetMRMLScene(None)

    @guarded
    def _on_logic_modified(self, *_: Any) -> None:
        connection = self._logic.GetImageDataConnection()
        if connection is not self._connection:
            self._connection = connection
            self._view._set_image(connection)
        self._view.scheduleRender()
