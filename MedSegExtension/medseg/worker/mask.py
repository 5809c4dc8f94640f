"""The task `segment_mask`."""

from typing import Any

from medseg.jobs.json_records import to_json
from medseg.jobs.parcel import Parcel
from medseg.records import Progress
from medseg.segment.mask import segment_with_mask


def run(parcel: Parcel, parameters: dict[str, Any], progress: Progress) -> Parcel:
    """Lay the mask on the image."""
    found = segment_with_mask(parcel.volumes["image"], parcel.segmentations["mask"], parameters["mask"], progress)
    return Parcel({"statistics": to_json(found.statistics)}, {"masked": found.masked}, {"segmentation": found.segmentation})
