"""An image and its segments, put up to be drawn."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from medseg.errors import GeometryMismatchError
from medseg.mrml.annotations import LegendEntry
from medseg.mrml.framing import centre_ras
from medseg.mrml.offscreen import OffscreenScene
from medseg.mrml.segmentation_nodes import make_surfaces, segmentation_to_node
from medseg.mrml.sights import SegmentSight, best_point_ras, survey
from medseg.mrml.slice_view import SliceView
from medseg.mrml.surface_view import SurfaceView
from medseg.mrml.volume_nodes import volume_to_node
from medseg.mrml.windows import choose_window
from medseg.records.render import Plane, RenderParameters
from medseg.types import Floats
from medseg.volume import Geometry, Segmentation, Volume

if TYPE_CHECKING:
    from slicer import vtkMRMLScalarVolumeNode, vtkMRMLSegmentationNode

TRANSLUCENT = 0.3
SHARED_TO_HIDE = 0.2  # of the voxels of the one that would be hidden
OUTLINE_PX = 1.5
AZIMUTH_DEGREES = -20.0
ELEVATION_DEGREES = 12.0


@dataclass(frozen=True)
class Stage:
    """An image and its segments in a scene, ready to be looked at.

    Attributes:
        offscreen: The scene.
        volume: The image.
        segmentation: Its segments.
        volume_node: The image in the scene.
        segmentation_node: Its segments in the scene.
        sights: Where each segment is.
        fine: Pixels of slices that are drawn for each pixel of the picture, across and down: scaling down smooths edges, where
            software's multisampling cannot be used.
    """

    offscreen: OffscreenScene
    volume: Volume
    segmentation: Segmentation
    volume_node: "vtkMRMLScalarVolumeNode"
    segmentation_node: "vtkMRMLSegmentationNode"
    sights: dict[str, SegmentSight]
    fine: int

    @property
    def point_ras(self) -> Floats:
        """The point whose three slices show most of the segments."""
        return best_point_ras(self.segmentation.geometry, self.sights)

    @property
    def is_measurable(self) -> bool:
        """Whether the size of the pixels in the patient is known: not for films, nor for files that hold none."""
        return not self.volume.is_film and all(finding.code != "no-spacing" for finding in self.volume.findings)

    @property
    def legend(self) -> list[LegendEntry]:
        """Names and colours; volumes where the size of the pixels is known."""
        voxel_ml = self.segmentation.geometry.voxel_volume_ml if self.is_measurable else None
        return [
            LegendEntry(segment.name, segment.color, None if voxel_ml is None else self.sights[segment.name].voxels * voxel_ml)
            for segment in self.segmentation.segments
        ]

    def add_slice(self, plane: Plane, size: tuple[int, int], mm_per_px: float) -> SliceView:
        """A view of this size in the picture, with the image in its middle."""
        width, height = size
        view = self.offscreen.add_slice_view(plane, (self.fine * width, self.fine * height))
        view.show(self.volume_node)
        view.look_at(centre_ras(self.volume.geometry), mm_per_px / self.fine)
        return view

    def add_surface(self, size: tuple[int, int]) -> SurfaceView:
        """A view of the segments' surfaces, of this size in the picture."""
        make_surfaces(self.segmentation_node)
        self._see_through()
        view = self.offscreen.add_surface_view(size)
        view.fit(AZIMUTH_DEGREES, ELEVATION_DEGREES)
        return view

    def _see_through(self) -> None:
        """Make the surface of each segment translucent that hides another: what is inside shall be seen."""
        filled = [name for name, sight in self.sights.items() if sight.voxels]
        target = self.segmentation_node.GetSegmentation()
        for number in range(target.GetNumberOfSegments()):
            name = target.GetNthSegment(number).GetName()
            if name in filled and any(self._hides(name, other) for other in filled if other != name):
                self.segmentation_node.GetDisplayNode().SetSegmentOpacity3D(target.GetNthSegmentID(number), TRANSLUCENT)

    def _hides(self, name: str, other: str) -> bool:
        """Whether another segment lies in this one's box, or for a good part in its voxels, as a lesion does in two lungs."""
        sight, theirs = self.sights[name], self.sights[other]
        if sight.encloses(theirs):
            return True
        if not sight.is_clearly_larger(theirs) or self.segmentation.place(name)[0] == self.segmentation.place(other)[0]:
            return False
        shared = np.count_nonzero(self.segmentation.mask(name) & self.segmentation.mask(other))
        return bool(shared >= SHARED_TO_HIDE * theirs.voxels)


def put_up(
    offscreen: OffscreenScene, volume: Volume, segmentation: Segmentation, parameters: RenderParameters, fine: int = 2
) -> Stage:
    """Put an image and its segments into a scene, with the display that was asked for; no surfaces yet.

    Raises:
        GeometryMismatchError: The segmentation lies outside the image.
        ParameterError: The window cannot be read.
    """
    width, level = choose_window(volume, segmentation, parameters.window)
    check_overlap(volume.geometry, segmentation.geometry)
    volume_node = volume_to_node(volume, offscreen.scene)
    volume_node.GetDisplayNode().SetWindowLevel(width, level)
    node = segmentation_to_node(segmentation, offscreen.scene, offscreen.segmentations_logic, volume_node, surface=False)
    display = node.GetDisplayNode()
    display.SetOpacity2DFill(parameters.fill_opacity)
    display.SetOpacity2DOutline(parameters.outline_opacity)
    display.SetSliceIntersectionThickness(round(OUTLINE_PX * fine))
    return Stage(offscreen, volume, segmentation, volume_node, node, survey(segmentation), fine)


def check_overlap(image: Geometry, segments: Geometry) -> None:
    """Refuse a segmentation that lies elsewhere than the image: its picture would be empty.

    Raises:
        GeometryMismatchError: Their boxes do not touch.
    """
    inside = image.to_ijk(segments.corners_ras)
    last = np.array(image.shape[::-1]) - 0.5
    if (inside.max(axis=0) < -0.5).any() or (inside.min(axis=0) > last).any():
        raise GeometryMismatchError(
            f"Expected a segmentation of this image, got one that lies outside it: {segments} beside {image}. "
            "Check that both are of one patient and one series."
        )
