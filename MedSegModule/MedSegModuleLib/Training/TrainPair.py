"""An image of the scene and its mask, to train on."""

from slicer import vtkMRMLScalarVolumeNode, vtkMRMLSegmentationNode
from slicer.parameterNodeWrapper import parameterPack


@parameterPack
class TrainPair:
    """An image, and the segment that a network shall learn to find in it.

    Attributes:
        image: The image.
        segmentation: Holds the segment.
        segmentId: The segment's identifier.
        patient: Whom it shows: images of one patient are either trained on or held out, all of them. Empty: nobody else's.
    """

    image: vtkMRMLScalarVolumeNode
    segmentation: vtkMRMLSegmentationNode
    segmentId: str
    patient: str
