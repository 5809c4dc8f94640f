"""What is done to a mask after it was made."""

import math

import numpy as np

from medseg.errors import InputError
from medseg.filters.body import body_mask
from medseg.filters.components import keep_largest, remove_small
from medseg.filters.holes import fill_holes
from medseg.filters.morphology import closing, opening
from medseg.records import CleanupParameters, Progress, ignore_progress
from medseg.types import Mask
from medseg.volume import Volume


def clean(mask: Mask, volume: Volume, parameters: CleanupParameters, progress: Progress = ignore_progress) -> Mask:
    """Restrict a mask to the body, open and close it, drop small parts, keep the largest, fill holes: in this order.

    Args:
        mask: Mask (k, j, i) on the image's grid; it is not changed.
        volume: The image that the mask was made from; its intensities are read for the body alone.
        parameters: What to do; by default nothing.
        progress: Told before each step.

    Returns:
        The mask itself where nothing is to be done, else a new one.

    Raises:
        InputError: The mask does not fit the image.
    """
    if mask.shape != volume.geometry.shape:
        raise InputError(f"Expected a mask of the image's shape {volume.geometry.shape}, got {mask.shape}.")
    spacing = volume.geometry.spacing_mm
    own: Mask | None = None  # the first step makes a new mask, the others change that
    if parameters.within_body:
        progress(0.0, "Finding the body")
        own = body_mask(volume)
        mask = np.logical_and(mask, own, out=own)
    if parameters.opening_mm > 0:
        progress(0.2, "Opening")
        mask = own = opening(mask, parameters.opening_mm, spacing, out=own)
    if parameters.closing_mm > 0:
        progress(0.4, "Closing")
        mask = own = closing(mask, parameters.closing_mm, spacing, out=own)
    if parameters.min_volume_ml > 0:
        progress(0.6, "Removing small parts")
        voxels = math.ceil(parameters.min_volume_ml / volume.geometry.voxel_volume_ml - 1e-6)
        mask = own = remove_small(mask, voxels, out=own)
    if parameters.keep_largest > 0:
        progress(0.7, "Keeping the largest parts")
        mask = own = keep_largest(mask, parameters.keep_largest, out=own)
    if parameters.fill_holes:
        progress(0.8, "Filling holes")
        mask = own = fill_holes(mask, out=own)
    progress(1.0, "Cleaned up")
    return mask
