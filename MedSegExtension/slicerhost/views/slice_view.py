"""A slice, as Slicer's displayable managers draw it."""

from typing import Any

import slicer
import vtk

from slicerhost.pythonqt.standin import facade
from slicerhost.views.abstract_view import ctkVTKAbstractView
from slicerhost.views.displayable_managers import fill
from slicerhost.views.slice_models import SliceModels

MANAGERS = (
    "vtkMRMLVolumeGlyphSliceDisplayableManager",
    "vtkMRMLCrosshairDisplayableManager",
    "vtkMRMLOrientationMarkerDisplayableManager",
    "vtkMRMLRulerDisplayableManager",
    "vtkMRMLScalarBarDisplayableManager",
    "vtkMRMLSegmentationsDisplayableManager2D",
    "vtkMRMLMarkupsDisplayableManager",
    "vtkMRMLTransformsDisplayableManager2D",
    "vtkMRMLColorLegendDisplayableManager",
)
CROSSHAIR = "vtkMRMLCrosshairDisplayableManager"


@facade
class qMRMLSliceView(ctkVTKAbstractView):
    """Draws one slice view node."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._node: Any = None
        self._logic: Any = None
        self._scale = 1.0
        self._renderer.GetActiveCamera().ParallelProjectionOn()
        self._mapper = self._add_image_actor()  # before the segments' actors, or their fill is blended over black
        factory = slicer.vtkMRMLSliceViewDisplayableManagerFactory.GetInstance()
        self._group = fill(self, factory, MANAGERS, slicer.app.applicationLogic())
        self._models = SliceModels(self)
        self._interactor.SetInteractorStyle(vtk.vtkInteractorStyleUser())
        self._observer = slicer.vtkMRMLSliceViewInteractorStyle()
        self._observer.SetDisplayableManagers(self._group)
        self._observer.SetInteractor(self._interactor)

    def mrmlSliceNode(self) -> Any:
        """Where the slice lies."""
        return self._node

    def setMRMLSliceNode(self, node: Any) -> None:
        """Draw this slice view node."""
        self._node = node
        if node is not None:
            node.SetScreenScaleFactor(self._scale)
        self._group.SetMRMLDisplayableNode(node)
        self._models.set_node(node)

    def interactorObserver(self) -> Any:
        """What turns the mouse into changes of the view."""
        return self._observer

    def displayableManagerByClassName(self, name: str) -> Any:
        """One of the managers, or None."""
        return self._models.manager(name) or self._group.GetDisplayableManagerByClassName(name)

    def getDisplayableManagers(self, collection: vtk.vtkCollection) -> None:
        """Put all managers into a collection."""
        for index in range(self._group.GetDisplayableManagerCount()):
            collection.AddItem(self._group.GetNthDisplayableManager(index))
        collection.AddItem(self._models.manager())

    def convertDeviceToXYZ(self, xy: Any) -> tuple[float, ...]:
        """From the window's pixels to the slice's."""
        xyz = [0.0, 0.0, 0.0]
        self.displayableManagerByClassName(CROSSHAIR).ConvertDeviceToXYZ(xy[0], xy[1], xyz)
        return tuple(xyz)

    def convertXYZToRAS(self, xyz: Any) -> tuple[float, ...]:
        """From the slice's pixels to the patient, in mm."""
        ras = [0.0, 0.0, 0.0]
        self.displayableManagerByClassName(CROSSHAIR).ConvertXYZToRAS(list(xyz), ras)
        return tuple(ras)

    def convertRASToXYZ(self, ras: Any) -> tuple[float, ...]:
        """From the patient, in mm, to the slice's pixels."""
        xyz = [0.0, 0.0, 0.0]
        self.displayableManagerByClassName(CROSSHAIR).ConvertRASToXYZ(list(ras), xyz)
        return tuple(xyz)

    def _set_logic(self, logic: Any) -> None:
        self._logic = logic
        self._observer.SetSliceLogic(logic)

    def _set_image(self, connection: Any) -> None:
        self._mapper.SetInputConnection(connection)
        self._actor.SetVisibility(connection is not None)
        self.scheduleRender()

    def _on_resize(self, width: int, height: int, ratio: float) -> None:
        self._scale = ratio
        if self._node is not None:
            self._node.SetScreenScaleFactor(ratio)
        if self._logic is not None and self._node is not None:
            self._logic.ResizeSliceNode(width, height)

    def _add_image_actor(self) -> vtk.vtkImageMapper:
        mapper = vtk.vtkImageMapper()
        mapper.SetColorWindow(255)
        mapper.SetColorLevel(127.5)
        self._actor = vtk.vtkActor2D()
        self._actor.SetMapper(mapper)
        self._actor.GetProperty().SetDisplayLocationToBackground()
        self._actor.VisibilityOff()
        self._renderer.AddViewProp(self._actor)
        return mapper
