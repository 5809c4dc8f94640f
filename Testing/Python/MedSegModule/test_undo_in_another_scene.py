"""Undo begins anew in another scene, whose nodes have the identifiers of those before."""

import numpy as np
import pytest
import slicer

from medseg.errors import InputError
from medseg.mrml import node_to_segmentation, volume_to_node


def test_segmenting_and_undo_work_after_the_scene_was_closed(logic, phantom):
    from MedSegModuleLib.ThresholdSource import ThresholdSource

    for lower in (100.0, -200.0):
        node = logic.getParameterNode()
        node.inputVolume, node.shownIn3D = volume_to_node(phantom[0], slicer.mrmlScene), False
        node.thresholdSource = ThresholdSource.RANGE
        node.thresholdRange.minimum, node.thresholdRange.maximum = lower, 3000.0
        first = node_to_segmentation(logic.segment(node)).union()
        node.thresholdRange.minimum = lower + 150
        assert not np.array_equal(node_to_segmentation(logic.segment(node)).union(), first)
        logic.undo(node)
        np.testing.assert_array_equal(node_to_segmentation(node.outputSegmentation).union(), first)
        slicer.mrmlScene.Clear(0)
        assert not logic.canUndo(logic.getParameterNode())
        with pytest.raises(InputError):
            logic.undo(logic.getParameterNode())
