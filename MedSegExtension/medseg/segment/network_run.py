"""A network that was run on an image."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from medseg.models import ModelCard
from medseg.models.inference import Predictor, load_predictor
from medseg.records import NetworkParameters, Progress
from medseg.records.progress import part
from medseg.segment.network_input import Warn, check_input, recognised
from medseg.segment.network_maps import NetworkMaps, run_network
from medseg.segment.network_package import choose_package
from medseg.segment.network_region import find_region
from medseg.types import Mask
from medseg.volume import Finding, Volume


@dataclass(frozen=True, eq=False)
class NetworkRun:
    """A network that was run on an image: what it said, and of what.

    Attributes:
        card: The network's.
        volume: The image as the network took it.
        region: What it looked at, (k, j, i); None for everything.
        maps: What it said.
        notices: What was done otherwise than asked for.
        description: Model, backend, device and precision, for the provenance.
    """

    card: ModelCard
    volume: Volume
    region: Mask | None
    maps: NetworkMaps
    notices: tuple[str, ...]
    description: dict[str, Any]

    @property
    def lungs(self) -> Mask | None:
        """The lungs, where the network looks at them alone and they were found."""
        return self.region if self.card.input.region == "lungs" else None


def run_on(
    volume: Volume, parameters: NetworkParameters, progress: Progress, warn: Warn, predictor: Predictor | None = None
) -> NetworkRun:
    """Choose and load a network, check the image, and run the one on the other; see `medseg.segment.network`.

    Raises:
        InputError: The network cannot take the image.
        ModelError: There is no such network, or it cannot be used.
    """
    known = recognised(volume, warn)
    with _ready(known, parameters, predictor, progress) as (network, model):
        checked = check_input(known, network.card, warn)
        region = find_region(checked, network.card, parameters, part(progress, 0.1, 0.3))
        maps = run_network(checked, network, parameters, part(progress, 0.3, 1.0), region=region)
        description = {"model": model, "backend": network.backend, "device": network.device, "precision": network.precision}
        notices = tuple(network.notices)
    for words in notices:
        warn(Finding("network", words))
    return NetworkRun(network.card, checked, region, maps, notices, description)


@contextmanager
def _ready(
    volume: Volume, parameters: NetworkParameters, predictor: Predictor | None, progress: Progress
) -> Iterator[tuple[Predictor, dict[str, Any]]]:
    """The network, loaded, and what the provenance says of it; closed again if it was loaded here."""
    if predictor is not None:
        yield predictor, _describe(predictor.card)
        return
    package = choose_package(volume, parameters)
    progress(0.03, f"Loading {package.name}")
    loaded = load_predictor(
        package,
        device=parameters.device,
        backend=parameters.backend.value,
        threads=parameters.threads,
        precision=parameters.precision,
    )
    try:
        yield loaded, _describe(package.card) | {"sha256": package.sha256}
    finally:
        loaded.close()


def _describe(card: ModelCard) -> dict[str, Any]:
    """Name and version of a network, and the SHA-256 of each of its files."""
    return {"name": card.name, "version": card.version, "method": card.method, "target": card.target, "files": dict(card.files)}
