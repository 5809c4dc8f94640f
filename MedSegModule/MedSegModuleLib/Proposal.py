"""What to segment, proposed from the image, so that a first look takes three clicks."""

import json
from dataclasses import asdict, dataclass

import numpy as np
import slicer

from medseg.volume import Modality
from MedSegModuleLib.InputSummary import InputSummary
from MedSegModuleLib.recordEnums import AutoThresholdChoice, SideChoice
from MedSegModuleLib.ThresholdSource import ThresholdSource

ATTRIBUTE = "MedSeg.Proposal"
CHOSEN = "chosen by the user"
AERATED_LUNG_HU = (-950, -650)
LEAST_LUNG_PART = 0.15  # of the middle of the image: chests have 0.28 and more, lung bases in a CT of the abdomen 0.07
STEP = 8  # every eighth voxel along each axis is enough to tell


@dataclass(frozen=True)
class Proposal:
    """A source of thresholds that fits an image.

    Attributes:
        source: Where the bounds come from.
        presetName: The preset, where that is the source.
        automatic: The automatic method, where that is the source.
        side: Which side of it is the structure.
    """

    source: str = ThresholdSource.PRESET.name
    presetName: str = "lungs"
    automatic: str = AutoThresholdChoice.OTSU.name
    side: str = SideChoice.ABOVE.name

    def applyTo(self, parameterNode) -> None:
        """Write the proposal to a parameter node, and remember that it was one."""
        with slicer.util.NodeModify(parameterNode):
            parameterNode.thresholdSource = ThresholdSource[self.source]
            parameterNode.presetName = self.presetName
            parameterNode.setValue("automatic.auto", AutoThresholdChoice[self.automatic])
            parameterNode.setValue("automatic.side", SideChoice[self.side])
            parameterNode.parameterNode.SetAttribute(ATTRIBUTE, json.dumps(asdict(self)))


def propose(summary: InputSummary, image) -> Proposal:
    """Lungs for a CT of the chest, bone for any other CT, Otsu's threshold for everything else.

    Args:
        summary: What is known about the image.
        image: The volume node.
    """
    if summary.modality is not Modality.CT:
        return Proposal(source=ThresholdSource.AUTOMATIC.name)
    return Proposal(presetName="lungs" if isChest(slicer.util.arrayFromVolume(image)) else "bone")


def isUntouched(parameterNode) -> bool:
    """Whether the source of thresholds is still the default, or what was proposed last."""
    said = parameterNode.parameterNode.GetAttribute(ATTRIBUTE)
    return said != CHOSEN and json.dumps(asdict(_current(parameterNode))) == (said or json.dumps(asdict(Proposal())))


def markChosen(parameterNode) -> None:
    """Remember that the user chose: from now on nothing is proposed."""
    parameterNode.parameterNode.SetAttribute(ATTRIBUTE, CHOSEN)


def _current(parameterNode) -> Proposal:
    """What the parameter node holds, as a proposal."""
    return Proposal(
        source=parameterNode.thresholdSource.name,
        presetName=parameterNode.presetName,
        automatic=parameterNode.getValue("automatic.auto").name,
        side=parameterNode.getValue("automatic.side").name,
    )


def isChest(voxels: np.ndarray) -> bool:
    """Whether aerated lung fills a good part of the middle of a CT; voxels in HU, axes in any order."""
    middle = tuple(slice(size // 5, size - size // 5, max(1, min(STEP, size // 16))) for size in voxels.shape[:3])
    values = voxels[middle]
    low, high = AERATED_LUNG_HU
    return bool(np.mean((values >= low) & (values <= high)) >= LEAST_LUNG_PART)
