"""The patient in the image."""

import numpy as np

from medseg.filters.components import keep_largest
from medseg.filters.holes import fill_holes
from medseg.filters.intensity import robust_range
from medseg.filters.morphology import opening
from medseg.filters.threshold import threshold
from medseg.types import Mask
from medseg.volume import Modality, Volume

SKIN_HU = -300.0
MR_FRACTION = 0.1
TABLE_MM = 3.0


def body_mask(volume: Volume) -> Mask:
    """Mark the patient's body: with lungs and bowel gas, without table, clothes and air.

    Args:
        volume: The image. In pictures and films everything is body.

    Returns:
        Mask (k, j, i).
    """
    if volume.modality not in (Modality.CT, Modality.MR):
        return np.ones(volume.geometry.shape, dtype=np.bool_)
    if volume.modality is Modality.CT:
        lower = SKIN_HU
    else:
        low, high = robust_range(volume.array)
        lower = low + MR_FRACTION * (high - low)
    tissue = threshold(volume.array, lower, None)
    solid = opening(tissue, TABLE_MM, volume.geometry.spacing_mm)
    return fill_holes(keep_largest(solid, connectivity=6), axis=0)
