"""The module's self-test, which Reload & Test and ctest run. It needs nothing but what Slicer brings."""

from functools import cache

import numpy as np
import slicer
from slicer.ScriptedLoadableModule import ScriptedLoadableModuleTest

from medseg.errors import InputError
from medseg.records import PhantomParameters
from medseg.sample import make_phantom
from medseg.volume import Modality, Segmentation, Volume
from MedSegModuleLib.enums import ExistingSegments, MaskSource, Method, ThresholdSource
from MedSegModuleLib.MedSegLogic import MedSegLogic
from MedSegModuleLib.Method import NETWORKS
from MedSegModuleLib.samples import addSegmentation, addVolume

PHANTOM = PhantomParameters(columns=96, rows=96, slices=48)
LUNGS = ("Right lung", "Left lung")
RIGHT_LUNG_COLOR = (220 / 255, 50 / 255, 60 / 255)
LOWEST_LUNG_DICE = 0.96
LOWEST_NETWORK_DICE = 0.9
BONE_HU = 200.0
AIR_HU = -1000


class MedSegModuleTest(ScriptedLoadableModuleTest):
    """Segments a made chest CT of known truth, and looks at every voxel of the result."""

    def setUp(self) -> None:
        """Start from an empty scene with the phantom and its truth."""
        slicer.mrmlScene.Clear()
        self.logic = MedSegLogic()
        self.parameterNode = self.logic.getParameterNode()
        volume, truth = _phantom()
        self.image = addVolume(volume, "phantom")
        self.truth = addSegmentation(truth, "truth", self.image)
        self.parameterNode.inputVolume = self.image
        self.parameterNode.shownIn3D = False

    def tearDown(self) -> None:
        """Leave nothing behind."""
        slicer.mrmlScene.Clear()

    def runTest(self, **_kwargs) -> None:
        """Run every test, as Reload & Test asks for."""
        for name in [name for name in dir(self) if name.startswith("test_")]:
            self.delayDisplay(name.removeprefix("test_").replace("_", " "))
            self.setUp()
            getattr(self, name)()
            self.tearDown()
        self.delayDisplay("MedSeg passed its self-test")

    def test_the_input_is_described(self) -> None:
        """Size, spacing, range and modality are those of the phantom."""
        summary = self.logic.describeInput(self.image)
        voxels = slicer.util.arrayFromVolume(self.image)
        self.assertEqual(summary.sizeIjk, (96, 96, 48))
        np.testing.assert_allclose(summary.spacingMm, self.image.GetSpacing())
        self.assertEqual(summary.intensityRange, (voxels.min(), voxels.max()))
        self.assertEqual((str(summary.modality), summary.unit, summary.problem), ("CT", "HU", None))

    def test_a_range_gives_exactly_the_voxels_within_it(self) -> None:
        """Both bounds belong to the segment; the largest part is that of SciPy."""
        from scipy.ndimage import label

        self._chooseRange(BONE_HU, 3071.0)
        self.parameterNode.after.keep_largest = 1
        node = self.logic.segment(self.parameterNode)
        parts, _ = label(slicer.util.arrayFromVolume(self.image) >= BONE_HU, structure=np.ones((3, 3, 3)))
        expected = parts == 1 + np.bincount(parts.ravel())[1:].argmax()
        np.testing.assert_array_equal(self._voxels(node, 0), expected)

    def test_lungs_agree_with_the_truth(self) -> None:
        """The preset finds both lungs, coloured as it says; scores, table and agreement follow."""
        node = self._segmentLungs()
        segments = node.GetSegmentation()
        self.assertEqual(tuple(segments.GetNthSegment(number).GetName() for number in range(2)), LUNGS)
        np.testing.assert_allclose(segments.GetNthSegment(0).GetColor(), RIGHT_LUNG_COLOR, atol=1e-6)
        self.parameterNode.reference = self.truth
        table = self.logic.evaluate(self.parameterNode).GetTable()
        rows = {table.GetValueByName(row, "segment").ToString(): row for row in range(table.GetNumberOfRows())}
        for number, name in enumerate(LUNGS):
            found, true = self._voxels(node, number), self._truth(name)
            dice = 2 * np.count_nonzero(found & true) / (np.count_nonzero(found) + np.count_nonzero(true))
            self.assertAlmostEqual(table.GetValueByName(rows[name], "dice").ToDouble(), dice, places=12)
            self.assertGreater(dice, LOWEST_LUNG_DICE)
        self.assertEqual(self.parameterNode.agreement.GetSegmentation().GetNumberOfSegments(), 3 * len(LUNGS))

    def test_methods_are_compared_and_taken_back(self) -> None:
        """Each runs in a process of its own; the table holds its Dice; the agreement is that of the voxels; nothing is left."""
        from medseg.mrml import compared_rows
        from medseg.mrml.comparison_scene import method_node
        from medseg.records.metrics import METRICS

        parameterNode, before = self.parameterNode, slicer.mrmlScene.GetNumberOfNodesByClass("vtkMRMLSegmentationNode")
        parameterNode.reference = self.truth
        parameterNode.thresholdSource, parameterNode.presetName = ThresholdSource.PRESET, "lungs"
        table = self.logic.compare(parameterNode)
        rows = compared_rows(table)
        dice = next(number for number, metric in enumerate(METRICS) if metric.name == "dice")
        found = method_node(table, 0)
        for row in rows[: len(LUNGS)]:
            mask = self._voxels(found, LUNGS.index(row.segment))
            truth = self._truth(row.segment)
            expected = 2 * np.count_nonzero(mask & truth) / (np.count_nonzero(mask) + np.count_nonzero(truth))
            self.assertAlmostEqual(row.cells[dice].value, expected, places=12)
        shown = self.logic.showCompared(parameterNode, 0)
        self.assertEqual(shown.GetSegmentation().GetNumberOfSegments(), 3 * len(LUNGS))
        self.assertTrue(shown.GetDisplayNode().GetVisibility())
        alone = slicer.mrmlScene.GetNodeByID(self.logic.showAllCompared(parameterNode)[0].GetDisplayNode().GetNthViewNodeID(0))
        self.assertEqual(alone.GetLayoutLabel(), found.GetName())
        self.logic.removeComparison(parameterNode)
        self.assertEqual(slicer.mrmlScene.GetNumberOfNodesByClass("vtkMRMLSegmentationNode"), before)
        self.assertEqual(slicer.mrmlScene.GetNumberOfNodesByClass("vtkMRMLPlotChartNode"), 0)

    def test_the_result_is_shown_as_asked(self) -> None:
        """Opacity and outline in slices; a surface around the voxels in 3D."""
        self.parameterNode.fillOpacity = 0.6
        self.parameterNode.outlineShown = False
        self.parameterNode.shownIn3D = True
        node = self._segmentLungs()
        display = node.GetDisplayNode()
        self.assertAlmostEqual(display.GetOpacity2DFill(), 0.6)
        self.assertEqual((bool(display.GetVisibility2DOutline()), bool(display.GetVisibility3D())), (False, True))
        surface = node.GetClosedSurfaceInternalRepresentation(node.GetSegmentation().GetNthSegmentID(0))
        self._checkSurface(surface, self._voxels(node, 0))

    def test_a_mask_cuts_the_image_out(self) -> None:
        """Voxels inside stay, others become air; the segments are those of the mask."""
        self.parameterNode.method = Method.MASK
        self.parameterNode.maskSource = MaskSource.SEGMENTATION
        self.parameterNode.maskSegmentation = self.truth
        self.parameterNode.makeMaskedVolume = True
        node = self.logic.segment(self.parameterNode)
        self.assertEqual(node.GetSegmentation().GetNumberOfSegments(), self.truth.GetSegmentation().GetNumberOfSegments())
        inside = self._truth("Body")
        masked = slicer.util.arrayFromVolume(self.parameterNode.maskedVolume)
        np.testing.assert_array_equal(masked, np.where(inside, slicer.util.arrayFromVolume(self.image), AIR_HU))

    def test_segments_are_kept_and_undone(self) -> None:
        """A second run adds beside the first, or takes its place; Undo brings back what was."""
        self._chooseRange(BONE_HU, 3071.0)
        self.parameterNode.segmentName = "Bone"
        node = self.logic.segment(self.parameterNode)
        first = self._voxels(node, 0)
        self.parameterNode.existingSegments = ExistingSegments.ADD
        self.logic.segment(self.parameterNode)
        self.assertEqual(node.GetSegmentation().GetNumberOfSegments(), 2)
        self.parameterNode.existingSegments = ExistingSegments.REPLACE
        self._chooseRange(BONE_HU + 200.0, 3071.0)
        self.logic.segment(self.parameterNode)
        self.assertLess(np.count_nonzero(self._voxels(node, 0)), np.count_nonzero(first))
        self.logic.undo(self.parameterNode)
        np.testing.assert_array_equal(self._voxels(node, 0), first)

    def test_networks_are_listed_with_their_cards(self) -> None:
        """Listing them loads none of their packages; those that do not fit the image say so."""
        models = [model for method in NETWORKS for model in self.logic.models(method, self.image)]
        self.assertTrue(models)
        for model in models:
            self.assertTrue(model.card.title and model.card.licence.name)
            self.assertEqual(model.fits, Modality.CT in model.card.input.modalities)

    def test_a_network_finds_the_lungs_where_it_can_run(self) -> None:
        """Without PyTorch, which Slicer does not bring, the reason is told instead."""
        for method in NETWORKS:
            self.parameterNode.method, self.parameterNode.networkTarget = method, "lungs"
            reason = self.logic.whyNotReady(self.parameterNode)
            if reason is not None:
                self.assertRegex(reason, "need|install")
                continue
            node = self.logic.segment(self.parameterNode)
            found = np.any([self._voxels(node, number) for number in range(node.GetSegmentation().GetNumberOfSegments())], axis=0)
            true = self._truth(LUNGS[0]) | self._truth(LUNGS[1])
            dice = 2 * np.count_nonzero(found & true) / (np.count_nonzero(found) + np.count_nonzero(true))
            self.assertGreater(dice, LOWEST_NETWORK_DICE)
            self.parameterNode.outputSegmentation = None

    def test_what_cannot_be_done_says_why(self) -> None:
        """Each message says what to do."""
        self.parameterNode.method = Method.MASK
        self.assertIn("mask", self.logic.whyNotReady(self.parameterNode))
        self.parameterNode.inputVolume = None
        with self.assertRaisesRegex(InputError, "image"):
            self.logic.segment(self.parameterNode)
        empty = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLScalarVolumeNode", "empty")
        self.assertIn("without voxels", self.logic.describeInput(empty).problem)

    def _chooseRange(self, lower: float, upper: float) -> None:
        self.parameterNode.thresholdSource = ThresholdSource.RANGE
        self.parameterNode.thresholdRange.setRange(lower, upper)

    def _segmentLungs(self):
        self.parameterNode.thresholdSource = ThresholdSource.PRESET
        self.parameterNode.presetName = "lungs"
        return self.logic.segment(self.parameterNode)

    def _voxels(self, node, number: int) -> np.ndarray:
        """The voxels of a segment on the image's grid."""
        identifier = node.GetSegmentation().GetNthSegmentID(number)
        return slicer.util.arrayFromSegmentBinaryLabelmap(node, identifier, self.image) > 0

    def _truth(self, name: str) -> np.ndarray:
        identifier = self.truth.GetSegmentation().GetSegmentIdBySegmentName(name)
        return slicer.util.arrayFromSegmentBinaryLabelmap(self.truth, identifier, self.image) > 0

    def _checkSurface(self, surface, voxels: np.ndarray) -> None:
        """A closed surface reaches as far as the voxels, to within one of them."""
        self.assertGreater(surface.GetNumberOfPolys(), 1000)
        bounds = np.reshape(surface.GetBounds(), (3, 2))
        indices = np.argwhere(voxels)[:, ::-1]
        corners = np.array([indices.min(axis=0) - 0.5, indices.max(axis=0) + 0.5])
        matrix = slicer.util.arrayFromVTKMatrix(self._ijkToRas())
        ends = np.sort(corners @ matrix[:3, :3].T + matrix[:3, 3], axis=0)
        np.testing.assert_allclose(bounds, ends.T, atol=max(self.image.GetSpacing()))

    def _ijkToRas(self):
        import vtk

        matrix = vtk.vtkMatrix4x4()
        self.image.GetIJKToRASMatrix(matrix)
        return matrix


@cache
def _phantom() -> tuple[Volume, Segmentation]:
    """A chest CT and the truth about it, made once for all tests."""
    return make_phantom(PHANTOM)
