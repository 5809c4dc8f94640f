"""A 3D view, drawn off-screen."""

from typing import TYPE_CHECKING

from medseg.mrml.toolkit import slicer
from medseg.mrml.view import View
from medseg.types import Triple

if TYPE_CHECKING:
    from slicer import vtkMRMLApplicationLogic, vtkMRMLScene, vtkMRMLViewLogic, vtkMRMLViewNode

MANAGERS = (
    "vtkMRMLCameraDisplayableManager",
    "vtkMRMLViewDisplayableManager",
    "vtkMRMLSegmentationsDisplayableManager3D",
    "vtkMRMLOrientationMarkerDisplayableManager",
)
TOP: Triple = (0.16, 0.18, 0.21)
BOTTOM: Triple = (0.07, 0.08, 0.10)
FILLED = 0.95  # of the view's width or height


class SurfaceView(View):
    """The segments' surfaces, as Slicer's 3D view shows them.

    Attributes:
        logic: Slicer's logic of the view.
        node: How the view looks.
    """

    def __init__(self, scene: "vtkMRMLScene", application_logic: "vtkMRMLApplicationLogic", size: tuple[int, int]) -> None:
        """Make the view and its node in the scene.

        Args:
            scene: The scene that is shown.
            application_logic: Its logic.
            size: Width and height in pixels.

        Raises:
            MissingDependencyError: There is no OpenGL to draw with.
        """
        super().__init__(*size)
        self.renderer.SetUseDepthPeeling(True)
        self.renderer.SetUseFXAA(True)  # smooth edges without the multisampling that loses translucent surfaces
        factory = slicer.vtkMRMLThreeDViewDisplayableManagerFactory.GetInstance()
        self._group = self.add_managers(factory, MANAGERS, application_logic)
        self.logic: vtkMRMLViewLogic = slicer.vtkMRMLViewLogic()
        self.logic.SetMRMLApplicationLogic(application_logic)
        application_logic.GetViewLogics().AddItem(self.logic)
        self.logic.SetMRMLScene(scene)
        self.node: vtkMRMLViewNode = self.logic.AddViewNode(scene.GenerateUniqueName("3D"))
        self.node.SetBackgroundColor(*BOTTOM)
        self.node.SetBackgroundColor2(*TOP)
        self.node.SetBoxVisible(False)
        self.node.SetAxisLabelsVisible(False)
        self.node.SetOrientationMarkerType(self.node.OrientationMarkerTypeCube)
        self.node.SetOrientationMarkerSize(self.node.OrientationMarkerSizeSmall)
        self._group.SetMRMLDisplayableNode(self.node)

    def fit(self, azimuth_degrees: float = 0.0, elevation_degrees: float = 0.0) -> None:
        """Look from the front at all that is shown, so that it fills the view.

        Args:
            azimuth_degrees: Then go around to the patient's left by this.
            elevation_degrees: And up by this.
        """
        manager = self._group.GetDisplayableManagerByClassName("vtkMRMLCameraDisplayableManager")
        camera_node = manager.GetCameraNode()
        self.renderer.ResetCamera()
        camera_node.RotateTo(slicer.vtkMRMLCameraNode.Anterior)
        camera = self.renderer.GetActiveCamera()
        camera.Azimuth(azimuth_degrees)
        camera.Elevation(elevation_degrees)
        camera.OrthogonalizeViewUp()
        self.renderer.ResetCamera()
        self.renderer.ResetCameraScreenSpace(FILLED)
        self.renderer.ResetCameraClippingRange()

    def look_like(self, other: "SurfaceView") -> None:
        """Look from where another view looks, in the same direction and at the same scale."""
        self.renderer.GetActiveCamera().DeepCopy(other.renderer.GetActiveCamera())
        self.renderer.ResetCameraClippingRange()
