"""What shall be done with one case."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from medseg.errors import ParameterError
from medseg.pipeline.method import Method
from medseg.records import (
    CleanupParameters,
    MaskParameters,
    NetworkMethod,
    NetworkParameters,
    PreprocessParameters,
    ReadParameters,
    ThresholdParameters,
    Uncertainty,
)


@dataclass(frozen=True, kw_only=True)
class CaseRequest:
    """One image, and how to segment it.

    Attributes:
        image: File or folder of the image.
        method: With a mask, with thresholds, or with a network.
        mask: File of the mask; for the method `mask` only.
        output: Where the segmentation is written; None writes none.
        masked_output: Where the masked image is written; for the method `mask` only; None writes none.
        threshold: Where the thresholds come from; for the method `threshold` only.
        before: What is done to the image first; for the method `threshold` only.
        after: What is done to the mask afterwards; not for the method `mask`.
        network: Which network, and how it runs; for the methods `cnn` and `unet` only, which go before what it says.
        probabilities: Where a network's probabilities are written; of several segments each gets its name in the file's. None
            writes none.
        uncertainty: Where the map of a network's uncertainty is written; None writes none.
        with_mask: How the mask is laid on the image; for the method `mask` only.
        read: What to read of a folder, and how strictly.

    Raises:
        ParameterError: The method lacks what it needs.
    """

    image: Path
    method: Method
    mask: Path | None = None
    output: Path | None = None
    masked_output: Path | None = None
    threshold: ThresholdParameters = field(default_factory=ThresholdParameters)
    before: PreprocessParameters = field(default_factory=PreprocessParameters)
    after: CleanupParameters = field(default_factory=CleanupParameters)
    network: NetworkParameters = field(default_factory=NetworkParameters)
    probabilities: Path | None = None
    uncertainty: Path | None = None
    with_mask: MaskParameters = field(default_factory=MaskParameters)
    read: ReadParameters = field(default_factory=ReadParameters)

    def __post_init__(self) -> None:
        if self.method is Method.MASK and self.mask is None:
            raise ParameterError("Expected a mask for the method 'mask', got none: name its file with --mask.")
        if self.method is Method.THRESHOLD and not _has_source(self.threshold):
            raise ParameterError(
                "Expected thresholds for the method 'threshold', got none: give --preset, --lower, --upper or --auto."
            )

    def network_parameters(self) -> NetworkParameters:
        """Which network, and how it runs, with all that the request asks for."""
        kind = self.network.uncertainty
        if self.uncertainty is not None and kind is Uncertainty.NONE:
            kind = Uncertainty.FLIPS if self.network.flips else Uncertainty.ENTROPY
        keep = self.network.keep_probabilities or self.probabilities is not None
        return replace(self.network, method=NetworkMethod(self.method.value), uncertainty=kind, keep_probabilities=keep)


def _has_source(threshold: ThresholdParameters) -> bool:
    sources = (threshold.lower, threshold.upper, threshold.preset, threshold.auto)
    return any(source is not None for source in sources)
