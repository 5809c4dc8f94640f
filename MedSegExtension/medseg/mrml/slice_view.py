"""A slice view, drawn off-screen."""

from typing import TYPE_CHECKING

import numpy as np

from medseg.mrml.toolkit import from_matrix, slicer
from medseg.mrml.view import View
from medseg.optional import require
from medseg.records.render import Plane
from medseg.types import Floats

if TYPE_CHECKING:
    from slicer import vtkMRMLApplicationLogic, vtkMRMLScene, vtkMRMLSliceLogic, vtkMRMLSliceNode, vtkMRMLVolumeNode
    from vtkmodules.vtkRenderingCore import vtkImageMapper

MANAGERS = ("vtkMRMLSegmentationsDisplayableManager2D",)


class SliceView(View):
    """One slice through an image and its segments, as Slicer's red, green and yellow views show it.

    Attributes:
        logic: Slicer's logic of the view, which cuts the slice.
        node: Where the slice lies and how large it is.
    """

    def __init__(
        self,
        scene: "vtkMRMLScene",
        application_logic: "vtkMRMLApplicationLogic",
        plane: Plane,
        size: tuple[int, int],
    ) -> None:
        """Make the view and its node in the scene.

        Args:
            scene: The scene that is shown.
            application_logic: Its logic.
            plane: Which way to cut.
            size: Width and height in pixels.

        Raises:
            MissingDependencyError: There is no OpenGL to draw with.
        """
        super().__init__(*size)
        self._size = size
        self._mapper = self._add_image_actor()  # before the segments' actors, or their fill is blended over black
        factory = slicer.vtkMRMLSliceViewDisplayableManagerFactory.GetInstance()
        self._group = self.add_managers(factory, MANAGERS, application_logic)
        self.logic: vtkMRMLSliceLogic = slicer.vtkMRMLSliceLogic()
        self.logic.SetMRMLApplicationLogic(application_logic)
        application_logic.GetSliceLogics().AddItem(self.logic)
        self.logic.SetMRMLScene(scene)
        self.node: vtkMRMLSliceNode = self.logic.AddSliceNode(scene.GenerateUniqueName(plane.value.capitalize()))
        self.node.SetOrientation(plane.value.capitalize())
        self._group.SetMRMLDisplayableNode(self.node)
        self.logic.ResizeSliceNode(*size)

    def show(self, volume_node: "vtkMRMLVolumeNode") -> None:
        """Show an image, cut along its own axes, all of it in view."""
        self.logic.GetSliceCompositeNode().SetBackgroundVolumeID(volume_node.GetID())
        self.node.RotateToVolumePlane(volume_node)
        self.logic.FitSliceToBackground()
        self.logic.SnapSliceOffsetToIJK()
        self._mapper.SetInputConnection(self.logic.GetImageDataConnection())

    def look_at(self, point_ras: Floats, mm_per_px: float) -> None:
        """Cut through a point, put it in the middle, and set the scale.

        Args:
            point_ras: Millimetres to the right, front and head, (3,).
            mm_per_px: Size of a pixel, across and down alike.
        """
        self.cut_through(point_ras)
        self.node.JumpSliceByCentering(*(float(value) for value in point_ras))
        width, height = self._size
        self.node.SetFieldOfView(width * mm_per_px, height * mm_per_px, self.node.GetFieldOfView()[2])

    def cut_through(self, point_ras: Floats) -> None:
        """Move the plane to a point, and leave the middle of the view where it is."""
        self.node.JumpSliceByOffsetting(*(float(value) for value in point_ras))

    @property
    def axes_ras(self) -> Floats:
        """Unit vectors to the view's right, to its top and to the viewer as columns of a (3, 3) matrix."""
        matrix = from_matrix(self.node.GetSliceToRAS())[:3, :3]
        return np.asarray(matrix / np.linalg.norm(matrix, axis=0))

    def _add_image_actor(self) -> "vtkImageMapper":
        core = require("vtkmodules.vtkRenderingCore", "render")
        self.renderer.GetActiveCamera().ParallelProjectionOn()
        mapper: vtkImageMapper = core.vtkImageMapper()
        mapper.SetColorWindow(255)
        mapper.SetColorLevel(127.5)
        actor = core.vtkActor2D()
        actor.SetMapper(mapper)
        actor.GetProperty().SetDisplayLocationToBackground()
        self.renderer.AddViewProp(actor)
        return mapper
