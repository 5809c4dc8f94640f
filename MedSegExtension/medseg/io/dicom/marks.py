"""What tells apart acquisitions that were taken at the same place and given one series."""

from dataclasses import dataclass

from medseg.io.dicom.tag import Tag


@dataclass(frozen=True, slots=True)
class Mark:
    """One element that may differ between acquisitions of one series.

    Attributes:
        words: For people.
        tag: Of a file with one slice.
        group: Functional group of a multi-frame file that holds it; empty where there is none.
        keyword: Its name in that group.
    """

    words: str
    tag: Tag
    group: str = ""
    keyword: str = ""


MARKS = (
    Mark("acquisition number", Tag.ACQUISITION_NUMBER, "FrameContentSequence", "FrameAcquisitionNumber"),
    Mark("temporal position", Tag.TEMPORAL_POSITION, "FrameContentSequence", "TemporalPositionIndex"),
    Mark("echo number", Tag.ECHO_NUMBERS),
    Mark("echo time", Tag.ECHO_TIME, "MREchoSequence", "EffectiveEchoTime"),
    Mark("inversion time", Tag.INVERSION_TIME),
    Mark("b-value", Tag.B_VALUE, "MRDiffusionSequence", "DiffusionBValue"),
    Mark("trigger time", Tag.TRIGGER_TIME, "CardiacSynchronizationSequence", "NominalCardiacTriggerDelayTime"),
    Mark("image type", Tag.IMAGE_TYPE, "MRImageFrameTypeSequence", "FrameType"),
    Mark("convolution kernel", Tag.CONVOLUTION_KERNEL, "CTReconstructionSequence", "ConvolutionKernel"),
    Mark("acquisition time", Tag.ACQUISITION_TIME, "FrameContentSequence", "FrameAcquisitionDateTime"),
)
"""From what says it plainly to what may only be a by-product."""
