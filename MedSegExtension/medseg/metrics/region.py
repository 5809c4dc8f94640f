"""Where accuracy and specificity count."""

from medseg.errors import ParameterError
from medseg.records import Region
from medseg.types import Mask
from medseg.volume import Modality, Volume


def find_region(region: Region, image: Volume | None) -> tuple[Region, Mask | None]:
    """Decide on the region, and mark it.

    Args:
        region: What was asked for. `auto` is the body for CT and MR; for other images, and without an image, the whole image.
        image: The image that was segmented.

    Returns:
        `body` and its mask (k, j, i), or `image` and None.

    Raises:
        ParameterError: The body was asked for, and there is no image.
    """
    region = Region(region)
    if region is Region.BODY and image is None:
        raise ParameterError("Expected the image to find the body in, got none: give the image, or ask for the region 'image'.")
    has_body = image is not None and image.modality in (Modality.CT, Modality.MR)
    if image is None or region is Region.IMAGE or (region is Region.AUTO and not has_body):
        return Region.IMAGE, None
    from medseg.filters.body import body_mask

    return Region.BODY, body_mask(image)
