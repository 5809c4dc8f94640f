"""The task `segment_network`."""

from typing import Any

from medseg.jobs.json_records import to_json
from medseg.jobs.parcel import Parcel
from medseg.records import Progress
from medseg.segment.network import segment_with_network
from medseg.volume import Finding
from medseg.worker.region import region_of


def run(parcel: Parcel, parameters: dict[str, Any], progress: Progress) -> Parcel:
    """Segment the image with a network."""
    findings: list[Finding] = []
    found = segment_with_network(
        parcel.volumes["image"],
        parameters["network"],
        progress,
        findings.append,
        after=parameters["after"],
        region=region_of(parcel),
    )
    volumes = {f"probability-{name}": volume for name, volume in (found.probabilities or {}).items()}
    if found.uncertainty is not None:
        volumes["uncertainty"] = found.uncertainty
    record = {
        "measurements": to_json(found.measurements),
        "notices": [finding.message for finding in findings],
        "findings": to_json(findings),
    }
    return Parcel(record, volumes, {"segmentation": found.segmentation})
