"""What a method needs of an image, asked before work starts."""

from medseg.errors import ParameterError
from medseg.volume import Modality, Volume


def require_hu(volume: Volume, what: str) -> None:
    """Insist that an image is a CT, in HU.

    Args:
        volume: The image.
        what: What needs HU, for the message, such as "the preset 'bone'".

    Raises:
        ParameterError: It is no CT.
    """
    if volume.modality is not Modality.CT:
        raise ParameterError(
            f"Expected a CT for {what}, which is defined in HU, got an image of modality {volume.modality.value}. "
            "If it is a CT, say so with --modality CT; else give bounds of its own (--lower, --upper), in --percent, or --auto."
        )
