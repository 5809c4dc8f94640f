"""Slicer's scene and logics, outside the Slicer application."""

from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from medseg.mrml.slice_view import SliceView
from medseg.mrml.surface_view import SurfaceView
from medseg.mrml.toolkit import slicer
from medseg.optional import require
from medseg.records.render import Plane

if TYPE_CHECKING:
    from slicer import (
        vtkMRMLColorLogic,
        vtkMRMLScene,
        vtkSlicerApplicationLogic,
        vtkSlicerSegmentationsModuleLogic,
        vtkSlicerVolumesLogic,
    )


class OffscreenScene:
    """A scene with what Slicer gives one: colour tables, logics, conversions, views. Views are drawn in memory.

    Inside the Slicer application use its own scene and logics instead.

    Attributes:
        scene: The scene.
        application_logic: Joins the logics and the views.
        color_logic: Slicer's colour tables.
        volumes_logic: Of the Volumes module.
        segmentations_logic: Of the Segmentations module; it registers the conversions between voxels and surfaces.

    Example:
        with OffscreenScene() as offscreen:
            node = volume_to_node(volume, offscreen.scene)
            view = offscreen.add_slice_view(Plane.AXIAL, (512, 512))
            view.show(node)
            pixels = view.capture()
    """

    def __init__(self) -> None:
        """Build scene and logics.

        Raises:
            MissingDependencyError: slicer-core is not installed.
        """
        # VTK's wheels use one thread until they are told
        require("vtkmodules.vtkCommonCore", "render").vtkSMPTools.SetBackend("STDThread")
        self.scene: vtkMRMLScene = slicer.vtkMRMLScene()
        self.application_logic: vtkSlicerApplicationLogic = slicer.vtkSlicerApplicationLogic()
        self.application_logic.SetMRMLScene(self.scene)
        # the application logic holds its modules weakly: they live as long as this object
        self.color_logic: vtkMRMLColorLogic = self._add(slicer.vtkMRMLColorLogic(), "Colors")
        self.color_logic.AddDefaultColorNodes()
        self.volumes_logic: vtkSlicerVolumesLogic = self._add(slicer.vtkSlicerVolumesLogic(), "Volumes")
        self.segmentations_logic: vtkSlicerSegmentationsModuleLogic = self._add(
            slicer.vtkSlicerSegmentationsModuleLogic(), "Segmentations"
        )
        collection = require("vtkmodules.vtkCommonCore", "render").vtkCollection
        self.application_logic.SetSliceLogics(collection())
        self.application_logic.SetViewLogics(collection())
        slicer.vtkMRMLSliceNode.AddDefaultSliceOrientationPresets(self.scene, True)

    def add_slice_view(self, plane: Plane, size: tuple[int, int]) -> SliceView:
        """A slice view of this scene; its size is width and height in pixels."""
        return SliceView(self.scene, self.application_logic, plane, size)

    def add_surface_view(self, size: tuple[int, int]) -> SurfaceView:
        """A 3D view of this scene; its size is width and height in pixels."""
        return SurfaceView(self.scene, self.application_logic, size)

    def close(self) -> None:
        """Let go of all nodes."""
        self.scene.Clear(True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _add(self, logic: Any, name: str) -> Any:
        logic.SetMRMLScene(self.scene)
        logic.SetMRMLApplicationLogic(self.application_logic)
        self.application_logic.SetModuleLogic(name, logic)
        return logic
