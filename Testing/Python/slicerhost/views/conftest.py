"""A shown window with an image and a segment in its scene."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

WIDE, LEVEL = 400, 40
SOFT, LUNG, AIR = 40, -800, -1000


@pytest.fixture
def window(slicer_host: Any, scene: Any) -> Any:
    """The main window, shown."""
    slicer_host.main_window.show()
    return slicer_host.main_window


@pytest.fixture
def settle(slicer_host: Any) -> Callable[[], None]:
    """Let the window draw what is due."""
    return slicer_host.main_window.settle


@pytest.fixture
def chest(scene: Any) -> Any:
    """A CT of an ellipse of soft tissue with two lungs, 64 x 64 x 40 voxels of 4 x 4 x 5 mm, shown in all slices."""
    import slicer

    k, j, i = np.mgrid[:40, :64, :64]
    array = np.full((40, 64, 64), AIR, np.int16)
    array[((i - 32) / 27) ** 2 + ((j - 32) / 20) ** 2 < 1] = SOFT
    for middle in (20, 44):
        array[((i - middle) / 8) ** 2 + ((j - 32) / 13) ** 2 + ((k - 20) / 17) ** 2 < 1] = LUNG
    to_ras = np.diag([-4.0, -4.0, 5.0, 1.0])
    node = slicer.util.addVolumeFromArray(array, ijkToRAS=to_ras, name="Chest")
    node.GetDisplayNode().AutoWindowLevelOff()
    node.GetDisplayNode().SetWindowLevel(WIDE, LEVEL)
    slicer.util.setSliceViewerLayers(background=node, fit=True)
    slicer.app.layoutManager().resetSliceViews()
    return node


@pytest.fixture
def lungs(chest: Any, scene: Any) -> Any:
    """The lungs as a red segment, with a surface."""
    import slicer

    node = scene.AddNewNodeByClass("vtkMRMLSegmentationNode", "Lungs")
    node.CreateDefaultDisplayNodes()
    node.SetReferenceImageGeometryParameterFromVolumeNode(chest)
    identifier = node.GetSegmentation().AddEmptySegment("lungs", "Lungs", [1.0, 0.0, 0.0])
    mask = (slicer.util.arrayFromVolume(chest) == LUNG).astype(np.uint8)
    slicer.util.updateSegmentBinaryLabelmapFromArray(mask, node, identifier, chest)
    node.CreateClosedSurfaceRepresentation()
    return node
