"""The part of an image that a network looks at."""

import logging
from dataclasses import replace

from medseg.errors import InputError, ModelError, SegmentError
from medseg.filters.body import body_mask
from medseg.models import ModelCard, Package, find_package
from medseg.models.inference import load_predictor
from medseg.records import LungsParameters, NetworkMethod, NetworkParameters, Progress
from medseg.records.progress import part
from medseg.segment.lungs import segment_lungs
from medseg.segment.network_input import check_input, ignore_findings
from medseg.segment.network_maps import run_network
from medseg.types import Mask
from medseg.volume import Modality, Volume

logger = logging.getLogger(__name__)

LEAST_ML = 20.0
LEAST_IN_A_SLICE_ML = 1.0


def find_region(volume: Volume, card: ModelCard, parameters: NetworkParameters, progress: Progress) -> Mask | None:
    """The region that a card names, found in a CT; pictures come cut to it.

    Args:
        volume: The image, checked.
        card: What the network takes.
        parameters: How a network that finds the lungs runs.
        progress: Told how far it is.

    Returns:
        Voxels (k, j, i); None for everything.

    Raises:
        InputError: Lungs are needed, and there are none.
    """
    if card.input.region == "image" or not volume.unit:
        return None
    if card.input.region == "body":
        progress(0.0, "Finding the body")
        body = body_mask(volume)
        return body if body.any() else None
    return find_lungs(volume, parameters, progress)


def find_lungs(volume: Volume, parameters: NetworkParameters, progress: Progress) -> Mask:
    """The lungs in a CT, with the lesions in them.

    By an installed network, which sees lesions that touch the chest wall; where there is none, or it finds none, by the recipe.

    Raises:
        InputError: There are none.
    """
    progress(0.0, "Finding the lungs")
    least_ml = LEAST_IN_A_SLICE_ML if volume.geometry.is_single_slice else LEAST_ML
    package = lungs_package(volume.modality)
    if package is not None:
        found = _lungs_by_network(volume, package, parameters, progress)
        if float(found.sum()) * volume.geometry.voxel_volume_ml >= least_ml:
            return found
        logger.info("The network %s found no lungs: the recipe looks for them.", package.name)
    try:
        return segment_lungs(volume, LungsParameters(min_volume_ml=least_ml), progress).union()
    except SegmentError as error:
        raise InputError(
            "Expected lungs in the CT, which the network looks at alone, found none. Check that it shows the chest."
        ) from error


def lungs_package(modality: Modality) -> Package | None:
    """The installed network for lungs in images of this kind; None where there is none that can be used."""
    for method in (NetworkMethod.UNET, NetworkMethod.CNN):
        try:
            return find_package(None, method=method, target="lungs", modality=modality)
        except ModelError:
            continue
    return None


def _lungs_by_network(volume: Volume, package: Package, parameters: NetworkParameters, progress: Progress) -> Mask:
    from medseg.segment.network_masks import make_masks

    with load_predictor(package, device=parameters.device, threads=parameters.threads) as predictor:
        checked = check_input(volume, package.card, ignore_findings)
        plain = replace(NetworkParameters(), overlap=parameters.overlap)
        region = body_mask(checked) if package.card.input.region == "body" else None
        maps = run_network(checked, predictor, plain, part(progress, 0.1, 0.9), region=region)
    total = None
    for mask in make_masks(maps, checked, split=False).values():
        total = mask if total is None else total | mask
    assert total is not None  # noqa: S101  a card has a segment at least
    return total
