"""The panel inside the Slicer application: opened, clicked, undone, reloaded, as a user does it.

Slicer's ctest runs this file; by hand it is run with the command that `docs/panel.md` gives. What the methods compute is tested
by `MedSegModuleTest`, which the module brings.
"""

import time
import unittest

import slicer

SAMPLE = "chest-ct"
WAIT_S = 120


class MedSegPanelTest(unittest.TestCase):
    """Clicks through the panel on the phantom, which needs no network."""

    def setUp(self) -> None:
        """Start from an empty scene with the panel open."""
        slicer.mrmlScene.Clear()
        slicer.util.selectModule("MedSegModule")
        self.panel = slicer.modules.medsegmodule.widgetRepresentation().self()

    def test_segment_is_greyed_with_a_reason_until_there_is_an_image(self) -> None:
        """An empty scene has nothing to segment."""
        self._settle()
        self.assertFalse(self.panel.segment.ui.segmentButton.enabled)
        self.assertTrue(self.panel.segment.ui.reasonLabel.text)

    def test_load_segment_look_takes_no_other_click(self) -> None:
        """The defaults suit a chest CT; Undo takes the result back."""
        self._segment()
        node = self.panel.parameterNode.outputSegmentation
        segmentation = node.GetSegmentation()
        names = [segmentation.GetNthSegment(number).GetName() for number in range(segmentation.GetNumberOfSegments())]
        self.assertEqual(sorted(names), ["Left lung", "Right lung"])
        self.assertTrue(node.GetDisplayNode().GetVisibility())
        self.panel.segment.ui.undoButton.click()
        self._settle()
        self.assertIsNone(self.panel.parameterNode.outputSegmentation)
        self.assertIsNone(node.GetScene())

    def test_the_panel_survives_a_reload_and_a_closed_scene(self) -> None:
        """What Slicer's developer button and File > Close do."""
        self.panel.onReload()
        self.panel = slicer.modules.medsegmodule.widgetRepresentation().self()
        self._segment()
        slicer.mrmlScene.Clear()
        self._settle()
        self.assertIsNone(self.panel.parameterNode.inputVolume)

    def _segment(self) -> None:
        self.panel.input.onLoadSample(SAMPLE)
        self._settle()
        self.assertTrue(self.panel.segment.ui.segmentButton.enabled, self.panel.segment.ui.reasonLabel.text)
        self.panel.segment.ui.segmentButton.click()
        end = time.monotonic() + WAIT_S
        while self.panel.isBusy and time.monotonic() < end:
            slicer.app.processEvents()
        self.assertFalse(self.panel.isBusy, "Segment did not end")
        self.assertIsNotNone(self.panel.parameterNode.outputSegmentation, self.panel.segment.ui.failureLabel.text)

    def _settle(self) -> None:
        """Let the panel take note of what changed."""
        for _ in range(3):
            slicer.app.processEvents()
