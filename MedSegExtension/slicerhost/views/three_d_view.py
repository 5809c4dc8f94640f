"""The 3D view, as Slicer's displayable managers draw it."""

from typing import Any

import qt
import slicer
import vtk

from slicerhost.pythonqt.standin import facade
from slicerhost.views.abstract_view import ctkVTKAbstractView
from slicerhost.views.displayable_managers import fill

MANAGERS = (
    "vtkMRMLCameraDisplayableManager",
    "vtkMRMLViewDisplayableManager",
    "vtkMRMLModelDisplayableManager",
    "vtkMRMLThreeDReformatDisplayableManager",
    "vtkMRMLCrosshairDisplayableManager3D",
    "vtkMRMLOrientationMarkerDisplayableManager",
    "vtkMRMLRulerDisplayableManager",
    "vtkMRMLSegmentationsDisplayableManager3D",
    "vtkMRMLMarkupsDisplayableManager",
    "vtkMRMLTransformsDisplayableManager3D",
    "vtkMRMLVolumeRenderingDisplayableManager",
    "vtkMRMLColorLegendDisplayableManager",
)
SPIN_STEP_MS = 40


@facade
class qMRMLThreeDView(ctkVTKAbstractView):
    """Draws one 3D view node."""

    def __init__(self, parent: qt.QWidget | None = None) -> None:
        super().__init__(parent)
        self._node: Any = None
        self._tag = 0
        self._scale = 1.0
        self._renderer.SetGradientBackground(True)
        self._renderer.SetUseFXAA(True)  # smooth edges without the multisampling that loses translucent surfaces
        factory = slicer.vtkMRMLThreeDViewDisplayableManagerFactory.GetInstance()
        self._group = fill(self, factory, MANAGERS, slicer.app.applicationLogic())
        self._interactor.SetInteractorStyle(vtk.vtkInteractorStyle3D())
        self._observer = slicer.vtkMRMLThreeDViewInteractorStyle()
        self._observer.SetDisplayableManagers(self._group)
        self._observer.SetInteractor(self._interactor)
        self._timer = qt.QTimer(self)
        self._timer.setInterval(SPIN_STEP_MS)
        self._timer.connect("timeout()", self._spin)

    def mrmlViewNode(self) -> Any:
        """How the view looks."""
        return self._node

    def setMRMLViewNode(self, node: Any) -> None:
        """Draw this view node."""
        if self._node is not None:
            self._node.RemoveObserver(self._tag)
        self._node = node
        if node is not None:
            self._tag = node.AddObserver(vtk.vtkCommand.ModifiedEvent, self._update)
            node.SetScreenScaleFactor(self._scale)
        self._group.SetMRMLDisplayableNode(node)
        self._update()

    def cameraNode(self) -> Any:
        """The node of the view's camera."""
        manager = self._group.GetDisplayableManagerByClassName("vtkMRMLCameraDisplayableManager")
        return manager.GetCameraNode()

    def interactorObserver(self) -> Any:
        """What turns the mouse into changes of the view."""
        return self._observer

    def displayableManagerByClassName(self, name: str) -> Any:
        """One of the managers, or None."""
        return self._group.GetDisplayableManagerByClassName(name)

    def getDisplayableManagers(self, collection: vtk.vtkCollection) -> None:
        """Put all managers into a collection."""
        for index in range(self._group.GetDisplayableManagerCount()):
            collection.AddItem(self._group.GetNthDisplayableManager(index))

    def resetFocalPoint(self) -> None:
        """Look at all that is shown, so that it fills the view; where nothing is, at the box around the images."""
        if self._node is None:
            return
        shown = self._node.GetBoxVisible(), self._node.GetAxisLabelsVisible()
        self._show_box(False, False)  # or it would count as what is shown
        empty = not vtk.vtkMath.AreBoundsInitialized(self._renderer.ComputeVisiblePropBounds())
        if not empty:
            self._renderer.ResetCamera()
        self._show_box(*shown)
        self._node.InvokeEvent(slicer.vtkMRMLViewNode.ResetFocalPointRequestedEvent)  # the box takes its place anew
        if empty:
            self._renderer.ResetCamera()
        self._renderer.ResetCameraClippingRange()
        self.scheduleRender()

    def resetCamera(self, rotation: bool = True, translation: bool = True, distance: bool = True) -> None:
        """Look from the front again, at the same point, or some of it."""
        self.cameraNode().Reset(rotation, translation, distance, self._renderer)
        self.scheduleRender()

    def rotateToViewAxis(self, axis: int) -> None:
        """Look from one of the six sides, in the order of the node's axis labels: L R P A I S."""
        sides = ("Left", "Right", "Posterior", "Anterior", "Inferior", "Superior")
        self.cameraNode().RotateTo(getattr(slicer.vtkMRMLCameraNode, sides[axis]))
        self.scheduleRender()

    def _show_box(self, box: bool, labels: bool) -> None:
        modifying = self._node.StartModify()
        self._node.SetBoxVisible(box)
        self._node.SetAxisLabelsVisible(labels)
        self._node.EndModify(modifying)

    def _update(self, *_: Any) -> None:
        node = self._node
        if node is None:
            self._timer.stop()
            return
        self._renderer.SetUseDepthPeeling(node.GetUseDepthPeeling())
        if node.GetAnimationMode() == node.Spin:
            self._timer.start()
        else:
            self._timer.stop()
        self.scheduleRender()

    def _spin(self) -> None:
        self._renderer.GetActiveCamera().Azimuth(self._node.GetSpinDegrees())
        self._renderer.ResetCameraClippingRange()
        self.scheduleRender()

    def _on_resize(self, _width: int, _height: int, ratio: float) -> None:
        self._scale = ratio
        if self._node is not None:
            self._node.SetScreenScaleFactor(ratio)
