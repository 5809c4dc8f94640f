"""The task `segment_mask`."""

from typing import Any

from medseg.jobs.json_records import to_json
from medseg.jobs.parcel import Parcel
from medseg.records import Progress
from medseg.segment.mask import segment_with_mask
from medseg.worker.region import region_of


def run(parcel: Parcel, parameters: dict[str, Any], progress: Progress) -> Parcel:
    """Lay the mask on the image."""
    image, mask = parcel.volumes["image"], parcel.segmentations["mask"]
    found = segment_with_mask(image, mask, parameters["mask"], progress, region=region_of(parcel))
    return Parcel({"statistics": to_json(found.statistics)}, {"masked": found.masked}, {"segmentation": found.segmentation})
