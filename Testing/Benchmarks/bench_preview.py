"""The live preview of a threshold on three slice views, without drawing, beside thresholding the whole volume."""

import itertools
from collections.abc import Callable, Iterator, Mapping

import numpy as np
from harness import Contest
from numpy.typing import NDArray
from synthetic_ct import make_ct
from vtkmodules.vtkImagingCore import vtkImageThreshold

from medseg.mrml import OffscreenScene, PreviewTarget, ThresholdPreview, volume_to_node
from medseg.mrml.toolkit import from_image, to_image
from medseg.records import Plane
from medseg.volume import Geometry, Modality, Volume

SLICES = 300
FEW_SLICES = 30
SIDE = 512
BOUNDS = ((-500.0, 300.0), (-499.0, 300.0))  # in turns, so that nothing can be kept from the turn before
VTK = "vtkImageThreshold of the volume"
FEW = f"ours on {FEW_SLICES} slices"


def contests() -> Iterator[Contest]:
    """Three views of 512 x 512 pixels on 512 x 512 x 300 voxels: at most 5 ms, and no more than on a tenth of the slices."""
    array = make_ct((SLICES, SIDE, SIDE))
    middle = slice((SLICES - FEW_SLICES) // 2, (SLICES + FEW_SLICES) // 2)
    with OffscreenScene() as scene, OffscreenScene() as other:
        yield Contest(
            "live preview of three views",
            live_preview(scene, array),
            {VTK: whole_volume(array), FEW: live_preview(other, array[middle]), "no work": lambda: None},
            at_least={VTK: 5},
            at_most_more_s={FEW: 0.001, "no work": 0.005},
            agree=agree,
            repeats=41,
        )


def live_preview(offscreen: OffscreenScene, array: NDArray[np.int16]) -> Callable[[], object]:
    """Set bounds and bring the layers of all three views up to date; a pixel is a voxel of 1 mm."""
    volume = Volume(array, Geometry.from_axes(array.shape, (1.0, 1.0, 1.0)), Modality.CT)
    node = volume_to_node(volume, offscreen.scene)
    node.GetDisplayNode().SetInterpolate(False)
    middle = volume.geometry.to_ras([[(SIDE - 1) / 2, (SIDE - 1) / 2, array.shape[0] // 2]])[0]
    views = [offscreen.add_slice_view(plane, (SIDE, SIDE)) for plane in Plane]
    for view in views:
        view.show(node)
        view.look_at(middle, 1.0)
    preview = ThresholdPreview([PreviewTarget(view.logic, view.renderer) for view in views])
    bounds = itertools.cycle(BOUNDS)

    def work() -> object:
        preview.set_bounds(*next(bounds))
        preview.update()
        return preview

    return work


def whole_volume(array: NDArray[np.int16]) -> Callable[[], object]:
    """The same by VTK on all voxels, as done where a preview is a labelmap."""
    image = to_image(array)
    bounds = itertools.cycle(BOUNDS)

    def work() -> object:
        threshold = vtkImageThreshold()
        threshold.SetInputData(image)
        threshold.ThresholdBetween(*next(bounds))
        threshold.SetInValue(1)
        threshold.SetOutValue(0)
        threshold.SetOutputScalarTypeToUnsignedChar()
        threshold.Update()
        return threshold.GetOutput()

    return work


def agree(ours: object, peers: Mapping[str, object]) -> None:
    """The axial view shows as many pixels as VTK finds in that slice."""
    assert isinstance(ours, ThresholdPreview)
    shown = int(ours.masks[0].sum())
    found = int(from_image(peers[VTK])[SLICES // 2].sum())
    if shown != found or not shown:
        raise AssertionError(f"The preview shows {shown} pixels, VTK finds {found}.")
