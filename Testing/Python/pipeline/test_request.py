"""What is asked for is checked before work starts."""

from pathlib import Path

import pytest

from medseg.errors import ParameterError
from medseg.pipeline import CaseRequest, Method
from medseg.records import AutoThreshold, ThresholdParameters

IMAGE = Path("image.nrrd")


def test_a_mask_is_needed_for_the_method_mask() -> None:
    with pytest.raises(ParameterError, match="--mask"):
        CaseRequest(image=IMAGE, method=Method.MASK)


def test_thresholds_are_needed_for_the_method_threshold() -> None:
    with pytest.raises(ParameterError, match="--preset"):
        CaseRequest(image=IMAGE, method=Method.THRESHOLD)


@pytest.mark.parametrize(
    "threshold",
    [
        ThresholdParameters(lower=0.0),
        ThresholdParameters(upper=-5.0),
        ThresholdParameters(preset="bone"),
        ThresholdParameters(auto=AutoThreshold.LI),
    ],
)
def test_any_source_of_thresholds_will_do(threshold: ThresholdParameters) -> None:
    assert CaseRequest(image=IMAGE, method=Method.THRESHOLD, threshold=threshold).threshold is threshold
