"""Images and segmentations with a place in the patient."""

from medseg.volume.code import Code
from medseg.volume.coding import Coding
from medseg.volume.finding import Finding
from medseg.volume.geometry import Geometry
from medseg.volume.modality import Modality
from medseg.volume.segment import Segment
from medseg.volume.segmentation import Segmentation
from medseg.volume.volume import Volume

__all__ = ["Code", "Coding", "Finding", "Geometry", "Modality", "Segment", "Segmentation", "Volume"]
