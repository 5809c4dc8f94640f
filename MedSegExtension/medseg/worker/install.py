"""The task `install_model`."""

from typing import Any

from medseg.jobs.parcel import Parcel
from medseg.models import install_package
from medseg.records import InstallParameters, Progress


def run(_parcel: Parcel, parameters: dict[str, Any], progress: Progress) -> Parcel:
    """Install a network for this user."""
    order: InstallParameters = parameters["install"]
    package = install_package(order.source, sha256=order.sha256, accept_licence=order.accept_licence, progress=progress)
    return Parcel({"name": package.name})
