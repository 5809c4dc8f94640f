"""Doing before the first image what takes seconds once: converting a network for the CPU."""

from medseg.models import Package, find_package
from medseg.models.inference import keep_converted
from medseg.records import NetworkParameters
from medseg.segment.network_region import lungs_package


def prepare_network(parameters: NetworkParameters) -> bool:
    """Convert the network that the parameters name, and the one for lungs where it looks at these alone.

    Args:
        parameters: The network and how it will be applied.

    Returns:
        Whether there was something to convert for; False where nothing is kept: on a GPU, for int8, without OpenVINO.

    Raises:
        ModelError: There is no such network, or it cannot be used.
        ParameterError: It cannot be applied in this way.
    """
    package = find_package(parameters.model, method=parameters.method.value, target=parameters.target, trust=parameters.trust)
    lungs = lungs_package(package.card.input.modalities[0]) if package.card.input.region == "lungs" else None
    kept = [_keep(one, parameters) for one in (package, lungs) if one is not None]
    return any(kept)


def _keep(package: Package, parameters: NetworkParameters) -> bool:
    return keep_converted(package, device=parameters.device, backend=parameters.backend.value, precision=parameters.precision)
