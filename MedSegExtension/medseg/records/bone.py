"""Parameters of the bone recipe."""

from dataclasses import dataclass
from typing import Annotated

from medseg.errors import ParameterError
from medseg.records.limits import Limits, check_limits


@dataclass(frozen=True, kw_only=True)
class BoneParameters:
    """How bones are found in a CT: cut, close, fill.

    Attributes:
        lower_hu: What is brighter may be bone: above soft tissue without contrast. In a noisy image the cut is raised by itself.
        dense_hu: What has no voxel as bright as this is no bone.
        min_volume_ml: Parts smaller than this are no bones.
        closing_mm: Gaps in the cortex up to twice this width are closed before the marrow is filled; gaps between bones are not.
        leave_out_contrast: Leave out smooth, bright regions without a cortex: vessels and organs filled with contrast.
        leave_out_canal: Leave out the spinal canal, which closing and filling would take along.
    """

    lower_hu: Annotated[float, Limits(0, 1000, "HU")] = 100.0
    dense_hu: Annotated[float, Limits(0, 3000, "HU")] = 200.0
    min_volume_ml: Annotated[float, Limits(0, 1000, "ml")] = 0.3
    closing_mm: Annotated[float, Limits(0, 30, "mm")] = 8.0
    leave_out_contrast: bool = True
    leave_out_canal: bool = True

    def __post_init__(self) -> None:
        check_limits(self)
        if self.dense_hu < self.lower_hu:
            raise ParameterError(f"Expected dense_hu >= lower_hu, got {self.dense_hu:g} and {self.lower_hu:g}.")
