"""The task `segment_threshold`."""

from typing import Any

from medseg.jobs.parcel import Parcel
from medseg.records import Progress
from medseg.segment.threshold import segment_with_threshold
from medseg.worker.region import region_of


def run(parcel: Parcel, parameters: dict[str, Any], progress: Progress) -> Parcel:
    """Segment the image with thresholds."""
    steps = (parameters["threshold"], parameters["before"], parameters["after"])
    region = region_of(parcel)
    found = segment_with_threshold(parcel.volumes["image"], *steps, progress, region=region)
    return Parcel(segmentations={"segmentation": found})
