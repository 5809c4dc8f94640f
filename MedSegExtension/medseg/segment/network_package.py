"""The network for an image."""

import contextlib

from medseg.errors import ModelNotFoundError
from medseg.models import Package, find_package
from medseg.records import NetworkParameters
from medseg.segment.film_pose import PLAIN, find_film_pose
from medseg.segment.hounsfield import is_grey_picture
from medseg.volume import Modality, Volume


def choose_package(volume: Volume, parameters: NetworkParameters) -> Package:
    """The network that was asked for, or the installed one for this image.

    A single picture whose file does not say what it is, and that looks like a chest film, gets a network for films where there is
    one.

    Args:
        volume: The image; see `medseg.segment.network_input.recognised`.
        parameters: What was asked for.

    Raises:
        ModelError: There is none, its licence has to be accepted, or it cannot be used; the message says what to do.
    """
    unknown = volume.modality is Modality.OTHER
    may_be_film = parameters.model is None and unknown and volume.geometry.is_single_slice
    if may_be_film and find_film_pose(volume.array[0]).likeness >= PLAIN:
        with contextlib.suppress(ModelNotFoundError):
            return _find(parameters, Modality.XRAY, is_picture=True)
    try:
        return _find(parameters, volume.modality, is_picture=unknown and (may_be_film or is_grey_picture(volume)))
    except ModelNotFoundError as error:
        if not unknown or parameters.model is not None:
            raise
        raise ModelNotFoundError(f"{error} The file does not say what the image is: say it (--modality CT).") from error


def _find(parameters: NetworkParameters, modality: Modality, *, is_picture: bool) -> Package:
    return find_package(
        parameters.model,
        method=parameters.method.value,
        target=parameters.target,
        modality=modality,
        is_picture=is_picture,
        trust=parameters.trust,
    )
