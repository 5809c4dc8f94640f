"""All that the panel remembers, saved with the scene."""

import pathlib
from typing import Annotated

from slicer import (
    vtkMRMLLabelMapVolumeNode,
    vtkMRMLMarkupsROINode,
    vtkMRMLScalarVolumeNode,
    vtkMRMLSegmentationNode,
    vtkMRMLTableNode,
)
from slicer.parameterNodeWrapper import Default, FloatRange, RangeBounds, WithinRange, parameterNodeWrapper

from MedSegModuleLib.Comparing.ComparePack import ComparePack
from MedSegModuleLib.ExistingSegments import ExistingSegments
from MedSegModuleLib.MaskSource import MaskSource
from MedSegModuleLib.Method import Method
from MedSegModuleLib.packs import AutomaticPack, CleanupPack, EvaluationPack, MaskPack, NetworkPack, PreprocessPack
from MedSegModuleLib.ThresholdSource import ThresholdSource
from MedSegModuleLib.Training.TrainPack import TrainPack
from MedSegModuleLib.Training.TrainPair import TrainPair

WIDEST_RANGE = 1e9


@parameterNodeWrapper
class MedSegParameterNode:
    """The panel's parameters.

    Attributes:
        inputVolume: The image; scalar, or colour taken as grey.
        regionOfInterest: Box that restricts thresholds and masks; None for the whole image.
        method: How segments are made.
        maskSource: What holds the mask.
        maskSegmentation: The mask, as a segmentation.
        maskLabelmap: The mask, as a label volume.
        maskFile: The mask, as a file.
        mask: How the mask is laid on the image.
        thresholdSource: Where the bounds come from.
        presetName: Name of the preset.
        thresholdRange: Bounds, both inclusive, in the image's unit.
        automatic: How the bounds are found from the histogram.
        previewOn: Whether the range is shown in the slice views.
        before: What is done to the image first.
        after: What is done to the mask last.
        networkTarget: What the networks look for; empty for what fits the image.
        cnnModel: Name or path of the CNN's package; empty for the one that fits best.
        unetModel: The same for the U-Net.
        network: How the network is applied, and what is kept beside its segments.
        networkAfter: What is done to a network's mask last.
        liveOn: Whether the network segments the slices that are shown, while one scrolls.
        outputSegmentation: What gets the segments; None for a new one.
        existingSegments: What becomes of segments of the same name.
        segmentName: Name of the segment; empty for the preset's or the mask's own.
        fillOpacity: How much of a segment's colour covers the image, 0 to 1.
        outlineShown: Whether segments are outlined in slice views.
        shownIn3D: Whether surfaces are made and shown.
        makeMaskedVolume: Whether the image inside the result is made, too.
        maskedVolume: The image inside the result; None for a new one.
        reference: What the result is scored against.
        evaluation: How it is scored.
        statistics: Sizes and intensities of the segments that a mask gave.
        scores: The scores.
        agreement: Where result and reference agree and differ.
        agreementShown: Whether that is shown in the slice views.
        compare: What methods are compared, and what of them is shown.
        compareSegmentations: Segmentations of the scene that take part.
        comparison: The comparison that is shown: its table.
        training: What network is trained, and how.
        trainPairs: Images of the scene that it is trained on.
        trainHistory: Loss, accuracy and Dice of its epochs.
    """

    inputVolume: vtkMRMLScalarVolumeNode
    regionOfInterest: vtkMRMLMarkupsROINode
    method: Method = Method.THRESHOLD
    maskSource: MaskSource
    maskSegmentation: vtkMRMLSegmentationNode
    maskLabelmap: vtkMRMLLabelMapVolumeNode
    maskFile: pathlib.Path
    mask: MaskPack
    thresholdSource: ThresholdSource
    presetName: str = "lungs"
    thresholdRange: Annotated[
        FloatRange, RangeBounds(-WIDEST_RANGE, WIDEST_RANGE), Default(generator=lambda: FloatRange(100.0, 3071.0))
    ]
    automatic: AutomaticPack
    previewOn: bool = True
    before: PreprocessPack
    after: CleanupPack
    networkTarget: str
    cnnModel: str
    unetModel: str
    network: NetworkPack
    networkAfter: CleanupPack
    liveOn: bool
    outputSegmentation: vtkMRMLSegmentationNode
    existingSegments: ExistingSegments
    segmentName: str
    fillOpacity: Annotated[float, WithinRange(0.0, 1.0)] = 0.35
    outlineShown: bool = True
    shownIn3D: bool = True
    makeMaskedVolume: bool
    maskedVolume: vtkMRMLScalarVolumeNode
    reference: vtkMRMLSegmentationNode
    evaluation: EvaluationPack
    statistics: vtkMRMLTableNode
    scores: vtkMRMLTableNode
    agreement: vtkMRMLSegmentationNode
    agreementShown: bool
    compare: ComparePack
    compareSegmentations: list[vtkMRMLSegmentationNode]
    comparison: vtkMRMLTableNode
    training: TrainPack
    trainPairs: list[TrainPair]
    trainHistory: vtkMRMLTableNode
