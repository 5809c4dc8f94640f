"""What is compared, and what of it is shown: saved with the scene."""

from typing import Annotated

from slicer import vtkMRMLLabelMapVolumeNode
from slicer.parameterNodeWrapper import Default, WithinRange, parameterPack

from MedSegModuleLib.Comparing.CompareView import CompareView

MOST_METHODS = 1000


@parameterPack
class ComparePack:
    """Parameters of a comparison.

    Attributes:
        threshold: Whether the threshold that is set under Method takes part.
        preset: Whether a preset takes part.
        presetName: Name of the preset.
        cnn: Whether a CNN takes part.
        cnnModel: Name of its package; empty for the one that fits best.
        unet: Whether a U-Net takes part.
        unetModel: Name of its package; empty for the one that fits best.
        mask: Whether a label volume takes part.
        maskVolume: The label volume.
        together: Whether all segments of each method, and of the reference, are joined into one before they are scored.
        plots: Whether curves are measured, too; networks keep their probabilities for them.
        view: What of the method that is shown lies over the slices.
        shown: Number of the method that is shown, from 0.
    """

    threshold: bool = True
    preset: bool
    presetName: str = "lungs"
    cnn: bool
    cnnModel: str
    unet: bool
    unetModel: str
    mask: bool
    maskVolume: vtkMRMLLabelMapVolumeNode
    together: bool
    plots: bool = True
    view: CompareView = CompareView.AGREEMENT
    shown: Annotated[int, WithinRange(0, MOST_METHODS), Default(0)]
