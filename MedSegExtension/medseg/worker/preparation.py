"""The task `prepare_network`."""

from typing import Any

from medseg.jobs.parcel import Parcel
from medseg.records import Progress
from medseg.segment.network_prepare import prepare_network


def run(_parcel: Parcel, parameters: dict[str, Any], progress: Progress) -> Parcel:
    """Convert a network before the first image comes."""
    progress(0.0, "Preparing the network")
    return Parcel({"kept": prepare_network(parameters["network"])})
