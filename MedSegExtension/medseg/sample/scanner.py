"""What the scanner adds to the patient: its table, its blur, its noise, its round field of view."""

import numpy as np
from numpy.typing import NDArray

from medseg.sample.canvas import Canvas
from medseg.sample.grain import Grain
from medseg.sample.patch import Patch
from medseg.sample.tissue import Lesion, Tissue
from medseg.types import Mask
from medseg.volume import Geometry

TABLE_TOP_MM, TABLE_MM, MATTRESS_MM, TABLE_HALF_MM = 117.0, 31.0, 9.0, 212.0
SHELL_HU, FOAM_HU, MATTRESS_HU = -180.0, -930.0, -870.0
FWHM_PER_SIGMA = 2.3548
SLICE_SIGMA = 0.38  # of the distance of slices: slices as thick as their distance
LOWEST_HU, HIGHEST_HU = -1024.0, 3071.0
SHARED = 0.35  # of a slice's noise that the next one has too


def paint_table(patch: Patch) -> None:
    """Paint a hollow table, foam in a shell, with a thin mattress; it is alike in all slices."""
    x, y = patch.at.x, patch.at.y
    top = np.float32(TABLE_TOP_MM) - 26 * (x / 210) ** 2
    bottom = np.float32(TABLE_TOP_MM + TABLE_MM) - 14 * (x / 210) ** 4
    beside = np.abs(x) - np.float32(TABLE_HALF_MM)
    mattress = np.maximum(np.maximum(top - np.float32(MATTRESS_MM) - y, y - top), beside + 8)
    table = np.maximum(np.maximum(top - y, y - bottom), beside)
    for distance, hu in ((mattress, MATTRESS_HU), (table, SHELL_HU), (table + np.float32(2.2), FOAM_HU)):
        patch.paint(distance, hu, Tissue.TABLE)


def blur(canvas: Canvas, fwhm_mm: float) -> None:
    """Blur within the slices by the scanner's point spread, and along them by their thickness."""
    from scipy.ndimage import gaussian_filter1d

    _, row_mm, column_mm = canvas.geometry.spacing_mm
    sigma_mm = fwhm_mm / FWHM_PER_SIGMA
    for axis, sigma in enumerate((SLICE_SIGMA, sigma_mm / row_mm, sigma_mm / column_mm)):
        if sigma > 0.05 and canvas.geometry.shape[axis] > 1:
            hu = canvas.whole.hu
            gaussian_filter1d(hu, sigma, axis=axis, output=hu, mode="nearest", truncate=3.5)


def add_noise(canvas: Canvas, sd_hu: float, grain: Grain) -> None:
    """Add noise, more in the middle and at the shoulders, where more of the beam is lost.

    Args:
        canvas: Where to add it.
        sd_hu: Standard deviation in the middle of the chest.
        grain: The noise of each slice; neighbours share some of it.
    """
    spread = _noise_map(canvas.whole, sd_hu)
    own = np.float32(1 / np.sqrt(1 + 2 * SHARED**2))
    before, here = grain.slice(0), grain.slice(1)
    for k, z in enumerate(canvas.whole.at.z.ravel()):
        after = grain.slice(k + 2)
        shoulders = np.float32(1 + 0.5 / (1 + np.exp(-(float(z) - 95) / 10)))
        canvas.whole.hu[k] += (here + np.float32(SHARED) * (before + after)) * (own * shoulders) * spread
        before, here = here, after


def _noise_map(patch: Patch, sd_hu: float) -> NDArray[np.float32]:
    """Standard deviation of the noise in a slice (j, i)."""
    falloff = np.exp(-((patch.at.x[0] / 150) ** 2) - ((patch.at.y[0] / 120) ** 2))
    return np.asarray(np.float32(sd_hu) * (np.float32(0.55) + np.float32(0.45) * falloff), dtype=np.float32)


def cut_to_circle(canvas: Canvas, image: NDArray[np.int16], padding_hu: int) -> None:
    """Pad outside the scanner's circle; nothing is known there, so there is no truth either.

    Args:
        canvas: Its tissues are changed.
        image: Intensities (k, j, i), changed.
        padding_hu: What to pad with.
    """
    outside = outside_circle(canvas.geometry)
    image[:, outside] = padding_hu
    canvas.whole.tissue[:, outside] = Tissue.AIR
    canvas.whole.lesion[:, outside] = Lesion.NONE


def outside_circle(geometry: Geometry) -> Mask:
    """Pixels (j, i) outside the circle around the middle of a slice that touches its farther edges."""
    _, rows, columns = geometry.shape
    _, row_mm, column_mm = geometry.spacing_mm
    y = (np.arange(rows) - (rows - 1) / 2) * row_mm
    x = (np.arange(columns) - (columns - 1) / 2) * column_mm
    return np.asarray(np.hypot(y[:, None], x[None, :]) > max(rows * row_mm, columns * column_mm) / 2)


def quantised(canvas: Canvas) -> NDArray[np.int16]:
    """The image (k, j, i) in whole HU, in the range that scanners store."""
    image = np.empty(canvas.geometry.shape, dtype=np.int16)
    for k, hu in enumerate(canvas.whole.hu):
        image[k] = np.round(np.clip(hu, LOWEST_HU, HIGHEST_HU))
    return image
