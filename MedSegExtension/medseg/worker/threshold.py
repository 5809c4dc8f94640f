"""The task `segment_threshold`."""

from typing import Any

from medseg.jobs.parcel import Parcel
from medseg.records import Progress
from medseg.segment.threshold import segment_with_threshold


def run(parcel: Parcel, parameters: dict[str, Any], progress: Progress) -> Parcel:
    """Segment the image with thresholds."""
    found = segment_with_threshold(
        parcel.volumes["image"], parameters["threshold"], parameters["before"], parameters["after"], progress
    )
    return Parcel(segmentations={"segmentation": found})
