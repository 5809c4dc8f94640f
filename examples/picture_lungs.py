"""The lungs and the infection in a picture of a CT slice, whose greys are brought near to HU."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from medseg.errors import InputError
from medseg.filters.crop import bounding_box, crop_volume
from medseg.filters.holes import fill_holes
from medseg.models.inference import Predictor
from medseg.records import AutoThreshold, NetworkParameters, Side, ThresholdParameters
from medseg.segment import segment_with_network, threshold_bounds
from medseg.types import Mask
from medseg.volume import Geometry, Modality, Volume

BLACK = 8
PADDED, MASKED = 0.1, 0.6
"""Black share of a picture from which on it has corners outside the scanner's circle; from which on it shows lungs alone."""

LUNG_HU, TISSUE_HU = -860.0, 40.0
FIELD_MM, SLICE_MM = 340.0, 5.0
WINDOW_HU = (-1100.0, 280.0)
"""The window that the networks for infection learnt pictures in."""


def near_hu(picture: Volume) -> NDArray[np.float32]:
    """Greys (1, j, i) stretched so that the middle of what is dark is aerated lung, and that of what is bright soft tissue.

    Windows differ from picture to picture, and greys at the window's ends are lost: this is near enough to find lungs, and no
    measurement.
    """
    greys = picture.array.astype(np.float32)
    shown = greys[greys > BLACK] if np.mean(greys <= BLACK) > PADDED else greys.ravel()
    bounded = replace(picture, array=shown.reshape(1, 1, -1), geometry=Geometry.from_axes((1, 1, shown.size), (1.0, 1.0, 1.0)))
    _, cut = threshold_bounds(bounded, ThresholdParameters(auto=AutoThreshold.OTSU, side=Side.BELOW))
    dark, bright = np.median(shown[shown <= cut]), np.median(shown[shown > cut])
    return np.asarray(LUNG_HU + (greys - dark) * (TISSUE_HU - LUNG_HU) / max(bright - dark, 1.0), dtype=np.float32)


def find_lungs(picture: Volume, hu: NDArray[np.float32], predictor: Predictor) -> Mask:
    """Both lungs (1, j, i): what is not black where nothing else is shown, else by the U-Net for lungs.

    Raises:
        InputError: There are none.
    """
    if np.mean(picture.array <= BLACK) > MASKED:
        return np.asarray(fill_holes(picture.array > BLACK))
    columns = hu.shape[2]
    geometry = Geometry.from_axes(hu.shape, (FIELD_MM / columns, FIELD_MM / columns, SLICE_MM))
    volume = Volume(np.clip(hu, -1024, 400).round().astype(np.int16), geometry, Modality.CT)
    found = segment_with_network(volume, NetworkParameters(target="lungs"), predictor=predictor).segmentation.union()
    if not found.any():
        raise InputError("Expected lungs in the picture, found none.")
    return found


def find_infection(picture: Volume, hu: NDArray[np.float32], lungs: Mask, predictor: Predictor) -> Mask:
    """The infection (1, j, i) in the lungs, by a network that takes a picture cut to them."""
    box = bounding_box(lungs)
    found = np.zeros_like(lungs)
    if box is None:
        return found
    low, high = WINDOW_HU
    greys = (np.clip((hu - low) / (high - low), 0, 1) * 255).round().astype(np.uint8)
    cut = crop_volume(replace(picture, array=greys, modality=Modality.OTHER), box)
    found[box] = segment_with_network(cut, NetworkParameters(target="infection"), predictor=predictor).segmentation.union()
    return found & lungs
