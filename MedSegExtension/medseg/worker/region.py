"""The region that a task is kept to."""

from medseg.jobs.parcel import Parcel
from medseg.types import Mask


def region_of(parcel: Parcel) -> Mask | None:
    """All segments of `region` together, or None where there is no region."""
    region = parcel.segmentations.get("region")
    return None if region is None else region.union()
